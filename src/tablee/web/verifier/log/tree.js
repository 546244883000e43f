// The Merkle tree of a log: its root, and the proof that a leaf is in it.
// RFC 6962 section 2.1, RFC 9162 section 2.1.3.2
import { Bad, isSame } from "./bytes.js";
import { sha256 } from "./sha2.js";

const OF_LEAVES = Uint8Array.of(0);
const OF_NODES = Uint8Array.of(1);
export const EMPTY_ROOT = sha256();

export function leafHash(leaf) {
  return sha256(OF_LEAVES, leaf);
}

export function nodeHash(left, right) {
  return sha256(OF_NODES, left, right);
}

// The right edge of a tree: enough to let it grow, leaf by leaf, and to know its root.
export class Edge {
  constructor() {
    this.size = 0;
    this.nodes = [];
  }

  get root() {
    return this.nodes.length ? this.nodes.reduceRight((right, left) => nodeHash(left, right)) : EMPTY_ROOT;
  }

  append(leaf) {
    let node = leaf;
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) node = nodeHash(this.nodes.pop(), node);
    this.nodes.push(node);
    this.size += 1;
  }
}

function checkLengths(...hashes) {
  if (hashes.some((each) => each.length !== 32)) {
    throw new Bad("A hash has 32 bytes.", "Une empreinte a 32 octets.");
  }
}

function tooLong() {
  return new Bad("The proof is longer than the tree is high.", "La preuve est plus longue que l’arbre n’est haut.");
}

const half = (number) => Math.floor(number / 2);

function* climb(index, size, path) {
  let [fn, sn] = [index, size - 1];
  for (const hash of path) {
    if (sn === 0) throw tooLong();
    const isRight = fn % 2 === 1 || fn === sn;
    yield { hash, isRight };
    if (isRight) while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    [fn, sn] = [half(fn), half(sn)];
  }
  if (sn !== 0) {
    throw new Bad("The proof is shorter than the tree is high.", "La preuve est plus courte que l’arbre n’est haut.");
  }
}

export function checkInclusion(index, size, leaf, proof, root) {
  checkLengths(leaf, root, ...proof);
  if (!(index >= 0 && index < size)) {
    throw new Bad(`There is no leaf ${index} in a tree of ${size}.`, `Un arbre de ${size} n’a pas de feuille ${index}.`);
  }
  let found = leaf;
  for (const { hash, isRight } of climb(index, size, proof)) {
    found = isRight ? nodeHash(hash, found) : nodeHash(found, hash);
  }
  if (!isSame(found, root)) {
    throw new Bad(
      `The proof does not lead from leaf ${index} to the root.`,
      `La preuve ne mène pas de la feuille ${index} à la racine.`,
    );
  }
}
