// Checkpoints, and the cosignatures by which witnesses say when they saw a log that only grew.
// c2sp.org/tlog-checkpoint@v1.0.0, c2sp.org/tlog-cosignature@v1.1.0-rc.1
import { Bad, joined, readNumber, readUint64, uint64, unbase64, utf8 } from "./bytes.js";
import { COSIGNATURE, ML_DSA_44, isBy, isVerified } from "./note.js";

export function readCheckpoint(text) {
  const lines = text.split("\n");
  if (lines.length !== 4 || lines[3] !== "") {
    throw new Bad("A checkpoint has three lines.", "Un point de contrôle a trois lignes.");
  }
  const [origin, size, root] = [lines[0], readNumber(lines[1]), unbase64(lines[2])];
  if (!origin || root.length !== 32) {
    throw new Bad(
      "A checkpoint names its log and has a root of 32 bytes.",
      "Un point de contrôle nomme son journal et a une racine de 32 octets.",
    );
  }
  return { origin, size, root };
}

function cosigned(key, at, text) {
  const atS = new DataView(at.buffer, at.byteOffset).getBigUint64(0);
  if (atS === 0n || atS >> 63n) {
    throw new Bad("A witness says when it saw the log.", "Un témoin dit quand il a vu le journal.");
  }
  if (key.sort === COSIGNATURE) return utf8(`cosignature/v1\ntime ${atS}\n${text}`);
  if (key.sort !== ML_DSA_44) {
    throw new Bad(`The key of ${key.name} makes no cosignatures.`, `La clé de ${key.name} ne contresigne pas.`);
  }
  const { origin, size, root } = readCheckpoint(text);
  const [name, log] = [utf8(key.name), utf8(origin)];
  if (Math.max(name.length, log.length) > 255) throw new Bad("A name has at most 255 bytes.", "Un nom a au plus 255 octets.");
  const head = [utf8("subtree/v1\n\0"), Uint8Array.of(name.length), name, at];
  return joined(...head, Uint8Array.of(log.length), log, uint64(0), uint64(size), root);
}

// Which of the witnesses have cosigned, and when; unknown signers are ignored.
export async function seenBy(note, witnesses) {
  const found = [];
  for (const signature of note.signatures) {
    const key = witnesses.find((each) => isBy(signature, each));
    if (!key || found.some((each) => each.key === key)) continue;
    const at = new Uint8Array(8);
    at.set(signature.value.subarray(0, 8));
    const isRight =
      signature.value.length > 8 &&
      (await isVerified(key, cosigned(key, at, note.text), signature.value.subarray(8)));
    if (!isRight) {
      throw new Bad(`The cosignature of ${key.name} is wrong.`, `La contresignature de ${key.name} est fausse.`);
    }
    found.push({ key, atS: readUint64(at) });
  }
  return found;
}
