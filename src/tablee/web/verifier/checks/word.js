// Has the log kept its word about an act, given before there was a receipt?
import { isSame, utf8 } from "../log/bytes.js";
import { believed, readNote } from "../log/note.js";
import { readLeaf } from "../leaves/leaf.js";
import { HEADER, readWord } from "../leaves/word.js";
import { absent, right, tried, wrong } from "./finding.js";
import { readBundles } from "./tree.js";

const CHECK = "receipt";
const BEGIN = utf8(`${HEADER}\n`);

function begins(raw, beginning) {
  return isSame(raw.subarray(0, beginning.length), beginning);
}

// Whether a file is such a promise, and not yet a receipt.
export function isWord(raw) {
  return begins(raw, BEGIN);
}

export function notHeld() {
  return absent(
    CHECK,
    "The log’s word was not held against it: not all of its leaves can be read.",
    "La parole du journal ne lui a pas été opposée : toutes ses feuilles ne sont pas lisibles.",
  );
}

function broken({ act }) {
  return wrong(
    CHECK,
    `The log has broken its word: act ${act} is not in it as promised. Keep the promise, it is the proof.`,
    `Le journal n’a pas tenu parole : l’action ${act} n’y est pas comme promis. Gardez la promesse, c’est la preuve.`,
  );
}

// The leaf by which the act was received, if it is in the log.
async function leafOf({ act }, source, size) {
  const beginning = utf8(`{"act":${act},`);
  for await (const { entries } of readBundles(source, size, [])) {
    for (const entry of entries.filter((each) => begins(each, beginning))) {
      const leaf = readLeaf(entry);
      if (leaf.leaf === "act") return leaf;
    }
  }
  return null;
}

async function kept(word, { source, seal, recount }) {
  const { act, kind, object, sealedBy } = word;
  const leaf = await leafOf(word, source, seal.checkpoint.size);
  if (leaf && (leaf.kind !== kind || leaf.object !== object)) return broken(word);
  if (leaf) return right(CHECK, `The log has kept its word: act ${act} is in it.`, `Le journal a tenu parole : l’action ${act} y est.`);
  // A log that says nothing more is no excuse: witnesses say when it was still no longer.
  const minute = Math.max(recount.minute, ...seal.seen.map(({ atS }) => Math.floor(atS / 60)));
  const isOver = recount.acts.last < act && minute > sealedBy;
  if (recount.stage === "settled" || isOver) return broken(word);
  return absent(
    CHECK,
    `Act ${act} is not in this copy of the log yet, and its time is not over.`,
    `L’action ${act} n’est pas encore dans cette copie du journal ; le délai court encore.`,
  );
}

// Checks a promise of the log to seal an act against the log as it is: its source, seal and recount.
export async function checkWord(raw, log) {
  const unreadable = { en: "The promise cannot be read:", fr: "La promesse ne peut être lue :" };
  const { seal, recount } = log;
  return tried(CHECK, unreadable, [], async () => {
    const note = readNote(raw);
    const word = readWord(note.text);
    if (!seal.key || !(await believed(note, [seal.key])).length || word.log !== recount.genesis.origin) {
      return wrong(
        CHECK,
        "This promise is not signed by the log’s key.",
        "Cette promesse n’est pas signée par la clé du journal.",
      );
    }
    return kept(word, log);
  });
}
