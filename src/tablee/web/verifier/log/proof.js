// Receipts as files: a leaf's place, the proof of it, and the checkpoint it leads to.
// c2sp.org/tlog-proof@v1
import { Bad, readNumber, readUtf8, unbase64, utf8 } from "./bytes.js";
import { MOST_NOTE_BYTES } from "./note.js";

const HEADER = "c2sp.org/tlog-proof@v1";
const MOST_HASHES = 63;

export function readProof(raw) {
  if (raw.length > MOST_NOTE_BYTES) throw new Bad("The file is too long.", "Le fichier est trop long.");
  const whole = readUtf8(raw);
  const gap = whole.indexOf("\n\n");
  const lines = whole.slice(0, Math.max(gap, 0)).split("\n");
  if (gap < 0 || lines.shift() !== HEADER) {
    throw new Bad(`The file does not begin with '${HEADER}'.`, `Le fichier ne commence pas par « ${HEADER} ».`);
  }
  const hasExtra = lines[0]?.startsWith("extra ");
  const extra = hasExtra ? unbase64(lines.shift().slice(6)) : new Uint8Array();
  if (hasExtra && !extra.length) throw new Bad("A file without extra has no line for it.", "Un fichier sans extra n’en a pas la ligne.");
  const index = lines.shift() ?? "";
  if (!index.startsWith("index ")) {
    throw new Bad("The file does not say which leaf it is about.", "Le fichier ne dit pas de quelle feuille il parle.");
  }
  const hashes = lines.map(unbase64);
  if (hashes.length > MOST_HASHES || hashes.some((each) => each.length !== 32)) {
    throw new Bad("A proof has at most 63 hashes of 32 bytes.", "Une preuve a au plus 63 empreintes de 32 octets.");
  }
  return { number: readNumber(index.slice(6)), hashes, checkpoint: utf8(whole.slice(gap + 2)), extra };
}
