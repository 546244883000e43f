// Are the texts beside the log those that its leaves speak of?
import { hex, isSame, readUtf8 } from "../log/bytes.js";
import { sha256 } from "../log/sha2.js";
import { leafHash } from "../log/tree.js";
import { spelled } from "../leaves/canonical.js";
import { contradiction } from "./agreement.js";
import { absent, listed, right, wrong } from "./finding.js";

const LEAVES = "leaves.jsonl";
const TALLY = "tally.json";
const NEW_LINE = 10;

function otherTerms(path, part) {
  return wrong(
    "terms",
    `The terms in ${path} tell people another '${part}' than the one by which the log counts.`,
    `Le règlement ${path} dit aux gens un autre « ${part} » que celui par lequel compte le journal.`,
    [path],
  );
}

// Checks the published texts of the terms against their leaves: the hash, and what they say.
export async function checkTerms(source, terms) {
  if (!source.paths().some((path) => path.startsWith("terms/"))) {
    return absent(
      "terms",
      "The published terms are not here: nothing to compare with the log.",
      "Le règlement publié n’est pas ici : rien à comparer au journal.",
    );
  }
  const bad = [];
  for (const [number, leaf] of terms) {
    const path = `terms/${number}.json`;
    const raw = await source.read(path);
    if (!raw || hex(sha256(raw)) !== leaf.document) bad.push(path);
    else {
      const part = contradiction(raw, leaf);
      if (part) return otherTerms(path, part);
    }
  }
  if (bad.length) {
    return wrong(
      "terms",
      `These terms are not those that the log names: ${listed(bad)}`,
      `Ces règlements ne sont pas ceux que nomme le journal : ${listed(bad)}`,
      bad,
    );
  }
  return right(
    "terms",
    `Published terms, each as the log names it: ${terms.size}.`,
    `Règlements publiés, chacun tel que le nomme le journal : ${terms.size}.`,
  );
}

function holdsLeaves(raw, tree) {
  let [number, start] = [0, 0];
  for (let end = raw.indexOf(NEW_LINE); end >= 0; end = raw.indexOf(NEW_LINE, start)) {
    if (number >= tree.size || !isSame(leafHash(raw.subarray(start, end)), tree.leaf(number))) return false;
    [number, start] = [number + 1, end + 1];
  }
  return start === raw.length && number === tree.size;
}

// The list of leaves, if it does not hold those of the log, line by line.
export async function leavesFault(source, tree) {
  const raw = await source.read(LEAVES);
  return raw && !holdsLeaves(raw, tree) ? [LEAVES] : [];
}

function saysSame(raw, tally) {
  try {
    const said = JSON.parse(readUtf8(raw));
    const names = Object.keys(tally).filter((name) => !["leaf", "minute", "previous"].includes(name));
    return names.every((name) => Object.hasOwn(said, name) && spelled(said[name]) === spelled(tally[name]));
  } catch {
    return false;
  }
}

// The file of figures, if it holds others than those recounted.
export async function tallyFault(source, tally) {
  const raw = await source.read(TALLY);
  return raw && !saysSame(raw, tally) ? [TALLY] : [];
}
