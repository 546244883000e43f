// Signatures made by `ssh-keygen -Y sign -n tablee`, read to the byte (OpenSSH's PROTOCOL.sshsig and PROTOCOL.u2f).
import { joined, readUtf8, unbase64, utf8 } from "../log/bytes.js";
import { sha256, sha512 } from "../log/sha2.js";
import { TOUCHED } from "./sorts.js";
import { Fields, numbered, packed, readKeyBlob, refuse } from "./sshkey.js";

export const BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
const END = "\n-----END SSH SIGNATURE-----\n";
const HASHES = { sha256, sha512 };
const VALUE_BYTES = 64;
const SOMEBODY_IS_THERE = 0x01;
const MORE_WAS_SIGNED = 0x40 | 0x80;

// What a security key says of the moment in which it signed: that somebody touched it, and nothing further.
function readTouch(fields) {
  const [flags] = fields.take(1);
  const counter = fields.number();
  if (!(flags & SOMEBODY_IS_THERE) || flags & MORE_WAS_SIGNED) refuse();
  return { flags, counter };
}

function readValue(raw, key) {
  const fields = new Fields(raw);
  const [sort, value] = [fields.sort(), fields.field()];
  const touch = sort === TOUCHED ? readTouch(fields) : null;
  fields.end();
  if (sort !== key.sort || value.length !== VALUE_BYTES) refuse();
  return { value, touch };
}

export function readArmour(armour) {
  if (!armour.startsWith(BEGIN) || !armour.endsWith(END) || armour.length < BEGIN.length + END.length) refuse();
  const rows = armour.slice(BEGIN.length, -END.length).split("\n");
  if (!rows.every((line) => /^[A-Za-z0-9+/=]{1,76}$/.test(line))) refuse();
  const blob = new Fields(unbase64(rows.join("")));
  if (readUtf8(blob.take(6)) !== "SSHSIG" || blob.number() !== 1) refuse();
  const [publicKey, namespace, reserved, hash, value] = [blob.field(), blob.field(), blob.field(), blob.field(), blob.field()];
  blob.end();
  const hashName = readUtf8(hash);
  if (readUtf8(namespace) !== "tablee" || reserved.length || !Object.hasOwn(HASHES, hashName)) refuse();
  const key = readKeyBlob(publicKey);
  return { key, hashName, ...readValue(value, key) };
}

// The bytes that were signed when the text was.
export function sshMessage({ key, hashName, touch }, text) {
  const digest = HASHES[hashName](utf8(text));
  const fields = [utf8("tablee"), new Uint8Array(), utf8(hashName), digest];
  const signed = joined(utf8("SSHSIG"), ...fields.map(packed));
  if (!touch) return signed;
  return joined(sha256(utf8(key.application)), Uint8Array.of(touch.flags), numbered(touch.counter), sha256(signed));
}
