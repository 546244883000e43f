// Bytes and their spellings, and what is wrong with some of them, in both languages.

export class Bad extends Error {
  constructor(en, fr) {
    super(en);
    this.en = en;
    this.fr = fr;
  }
}

const UTF8_OUT = new TextEncoder();
const UTF8_IN = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const IN_ADDRESSES = `${STANDARD.slice(0, 62)}-_`;

export function utf8(text) {
  return UTF8_OUT.encode(text);
}

export function readUtf8(raw) {
  try {
    return UTF8_IN.decode(raw);
  } catch {
    throw new Bad("This is not UTF-8.", "Ce n’est pas de l’UTF-8.");
  }
}

export function hex(raw) {
  return Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(text) {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new Bad("This is not hexadecimal.", "Ce n’est pas de l’hexadécimal.");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function isSame(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function lettersOf(raw, alphabet) {
  let text = "";
  for (let at = 0; at < raw.length; at += 3) {
    const three = (raw[at] << 16) | ((raw[at + 1] ?? 0) << 8) | (raw[at + 2] ?? 0);
    for (let letter = 0; letter < Math.min(4, raw.length - at + 1); letter += 1) {
      text += alphabet[(three >> (18 - 6 * letter)) & 63];
    }
  }
  return text;
}

export function base64(raw) {
  const text = lettersOf(raw, STANDARD);
  return text + "=".repeat(-text.length & 3);
}

export function base64url(raw) {
  return lettersOf(raw, IN_ADDRESSES);
}

function bytesOf(text, alphabet) {
  const raw = new Uint8Array(Math.floor((text.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      raw[at] = (held >> bits) & 255;
      at += 1;
    }
  }
  return raw;
}

// Only the one spelling that base64() writes is read.
export function unbase64(text) {
  const raw = bytesOf(text.replace(/={1,2}$/, ""), STANDARD);
  if (!raw || base64(raw) !== text) throw new Bad("This is not base64.", "Ce n’est pas du base64.");
  return raw;
}

export function unbase64url(text) {
  const raw = bytesOf(text, IN_ADDRESSES);
  if (!raw || base64url(raw) !== text) throw new Bad("This is not base64url.", "Ce n’est pas du base64url.");
  return raw;
}

// Eight bytes, the largest first; what is beyond 2^53 is no number we can count with.
export function uint64(value) {
  const raw = new Uint8Array(8);
  new DataView(raw.buffer).setBigUint64(0, BigInt(value));
  return raw;
}

export function readUint64(raw) {
  return Number(new DataView(raw.buffer, raw.byteOffset, 8).getBigUint64(0));
}

// A whole number in its only spelling, without leading zeros.
export function readNumber(text) {
  if (!/^(?:0|[1-9][0-9]{0,14})$/.test(text)) {
    throw new Bad(
      "A number is written in digits, without leading zeros.",
      "Un nombre s’écrit en chiffres, sans zéros devant.",
    );
  }
  return Number(text);
}
