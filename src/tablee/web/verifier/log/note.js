// Signed notes: a text, and lines by which somebody stands for it. c2sp.org/signed-note@v1.0.0
import { Bad, hex, readUtf8, unbase64, utf8 } from "./bytes.js";
import { isSigned } from "./ed25519.js";
import { isSignedMlDsaSlowly } from "./mldsa.js";
import { sha256 } from "./sha2.js";

export const ED25519 = 0x01;
export const COSIGNATURE = 0x04;
export const ML_DSA_44 = 0x06;
const KEY_BYTES = { [ED25519]: 32, [COSIGNATURE]: 32, [ML_DSA_44]: 1312 };
const MOST_SIGNATURES = 100;
export const MOST_NOTE_BYTES = 1_000_000;
const DASH = "— ";

function isName(name) {
  // eslint-disable-next-line no-control-regex
  return name !== "" && !/[+\p{White_Space}\u0000-\u001f]/u.test(name);
}

function keyId(name, sort, raw) {
  return hex(sha256(utf8(`${name}\n`), Uint8Array.of(sort), raw).subarray(0, 4));
}

// A key in one line, as people compare and publish it.
export function readKey(vkey) {
  const [, name, id, encoded] = /^([^+]*)\+([^+]*)\+(.*)$/su.exec(vkey) ?? [];
  const raw = encoded ? unbase64(encoded) : new Uint8Array();
  if (!encoded || !isName(name) || !raw.length) {
    throw new Bad("This is not a verifier key.", "Ce n’est pas une clé de vérification.");
  }
  const key = { name, id, sort: raw[0], raw: raw.subarray(1), vkey };
  const length = KEY_BYTES[key.sort] ?? key.raw.length;
  if (length !== key.raw.length || keyId(name, key.sort, key.raw) !== id) {
    throw new Bad(`The key of ${name} contradicts itself.`, `La clé de ${name} se contredit.`);
  }
  return key;
}

function readSignature(line) {
  const [, name, encoded] = /^— ([^ ]*) ?(.*)$/su.exec(line) ?? [];
  if (!line.startsWith(DASH) || !isName(name ?? "")) {
    throw new Bad("A line under the note is not a signature.", "Une ligne sous la note n’est pas une signature.");
  }
  const raw = unbase64(encoded);
  if (raw.length <= 4) {
    throw new Bad("A signature under the note is too short.", "Une signature sous la note est trop courte.");
  }
  return { name, keyId: hex(raw.subarray(0, 4)), value: raw.subarray(4) };
}

// A note as it stands; no signature is checked.
export function readNote(raw) {
  if (raw.length > MOST_NOTE_BYTES) throw new Bad("The note is too long.", "La note est trop longue.");
  const whole = readUtf8(raw);
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole)) {
    throw new Bad("The note holds a control character.", "La note contient un caractère de contrôle.");
  }
  const gap = whole.lastIndexOf("\n\n");
  if (gap < 0 || !whole.endsWith("\n") || gap + 2 >= whole.length) {
    throw new Bad("The note has no signatures.", "La note n’a pas de signature.");
  }
  const lines = whole.slice(gap + 2, -1).split("\n");
  if (lines.length > MOST_SIGNATURES) {
    throw new Bad("The note has too many signatures.", "La note a trop de signatures.");
  }
  return { text: whole.slice(0, gap + 1), signatures: lines.map(readSignature) };
}

export function isBy(signature, key) {
  return signature.name === key.name && signature.keyId === key.id;
}

async function isSignedMlDsa(key, message, signature) {
  try {
    const { subtle } = globalThis.crypto;
    const known = await subtle.importKey("raw-public", key.raw, "ML-DSA-44", false, ["verify"]);
    return await subtle.verify("ML-DSA-44", known, signature, message);
  } catch {
    // This browser has no ML-DSA: the arithmetic decides.
    return isSignedMlDsaSlowly(key.raw, message, signature);
  }
}

export async function isVerified(key, message, signature) {
  if (key.sort === ML_DSA_44) return isSignedMlDsa(key, message, signature);
  return isSigned(key.raw, message, signature);
}

// Which of the keys have signed the text itself; a wrong signature by one of them is a fault.
export async function believed(note, keys) {
  if (keys.some((key) => key.sort !== ED25519)) {
    throw new Bad("A text itself is signed by Ed25519 keys only.", "Un texte n’est signé que par des clés Ed25519.");
  }
  const found = [];
  for (const signature of note.signatures) {
    const key = keys.find((each) => isBy(signature, each));
    if (!key || found.includes(key)) continue;
    if (!(await isVerified(key, utf8(note.text), signature.value))) {
      throw new Bad(`The signature of ${key.name} is wrong.`, `La signature de ${key.name} est fausse.`);
    }
    found.push(key);
  }
  return found;
}
