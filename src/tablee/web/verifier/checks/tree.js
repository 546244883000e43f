// Is every tile the one that its leaves make, and is their root the one that was signed?
import { isSame } from "../log/bytes.js";
import { EMPTY_ROOT, Edge, nodeHash } from "../log/tree.js";
import { WIDTH, tilePath, tileRoot, tilesOf, unpacked } from "../log/tiles.js";
import { readTile } from "../files/source.js";
import { listed, right, wrong } from "./finding.js";

const TILE_BYTES = WIDTH * 32;

// Hashes one after the other, in a room that grows.
class Row {
  constructor() {
    this.raw = new Uint8Array(TILE_BYTES);
    this.length = 0;
  }

  append(hash) {
    if (this.length + 32 > this.raw.length) {
      const larger = new Uint8Array(2 * this.raw.length);
      larger.set(this.raw);
      this.raw = larger;
    }
    this.raw.set(hash, this.length);
    this.length += 32;
  }

  between(first, last) {
    return this.raw.subarray(first * 32, Math.min(last * 32, this.length));
  }
}

function cut(raw) {
  return Array.from({ length: raw.length / 32 }, (_, at) => raw.subarray(32 * at, 32 * at + 32));
}

// The hashes of a log at every level of tiles, as they follow from its leaves.
export class Tree {
  constructor() {
    this.levels = [];
    this.edge = new Edge();
  }

  get size() {
    return this.edge.size;
  }

  add(hash) {
    this.edge.append(hash);
    this.extend(0, hash);
  }

  extend(level, hash) {
    this.levels[level] ??= new Row();
    const row = this.levels[level];
    row.append(hash);
    if (row.length % TILE_BYTES === 0) {
      const last = row.length / 32;
      this.extend(level + 1, tileRoot(cut(row.between(last - WIDTH, last))));
    }
  }

  tile({ level, number, width }) {
    return this.levels[level]?.between(number * WIDTH, number * WIDTH + width) ?? new Uint8Array();
  }

  leaf(number) {
    return this.levels[0].between(number, number + 1);
  }

  // The root of the tree when it had so many leaves, looked up in the tiles: another way than that
  // of the edge.
  root(size = this.size) {
    return size ? this.between(0, size) : EMPTY_ROOT;
  }

  between(first, last) {
    const count = last - first;
    const level = Math.log2(count) / 8;
    if (Number.isInteger(level)) return this.levels[level].between(first / count, first / count + 1);
    let half = 1;
    while (half * 2 < count) half *= 2;
    return nodeHash(this.between(first, first + half), this.between(first + half, last));
  }
}

async function storedTile(source, tile) {
  return (await readTile(source, tilePath(tile), tile.width * 32)) ?? new Uint8Array();
}

// The leaves of a log, bundle by bundle; a bundle that cannot be read is named in `unreadable`.
export async function* readBundles(source, size, unreadable) {
  for (const tile of tilesOf(size).filter((each) => each.level < 0)) {
    const path = tilePath(tile);
    const raw = await readTile(source, path, 0);
    let entries = [];
    try {
      entries = raw ? unpacked(raw) : [];
      // The wider one, in its place, holds more; a file of this name holds what its name says.
      if (tile.width < WIDTH && !source.paths().includes(path)) entries = entries.slice(0, tile.width);
    } catch {
      entries = [];
    }
    if (entries.length !== tile.width) unreadable.push(path);
    else yield { path, first: tile.number * WIDTH, entries };
  }
}

function differing(files) {
  return wrong(
    "tiles",
    `These files contradict the rest of the log: ${listed(files)}`,
    `Ces fichiers contredisent le reste du journal : ${listed(files)}`,
    files,
  );
}

export async function checkTiles(source, tree, size, unreadable) {
  if (unreadable.length) {
    return wrong(
      "tiles",
      `These files of leaves are missing or cannot be read: ${listed(unreadable)}`,
      `Ces fichiers de feuilles manquent ou ne peuvent être lus : ${listed(unreadable)}`,
      unreadable,
    );
  }
  const bad = [];
  for (const tile of tilesOf(size).filter((each) => each.level >= 0)) {
    if (!isSame(await storedTile(source, tile), tree.tile(tile))) bad.push(tilePath(tile));
  }
  if (bad.length) return differing(bad);
  return right(
    "tiles",
    "Every tile of hashes is the one that the leaves make.",
    "Chaque tuile d’empreintes est celle que font les feuilles.",
  );
}

// Names the bundles instead of the tiles, where the tiles lead to the root that was signed.
export async function blamed(source, tiles, root, size) {
  const lowest = tilesOf(size).filter((each) => each.level === 0);
  const stored = new Tree();
  for (const tile of lowest) {
    const raw = await storedTile(source, tile);
    if (raw.length !== tile.width * 32) return tiles;
    cut(raw).forEach((hash) => stored.add(hash));
  }
  if (!isSame(stored.edge.root, root)) return tiles;
  const bad = lowest.filter((tile) => tiles.files.includes(tilePath(tile)));
  return bad.length ? differing(bad.map((tile) => tilePath({ ...tile, level: -1 }))) : tiles;
}

export function checkRoot(tree, signed, files) {
  if (isSame(tree.edge.root, signed) && isSame(tree.root(), signed)) {
    return right("root", "The leaves make the root that was signed.", "Les feuilles font la racine qui a été signée.");
  }
  return wrong(
    "root",
    "The leaves do not make the root that was signed: something was changed, added or dropped.",
    "Les feuilles ne font pas la racine signée : on a changé, ajouté ou retiré quelque chose.",
    files,
  );
}

