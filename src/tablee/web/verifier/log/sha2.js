// SHA-256 and SHA-512, written out: hashing many small leaves is far quicker so than through
// promises, and pages without WebCrypto can check signatures too. Source: FIPS 180-4.
import { fromHex, joined } from "./bytes.js";

const WORD = 1n << 64n;

function primes(count) {
  const found = [];
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime)) found.push(number);
  }
  return found;
}

// The first 64 bits after the point of the square or cube root of a prime, by bisection.
function fraction(prime, power) {
  const target = BigInt(prime) << (64n * BigInt(power));
  let low = 0n;
  let high = WORD << 8n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** BigInt(power) <= target) low = middle;
    else high = middle;
  }
  return low % WORD;
}

const ROUNDS_512 = primes(80).map((prime) => fraction(prime, 3));
const START_512 = primes(8).map((prime) => fraction(prime, 2));
const ROUNDS = Int32Array.from(ROUNDS_512.slice(0, 64), (each) => Number(each >> 32n) | 0);
const START = Int32Array.from(START_512, (each) => Number(each >> 32n) | 0);
const WORDS = new Int32Array(64);
const STATE = new Int32Array(8);
let room = new Uint8Array(1 << 17);
let view = new DataView(room.buffer);

function compress(offset) {
  for (let at = 0; at < 16; at += 1) WORDS[at] = view.getInt32(offset + 4 * at);
  for (let at = 16; at < 64; at += 1) {
    const x = WORDS[at - 15];
    const y = WORDS[at - 2];
    const small = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const large = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    WORDS[at] = (WORDS[at - 16] + small + WORDS[at - 7] + large) | 0;
  }
  let a = STATE[0];
  let b = STATE[1];
  let c = STATE[2];
  let d = STATE[3];
  let e = STATE[4];
  let f = STATE[5];
  let g = STATE[6];
  let h = STATE[7];
  for (let at = 0; at < 64; at += 1) {
    const turned = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + turned + ((e & f) ^ (~e & g)) + ROUNDS[at] + WORDS[at]) | 0;
    const mixed = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (mixed + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  STATE[0] += a;
  STATE[1] += b;
  STATE[2] += c;
  STATE[3] += d;
  STATE[4] += e;
  STATE[5] += f;
  STATE[6] += g;
  STATE[7] += h;
}

// The hash of the parts one after the other.
export function sha256(...parts) {
  let length = 0;
  for (const part of parts) length += part.length;
  const padded = (length + 72) & ~63;
  if (padded > room.length) {
    room = new Uint8Array(2 * padded);
    view = new DataView(room.buffer);
  }
  let at = 0;
  for (const part of parts) {
    room.set(part, at);
    at += part.length;
  }
  room.fill(0, at, padded);
  room[at] = 0x80;
  view.setUint32(padded - 8, Math.floor(length / 0x20000000));
  view.setUint32(padded - 4, (length << 3) >>> 0);
  STATE.set(START);
  for (let block = 0; block < padded; block += 64) compress(block);
  const digest = new Uint8Array(32);
  for (let word = 0; word < 8; word += 1) {
    const value = STATE[word];
    digest[4 * word] = value >>> 24;
    digest[4 * word + 1] = value >>> 16;
    digest[4 * word + 2] = value >>> 8;
    digest[4 * word + 3] = value;
  }
  return digest;
}

export function hmacSha256(key, ...parts) {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const inner = sha256(block.map((byte) => byte ^ 0x36), ...parts);
  return sha256(block.map((byte) => byte ^ 0x5c), inner);
}

function turn(word, bits) {
  return (word >> bits) | ((word << (64n - bits)) % WORD);
}

function scheduled(view512, offset) {
  const words = [];
  for (let at = 0; at < 16; at += 1) words.push(view512.getBigUint64(offset + 8 * at));
  for (let at = 16; at < 80; at += 1) {
    const x = words[at - 15];
    const y = words[at - 2];
    const small = turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n);
    const large = turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n);
    words.push((words[at - 16] + small + words[at - 7] + large) % WORD);
  }
  return words;
}

// Slow, for a few short messages only.
export function sha512(...parts) {
  const message = joined(...parts);
  const padded = new Uint8Array((message.length + 144) & ~127);
  padded.set(message);
  padded[message.length] = 0x80;
  const view512 = new DataView(padded.buffer);
  view512.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  let state = START_512;
  for (let offset = 0; offset < padded.length; offset += 128) {
    let [a, b, c, d, e, f, g, h] = state;
    scheduled(view512, offset).forEach((word, at) => {
      const turned = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
      const one = h + turned + ((e & f) ^ ((WORD - 1n - e) & g)) + ROUNDS_512[at] + word;
      const mixed = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
      const two = mixed + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(one + two) % WORD, a, b, c, (d + one) % WORD, e, f, g];
    });
    state = [a, b, c, d, e, f, g, h].map((word, at) => (word + state[at]) % WORD);
  }
  return fromHex(state.map((word) => word.toString(16).padStart(16, "0")).join(""));
}
