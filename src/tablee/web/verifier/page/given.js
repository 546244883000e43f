// What a person chose or dropped: an export, a folder, a receipt or the word before it, or several of them.
import { Bad } from "../log/bytes.js";
import { openedFolder, openedZip } from "../files/source.js";
import { readCheckpoint } from "../log/checkpoint.js";
import { readNote } from "../log/note.js";
import { HEADER } from "../leaves/word.js";

const ZIP = "PK";
const PROOF = "c2sp.org/tlog-proof@v1";

async function beginning(file) {
  return file.slice(0, PROOF.length).text();
}

// What a dropped folder holds, as [path, file].
async function filesBelow(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [[entry.fullPath.replace(/^\//, ""), file]];
  }
  const reader = entry.createReader();
  const found = [];
  for (let some = [null]; some.length; ) {
    some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    for (const each of some) found.push(...(await filesBelow(each)));
  }
  return found;
}

export async function dropped(transfer) {
  const entries = [...transfer.items].map((each) => each.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return chosen(transfer.files);
  return (await Promise.all(entries.map(filesBelow))).flat();
}

export function chosen(files) {
  return [...files].map((file) => [file.webkitRelativePath || file.name, file]);
}

// A checkpoint that somebody kept; whoever gave another file by a slip has no proof against a log.
async function keptIn([[path, file], ...others]) {
  const raw = new Uint8Array(await file.arrayBuffer());
  try {
    readCheckpoint(readNote(raw).text);
  } catch {
    throw new Bad(
      `This is no export, no receipt and no signed checkpoint: ${path}`,
      `Ceci n’est ni un export, ni un reçu, ni un point de contrôle signé : ${path}`,
    );
  }
  if (others.length) throw new Bad("Only one kept checkpoint can be given.", "On ne peut donner qu’un point de contrôle gardé.");
  return raw;
}

// Sorts what was given into a log, a receipt (or the log's word), and a checkpoint that somebody kept, as far as they are there.
export async function sorted(files) {
  const given = { source: null, receipt: null, kept: null };
  const loose = [];
  for (const [path, file] of files) {
    const isAlone = !path.includes("/");
    const begins = isAlone ? await beginning(file) : "";
    if (begins === PROOF || begins.startsWith(`${HEADER}\n`)) given.receipt = new Uint8Array(await file.arrayBuffer());
    else if (begins.startsWith(ZIP)) given.source = await openedZip(file);
    else loose.push([path, file]);
  }
  if (given.source && loose.length) given.kept = await keptIn(loose);
  else if (loose.length) given.source = openedFolder(loose);
  if (!given.source && !given.receipt) throw new Bad("Nothing was chosen.", "Rien n’est choisi.");
  return given;
}
