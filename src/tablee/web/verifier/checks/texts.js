// Are the texts beside the log those that its leaves speak of?
import { hex, isSame, readUtf8 } from "../log/bytes.js";
import { sha256 } from "../log/sha2.js";
import { leafHash } from "../log/tree.js";
import { spelled } from "../leaves/canonical.js";
import { absent, listed, right, wrong } from "./finding.js";

const LEAVES = "leaves.jsonl";
const TALLY = "tally.json";
const NEW_LINE = 10;

// `documents` says, for each number of the terms, the hash in their leaf.
export async function checkTerms(source, documents) {
  if (!source.paths().some((path) => path.startsWith("terms/"))) {
    return absent(
      "terms",
      "The published terms are not here: nothing to compare with the log.",
      "Le règlement publié n’est pas ici : rien à comparer au journal.",
    );
  }
  const bad = [];
  for (const [number, document] of documents) {
    const path = `terms/${number}.json`;
    const raw = await source.read(path);
    if (!raw || hex(sha256(raw)) !== document) bad.push(path);
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
    `The ${documents.size} published versions of the terms are those that the log names.`,
    `Les ${documents.size} versions publiées du règlement sont celles que nomme le journal.`,
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
