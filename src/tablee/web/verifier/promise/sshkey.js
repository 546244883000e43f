// Public keys of OpenSSH: Ed25519, in a file or in a security key that is touched to sign (PROTOCOL.u2f).
import { Bad, joined, readUtf8, unbase64 } from "../log/bytes.js";
import { FILED, TOUCHED } from "./sorts.js";

const APPLICATION = /^ssh:[!-~]{0,60}$/;
const PUBLIC_BYTES = 32;

export function refuse() {
  throw new Bad(
    "This is no SSH signature with an Ed25519 key for 'tablee'.",
    "Ce n’est pas une signature SSH par une clé Ed25519 pour « tablee ».",
  );
}

export class Fields {
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

  sort() {
    const found = readUtf8(this.field());
    if (found !== FILED && found !== TOUCHED) refuse();
    return found;
  }

  end() {
    if (this.raw.length) refuse();
  }
}

export function numbered(value) {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

export function packed(raw) {
  return joined(numbered(raw.length), raw);
}

// A public key as signatures hold it; its application is empty for a key in a file.
export function readKeyBlob(raw) {
  const fields = new Fields(raw);
  const [sort, value] = [fields.sort(), fields.field()];
  const application = sort === TOUCHED ? readUtf8(fields.field()) : "";
  fields.end();
  if (value.length !== PUBLIC_BYTES || (sort === TOUCHED && !APPLICATION.test(application))) refuse();
  return { sort, value, application };
}

export function readSshKey(line) {
  const [sort, encoded, ...rest] = line.split(" ");
  if (!encoded || rest.length) refuse();
  const found = readKeyBlob(unbase64(encoded));
  if (found.sort !== sort) refuse();
  return found;
}
