// Signatures made by `ssh-keygen -Y sign -n tablee`, read to the byte (OpenSSH's PROTOCOL.sshsig).
import { Bad, isSame, joined, readUtf8, unbase64, utf8 } from "../log/bytes.js";
import { sha256, sha512 } from "../log/sha2.js";

export const BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
const END = "\n-----END SSH SIGNATURE-----\n";
const SORT = "ssh-ed25519";
const HASHES = { sha256, sha512 };

function refuse() {
  throw new Bad(
    "This is no SSH signature with an Ed25519 key for 'tablee'.",
    "Ce n’est pas une signature SSH par une clé Ed25519 pour « tablee ».",
  );
}

class Fields {
  constructor(raw) {
    this.raw = raw;
  }

  take(length) {
    if (this.raw.length < length) refuse();
    const taken = this.raw.subarray(0, length);
    this.raw = this.raw.subarray(length);
    return taken;
  }

  number() {
    const [a, b, c, d] = this.take(4);
    return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  }

  field() {
    return this.take(this.number());
  }

  end() {
    if (this.raw.length) refuse();
  }
}

function packed(raw) {
  const { length } = raw;
  return joined(Uint8Array.of(length >>> 24, length >>> 16, length >>> 8, length), raw);
}

function ed25519(raw, length) {
  const fields = new Fields(raw);
  const isSort = isSame(fields.field(), utf8(SORT));
  const value = fields.field();
  fields.end();
  if (!isSort || value.length !== length) refuse();
  return value;
}

export function readArmour(armour) {
  if (!armour.startsWith(BEGIN) || !armour.endsWith(END) || armour.length < BEGIN.length + END.length) refuse();
  const rows = armour.slice(BEGIN.length, -END.length).split("\n");
  if (!rows.every((line) => /^[A-Za-z0-9+/=]{1,76}$/.test(line))) refuse();
  const blob = new Fields(unbase64(rows.join("")));
  if (readUtf8(blob.take(6)) !== "SSHSIG" || blob.number() !== 1) refuse();
  const [key, namespace, reserved, hash, value] = [blob.field(), blob.field(), blob.field(), blob.field(), blob.field()];
  blob.end();
  const hashName = readUtf8(hash);
  if (readUtf8(namespace) !== "tablee" || reserved.length || !Object.hasOwn(HASHES, hashName)) refuse();
  return { key: ed25519(key, 32), hashName, value: ed25519(value, 64) };
}

// The bytes that were signed when the text was.
export function sshMessage({ hashName }, text) {
  const digest = HASHES[hashName](utf8(text));
  const fields = [utf8("tablee"), new Uint8Array(), utf8(hashName), digest];
  return joined(utf8("SSHSIG"), ...fields.map(packed));
}

export function readSshKey(line) {
  const [sort, encoded, ...rest] = line.split(" ");
  if (sort !== SORT || !encoded || rest.length) refuse();
  return ed25519(unbase64(encoded), 32);
}
