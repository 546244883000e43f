"use strict";
(() => {
// ── log/bytes.js
const $log_bytes = (() => {
// Bytes and their spellings, and what is wrong with some of them, in both languages.

class Bad extends Error {
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

function utf8(text) {
  return UTF8_OUT.encode(text);
}

function readUtf8(raw) {
  try {
    return UTF8_IN.decode(raw);
  } catch {
    throw new Bad("This is not UTF-8.", "Ce n’est pas de l’UTF-8.");
  }
}

function hex(raw) {
  return Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromHex(text) {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new Bad("This is not hexadecimal.", "Ce n’est pas de l’hexadécimal.");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function isSame(one, other) {
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

function base64(raw) {
  const text = lettersOf(raw, STANDARD);
  return text + "=".repeat(-text.length & 3);
}

function base64url(raw) {
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
function unbase64(text) {
  const raw = bytesOf(text.replace(/={1,2}$/, ""), STANDARD);
  if (!raw || base64(raw) !== text) throw new Bad("This is not base64.", "Ce n’est pas du base64.");
  return raw;
}

function unbase64url(text) {
  const raw = bytesOf(text, IN_ADDRESSES);
  if (!raw || base64url(raw) !== text) throw new Bad("This is not base64url.", "Ce n’est pas du base64url.");
  return raw;
}

// Eight bytes, the largest first; what is beyond 2^53 is no number we can count with.
function uint64(value) {
  const raw = new Uint8Array(8);
  new DataView(raw.buffer).setBigUint64(0, BigInt(value));
  return raw;
}

function readUint64(raw) {
  return Number(new DataView(raw.buffer, raw.byteOffset, 8).getBigUint64(0));
}

// A whole number in its only spelling, without leading zeros.
function readNumber(text) {
  if (!/^(?:0|[1-9][0-9]{0,14})$/.test(text)) {
    throw new Bad(
      "A number is written in digits, without leading zeros.",
      "Un nombre s’écrit en chiffres, sans zéros devant.",
    );
  }
  return Number(text);
}
return { Bad, utf8, readUtf8, hex, fromHex, joined, isSame, base64, base64url, unbase64, unbase64url, uint64, readUint64, readNumber };
})();
// ── log/sha2.js
const $log_sha2 = (() => {
// SHA-256 and SHA-512, written out: hashing many small leaves is far quicker so than through
// promises, and pages without WebCrypto can check signatures too. Source: FIPS 180-4.
const { fromHex, joined } = $log_bytes;

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
function sha256(...parts) {
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

function hmacSha256(key, ...parts) {
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
function sha512(...parts) {
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
return { sha256, hmacSha256, sha512 };
})();
// ── log/ed25519.js
const $log_ed25519 = (() => {
// Checks Ed25519 signatures: by WebCrypto where the browser can, else by the arithmetic itself.
// Nothing secret passes here, so nothing is done in constant time. Source: RFC 8032.
const { isSame } = $log_bytes;
const { sha512 } = $log_sha2;

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

function mod(value, by = P) {
  const rest = value % by;
  return rest < 0n ? rest + by : rest;
}

function raised(value, exponent) {
  let result = 1n;
  let square = mod(value);
  for (let rest = exponent; rest; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

const D = mod(-121665n * raised(121666n, P - 2n));
const ROOT_OF_MINUS_ONE = raised(2n, (P - 1n) / 4n);

function smallestFirst(raw) {
  return raw.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function rootFor(y) {
  const above = mod(y * y - 1n);
  const below = mod(D * y * y + 1n);
  const root = mod(above * below ** 3n * raised(above * below ** 7n, (P - 5n) / 8n));
  const found = mod(below * root * root);
  if (found === above) return root;
  return found === mod(-above) ? mod(root * ROOT_OF_MINUS_ONE) : null;
}

// A point as (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z; nothing where the bytes name none.
function point(raw) {
  const value = smallestFirst(raw);
  const isOdd = value >> 255n;
  const y = value & ((1n << 255n) - 1n);
  if (y >= P) return null;
  const root = rootFor(y);
  if (root === null || (root === 0n && isOdd)) return null;
  const x = (root & 1n) === isOdd ? root : P - root;
  return [x, y, 1n, mod(x * y)];
}

function plus([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = (y1 - x1) * (y2 - x2);
  const b = (y1 + x1) * (y2 + x2);
  const c = 2n * t1 * t2 * D;
  const d = 2n * z1 * z2;
  const [e, f, g, h] = [mod(b - a), mod(d - c), mod(d + c), mod(b + a)];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function times(scalar, base) {
  let sum = [0n, 1n, 1n, 0n];
  for (let bit = 255n; bit >= 0n; bit -= 1n) {
    sum = plus(sum, sum);
    if ((scalar >> bit) & 1n) sum = plus(sum, base);
  }
  return sum;
}

function packedPoint([x, y, z]) {
  const inverse = raised(z, P - 2n);
  let value = mod(y * inverse) | ((mod(x * inverse) & 1n) << 255n);
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(value & 255n);
    value >>= 8n;
    return byte;
  });
}

const Y_OF_BASE = mod(4n * raised(5n, P - 2n));
const BASE = (() => {
  const root = rootFor(Y_OF_BASE);
  const x = root & 1n ? P - root : root;
  return [x, Y_OF_BASE, 1n, mod(x * Y_OF_BASE)];
})();

function isSignedSlowly(key, message, signature) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const signer = point(key);
  const scalar = smallestFirst(signature.subarray(32));
  if (!signer || scalar >= ORDER) return false;
  const challenge = mod(smallestFirst(sha512(signature.subarray(0, 32), key, message)), ORDER);
  const [x, y, z, t] = signer;
  const found = plus(times(scalar, BASE), times(challenge, [P - x, y, z, P - t]));
  return isSame(packedPoint(found), signature.subarray(0, 32));
}

async function isSigned(key, message, signature) {
  const subtle = globalThis.crypto?.subtle;
  if (subtle && key.length === 32 && signature.length === 64) {
    try {
      const known = await subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
      return await subtle.verify("Ed25519", known, signature, message);
    } catch {
      // This browser has no Ed25519, or does not take the key: the arithmetic decides.
    }
  }
  return isSignedSlowly(key, message, signature);
}
return { isSignedSlowly, isSigned };
})();
// ── log/shake.js
const $log_shake = (() => {
// SHAKE128 and SHAKE256, for browsers that know no ML-DSA. Source: FIPS 202.
const LANES = 25;
const WORD = (1n << 64n) - 1n;
const SHAKE_PAD = 0x1f;

function turned(lane, bits) {
  const by = BigInt(bits);
  return ((lane << by) | (lane >> (64n - by))) & WORD;
}

// How far each lane is turned, and the constants of the rounds, as the standard makes them.
function turnsOfLanes() {
  const turns = Array(LANES).fill(0);
  for (let [step, x, y] = [0, 1, 0]; step < 24; step += 1) {
    turns[x + 5 * y] = (((step + 1) * (step + 2)) / 2) % 64;
    [x, y] = [y, (2 * x + 3 * y) % 5];
  }
  return turns;
}

function constantsOfRounds() {
  let register = 1;
  return Array.from({ length: 24 }, () => {
    let constant = 0n;
    for (let bit = 0; bit < 7; bit += 1) {
      if (register & 1) constant |= 1n << BigInt(2 ** bit - 1);
      register = register & 0x80 ? ((register << 1) ^ 0x171) & 0xff : register << 1;
    }
    return constant;
  });
}

const TURNS = turnsOfLanes();
const CONSTANTS = constantsOfRounds();

function mixed(state, constant) {
  const columns = [0, 1, 2, 3, 4].map((x) => state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20]);
  const between = Array(LANES);
  for (let at = 0; at < LANES; at += 1) {
    const [x, y] = [at % 5, Math.floor(at / 5)];
    const lane = state[at] ^ columns[(x + 4) % 5] ^ turned(columns[(x + 1) % 5], 1);
    between[y + 5 * ((2 * x + 3 * y) % 5)] = turned(lane, TURNS[at]);
  }
  for (let at = 0; at < LANES; at += 1) {
    const row = at - (at % 5);
    const [next, after] = [between[row + ((at + 1) % 5)], between[row + ((at + 2) % 5)]];
    state[at] = between[at] ^ ((WORD ^ next) & after);
  }
  state[0] ^= constant;
}

function* squeezed(rate, input) {
  const length = (Math.floor(input.length / rate) + 1) * rate;
  const padded = new Uint8Array(length);
  padded.set(input);
  padded[input.length] ^= SHAKE_PAD;
  padded[length - 1] ^= 0x80;
  const view = new DataView(padded.buffer);
  const state = Array(LANES).fill(0n);
  for (let block = 0; block < length; block += rate) {
    for (let lane = 0; lane < rate / 8; lane += 1) state[lane] ^= view.getBigUint64(block + 8 * lane, true);
    for (const constant of CONSTANTS) mixed(state, constant);
  }
  for (;;) {
    for (let lane = 0; lane < rate / 8; lane += 1) {
      for (let byte = 0n; byte < 8n; byte += 1n) yield Number((state[lane] >> (8n * byte)) & 255n);
    }
    for (const constant of CONSTANTS) mixed(state, constant);
  }
}

// Bytes without end.
function shake128(input) {
  return squeezed(168, input);
}

function shake256(input) {
  return squeezed(136, input);
}

function taken(stream, count) {
  return Uint8Array.from({ length: count }, () => stream.next().value);
}
return { shake128, shake256, taken };
})();
// ── log/mldsa.js
const $log_mldsa = (() => {
// Checks ML-DSA-44 signatures by the arithmetic itself. Nothing secret passes here. Source: FIPS 204.
const { isSame, joined } = $log_bytes;
const { shake128, shake256, taken } = $log_shake;

const Q = 8_380_417;
const SIDE = 4; // Rows and columns.
const WIDE = 256; // Coefficients of a polynomial.
const TAU = 39;
const BETA = 78;
const OMEGA = 80;
const GAMMA_1 = 2 ** 17;
const GAMMA_2 = (Q - 1) / 88;
const LOW_BITS = 13;
const KEY_BYTES = 1_312;
const SIGNATURE_BYTES = 2_420;

const ROOTS = (() => {
  const powers = [1];
  while (powers.length < WIDE) powers.push((powers.at(-1) * 1753) % Q);
  return powers.map((_, at) => powers[Number.parseInt(at.toString(2).padStart(8, "0").split("").reverse().join(""), 2)]);
})();
const INVERSE_OF_WIDE = 8_347_681;

function transformed(polynomial) {
  const found = [...polynomial];
  let root = 0;
  for (let length = 128; length; length >>= 1) {
    for (let start = 0; start < WIDE; start += 2 * length) {
      root += 1;
      for (let at = start; at < start + length; at += 1) {
        const turned = (ROOTS[root] * found[at + length]) % Q;
        found[at + length] = (found[at] - turned + Q) % Q;
        found[at] = (found[at] + turned) % Q;
      }
    }
  }
  return found;
}

function restored(polynomial) {
  const found = [...polynomial];
  let root = WIDE;
  for (let length = 1; length < WIDE; length *= 2) {
    for (let start = 0; start < WIDE; start += 2 * length) {
      root -= 1;
      for (let at = start; at < start + length; at += 1) {
        const kept = found[at];
        found[at] = (kept + found[at + length]) % Q;
        found[at + length] = ((Q - ROOTS[root]) * ((kept - found[at + length] + Q) % Q)) % Q;
      }
    }
  }
  return found.map((each) => (each * INVERSE_OF_WIDE) % Q);
}

// Whole numbers of so many bits, packed one after the other, the lowest bit first.
function unpackedBits(raw, bits) {
  const found = [];
  let [held, count] = [0, 0];
  for (const byte of raw) {
    held += byte * 2 ** count;
    count += 8;
    while (count >= bits) {
      found.push(held % 2 ** bits);
      held = Math.floor(held / 2 ** bits);
      count -= bits;
    }
  }
  return found;
}

function packedBits(numbers, bits) {
  const found = [];
  let [held, count] = [0, 0];
  for (const number of numbers) {
    held += number * 2 ** count;
    count += bits;
    while (count >= 8) {
      found.push(held % 256);
      held = Math.floor(held / 256);
      count -= 8;
    }
  }
  return Uint8Array.from(found);
}

function uniform(seed, column, row) {
  const stream = shake128(joined(seed, Uint8Array.of(column, row)));
  const found = [];
  while (found.length < WIDE) {
    const [a, b, c] = taken(stream, 3);
    const number = a + (b << 8) + ((c & 127) << 16);
    if (number < Q) found.push(number);
  }
  return found;
}

function challenge(seed) {
  const stream = shake256(seed);
  const signs = taken(stream, 8);
  const found = Array(WIDE).fill(0);
  for (let at = WIDE - TAU; at < WIDE; at += 1) {
    let place = stream.next().value;
    while (place > at) place = stream.next().value;
    const sign = at + TAU - WIDE;
    found[at] = found[place];
    found[place] = (signs[sign >> 3] >> (sign & 7)) & 1 ? Q - 1 : 1;
  }
  return found;
}

// Where the hints are, by row; nothing where they are not written in their only way.
function readHints(raw) {
  const rows = [];
  let from = 0;
  for (let row = 0; row < SIDE; row += 1) {
    const to = raw[OMEGA + row];
    if (to < from || to > OMEGA) return null;
    const places = [...raw.subarray(from, to)];
    if (places.some((place, at) => at && place <= places[at - 1])) return null;
    rows.push(new Set(places));
    from = to;
  }
  return raw.subarray(from, OMEGA).some(Boolean) ? null : rows;
}

// The high part of a number, moved by one where there is a hint.
function high(number, isHinted) {
  let low = number % (2 * GAMMA_2);
  if (low > GAMMA_2) low -= 2 * GAMMA_2;
  const isWrapped = number - low === Q - 1;
  const part = isWrapped ? 0 : (number - low) / (2 * GAMMA_2);
  if (!isHinted) return part;
  return (part + ((isWrapped ? low - 1 : low) > 0 ? 1 : 43)) % 44;
}

function rowsOf(raw, bytes, bits) {
  return Array.from({ length: SIDE }, (_, row) => unpackedBits(raw.subarray(row * bytes, (row + 1) * bytes), bits));
}

function highRow({ seed, turnedZ, turnedC, low, row, hints }) {
  const t = transformed(low.map((each) => (each * 2 ** LOW_BITS) % Q));
  const sum = t.map((each, at) => (Q - ((turnedC[at] * each) % Q)) % Q);
  for (let column = 0; column < SIDE; column += 1) {
    uniform(seed, column, row).forEach((each, at) => {
      sum[at] = (sum[at] + each * turnedZ[column][at]) % Q;
    });
  }
  return restored(sum).map((each, at) => high(each, hints.has(at)));
}

function isSignedMlDsaSlowly(key, message, signature) {
  if (key.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  const [seed, tops] = [key.subarray(0, 32), rowsOf(key.subarray(32), 320, 10)];
  const given = signature.subarray(0, 32);
  const z = rowsOf(signature.subarray(32, 32 + SIDE * 576), 576, 18).map((row) => row.map((each) => GAMMA_1 - each));
  const hints = readHints(signature.subarray(32 + SIDE * 576));
  if (!hints || z.flat().some((each) => Math.abs(each) >= GAMMA_1 - BETA)) return false;
  const about = taken(shake256(joined(taken(shake256(key), 64), Uint8Array.of(0, 0), message)), 64);
  const turnedZ = z.map((row) => transformed(row.map((each) => (each + Q) % Q)));
  const turnedC = transformed(challenge(given));
  const rows = tops.map((low, row) => highRow({ seed, turnedZ, turnedC, low, row, hints: hints[row] }));
  const found = taken(shake256(joined(about, ...rows.map((each) => packedBits(each, 6)))), 32);
  return isSame(found, given);
}
return { isSignedMlDsaSlowly };
})();
// ── log/note.js
const $log_note = (() => {
// Signed notes: a text, and lines by which somebody stands for it. c2sp.org/signed-note@v1.0.0
const { Bad, hex, readUtf8, unbase64, utf8 } = $log_bytes;
const { isSigned } = $log_ed25519;
const { isSignedMlDsaSlowly } = $log_mldsa;
const { sha256 } = $log_sha2;

const ED25519 = 0x01;
const COSIGNATURE = 0x04;
const ML_DSA_44 = 0x06;
const KEY_BYTES = { [ED25519]: 32, [COSIGNATURE]: 32, [ML_DSA_44]: 1312 };
const MOST_SIGNATURES = 100;
const MOST_NOTE_BYTES = 1_000_000;
const DASH = "— ";

function isName(name) {
  // eslint-disable-next-line no-control-regex
  return name !== "" && !/[+\p{White_Space}\u0000-\u001f]/u.test(name);
}

function keyId(name, sort, raw) {
  return hex(sha256(utf8(`${name}\n`), Uint8Array.of(sort), raw).subarray(0, 4));
}

// A key in one line, as people compare and publish it.
function readKey(vkey) {
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
function readNote(raw) {
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

function isBy(signature, key) {
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

async function isVerified(key, message, signature) {
  if (key.sort === ML_DSA_44) return isSignedMlDsa(key, message, signature);
  return isSigned(key.raw, message, signature);
}

// Which of the keys have signed the text itself; a wrong signature by one of them is a fault.
async function believed(note, keys) {
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
return { ED25519, COSIGNATURE, ML_DSA_44, MOST_NOTE_BYTES, readKey, readNote, isBy, isVerified, believed };
})();
// ── log/proof.js
const $log_proof = (() => {
// Receipts as files: a leaf's place, the proof of it, and the checkpoint it leads to.
// c2sp.org/tlog-proof@v1
const { Bad, readNumber, readUtf8, unbase64, utf8 } = $log_bytes;
const { MOST_NOTE_BYTES } = $log_note;

const HEADER = "c2sp.org/tlog-proof@v1";
const MOST_HASHES = 63;

function readProof(raw) {
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
return { readProof };
})();
// ── log/tree.js
const $log_tree = (() => {
// The Merkle tree of a log: its root, and the proof that a leaf is in it.
// RFC 6962 section 2.1, RFC 9162 section 2.1.3.2
const { Bad, isSame } = $log_bytes;
const { sha256 } = $log_sha2;

const OF_LEAVES = Uint8Array.of(0);
const OF_NODES = Uint8Array.of(1);
const EMPTY_ROOT = sha256();

function leafHash(leaf) {
  return sha256(OF_LEAVES, leaf);
}

function nodeHash(left, right) {
  return sha256(OF_NODES, left, right);
}

// The right edge of a tree: enough to let it grow, leaf by leaf, and to know its root.
class Edge {
  constructor() {
    this.size = 0;
    this.nodes = [];
  }

  get root() {
    return this.nodes.length ? this.nodes.reduceRight((right, left) => nodeHash(left, right)) : EMPTY_ROOT;
  }

  append(leaf) {
    let node = leaf;
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) node = nodeHash(this.nodes.pop(), node);
    this.nodes.push(node);
    this.size += 1;
  }
}

function checkLengths(...hashes) {
  if (hashes.some((each) => each.length !== 32)) {
    throw new Bad("A hash has 32 bytes.", "Une empreinte a 32 octets.");
  }
}

function tooLong() {
  return new Bad("The proof is longer than the tree is high.", "La preuve est plus longue que l’arbre n’est haut.");
}

const half = (number) => Math.floor(number / 2);

function* climb(index, size, path) {
  let [fn, sn] = [index, size - 1];
  for (const hash of path) {
    if (sn === 0) throw tooLong();
    const isRight = fn % 2 === 1 || fn === sn;
    yield { hash, isRight };
    if (isRight) while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    [fn, sn] = [half(fn), half(sn)];
  }
  if (sn !== 0) {
    throw new Bad("The proof is shorter than the tree is high.", "La preuve est plus courte que l’arbre n’est haut.");
  }
}

function checkInclusion(index, size, leaf, proof, root) {
  checkLengths(leaf, root, ...proof);
  if (!(index >= 0 && index < size)) {
    throw new Bad(`There is no leaf ${index} in a tree of ${size}.`, `Un arbre de ${size} n’a pas de feuille ${index}.`);
  }
  let found = leaf;
  for (const { hash, isRight } of climb(index, size, proof)) {
    found = isRight ? nodeHash(hash, found) : nodeHash(found, hash);
  }
  if (!isSame(found, root)) {
    throw new Bad(
      `The proof does not lead from leaf ${index} to the root.`,
      `La preuve ne mène pas de la feuille ${index} à la racine.`,
    );
  }
}
return { EMPTY_ROOT, leafHash, nodeHash, Edge, checkInclusion };
})();
// ── leaves/canonical.js
const $leaves_canonical = (() => {
// One spelling for each object: what is hashed, signed or opened is the same bytes for everybody.
const { Bad, readUtf8, utf8 } = $log_bytes;

const MOST_DEPTH = 12;
const PAIRED = /[\ud800-\udfff]/;

function refuse(en, fr) {
  throw new Bad(en, fr);
}

// By code point, as every program sorts names here; JavaScript compares halves of characters.
function compare(one, other) {
  if (PAIRED.test(one) || PAIRED.test(other)) return comparePoints([...one], [...other]);
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function comparePoints(one, other) {
  for (let at = 0; at < one.length && at < other.length; at += 1) {
    if (one[at] !== other[at]) return one[at].codePointAt(0) - other[at].codePointAt(0);
  }
  return one.length - other.length;
}

function spelledText(text) {
  if (PAIRED.test(text) && /\p{Surrogate}/u.test(text)) {
    refuse("A text holds half a character.", "Un texte contient une moitié de caractère.");
  }
  return JSON.stringify(text);
}

// The only spelling of a value, as text.
function spelled(value, depth = 0) {
  if (depth > MOST_DEPTH) refuse("This lies too deep.", "C’est trop profond.");
  if (typeof value === "string") return spelledText(value);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) refuse("A number is too large, or not whole.", "Un nombre est trop grand, ou n’est pas entier.");
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map((each) => spelled(each, depth + 1)).join(",")}]`;
  if (value === null || typeof value !== "object") {
    refuse(
      "Only whole numbers, texts, lists, objects, true and false are written.",
      "On n’écrit que des nombres entiers, textes, listes, objets, vrai et faux.",
    );
  }
  let text = "";
  for (const name of Object.keys(value).sort(compare)) {
    text += `${text ? "," : ""}${spelledText(name)}:${spelled(value[name], depth + 1)}`;
  }
  return `{${text}}`;
}

function dumped(value) {
  return utf8(spelled(value));
}

function readCanonicalText(text) {
  let value = null;
  try {
    value = JSON.parse(text);
  } catch {
    refuse("This is not JSON.", "Ce n’est pas du JSON.");
  }
  if (spelled(value) !== text) {
    refuse("This JSON has another spelling than the only one.", "Ce JSON est écrit autrement que de la seule façon.");
  }
  return value;
}

function readCanonical(raw) {
  return readCanonicalText(readUtf8(raw));
}
return { compare, spelled, dumped, readCanonicalText, readCanonical };
})();
// ── leaves/shape.js
const $leaves_shape = (() => {
// Shapes that values in a leaf have. Each takes a value and where it stands, and refuses others.
const { Bad } = $log_bytes;

function refuse(where, en, fr) {
  throw new Bad(`'${where}' is not ${en}.`, `« ${where} » n’est pas ${fr}.`);
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function whole(least = 0, most = Number.MAX_SAFE_INTEGER) {
  return (value, where) => {
    if (!Number.isSafeInteger(value) || value < least || value > most) {
      refuse(where, `a whole number from ${least} to ${most}`, `un nombre entier de ${least} à ${most}`);
    }
  };
}

function isOfLength(value, least, most) {
  if (value.length < least) return false;
  if (value.length <= most) return value.length >= 2 * least || [...value].length >= least;
  return value.length <= 2 * most && [...value].length <= most;
}

function words(most, least = 1) {
  return (value, where) => {
    if (typeof value !== "string" || !isOfLength(value, least, most)) {
      refuse(where, `a text of ${least} to ${most} characters`, `un texte de ${least} à ${most} caractères`);
    }
  };
}

function pattern(source, en, fr) {
  const form = new RegExp(`^(?:${source})$`, "u");
  return (value, where) => {
    if (typeof value !== "string" || !form.test(value) || value.endsWith("\n")) refuse(where, en, fr);
  };
}

function choice(...choices) {
  const known = new Set(choices);
  const named = choices.join(", ");
  return (value, where) => {
    if (!known.has(value)) refuse(where, `one of ${named}`, `l’un de ${named}`);
  };
}

function flag(value, where) {
  if (typeof value !== "boolean") refuse(where, "true or false", "vrai ou faux");
}

function either(...shapes) {
  return (value, where) => {
    for (const shape of shapes.slice(0, -1)) {
      try {
        shape(value, where);
        return;
      } catch (error) {
        if (!(error instanceof Bad)) throw error;
      }
    }
    shapes.at(-1)(value, where);
  };
}

function row(...shapes) {
  return (value, where) => {
    if (!Array.isArray(value) || value.length !== shapes.length) {
      refuse(where, `a list of ${shapes.length}`, `une liste de ${shapes.length}`);
    }
    shapes.forEach((shape, at) => shape(value[at], `${where}[${at}]`));
  };
}

function many(shape, least = 0) {
  return (value, where) => {
    if (!Array.isArray(value) || value.length < least) {
      refuse(where, `a list of ${least} or more`, `une liste de ${least} ou plus`);
    }
    value.forEach((each, at) => shape(each, `${where}[${at}]`));
  };
}

function table(names, shape) {
  return (value, where) => {
    if (!isObject(value)) refuse(where, "an object", "un objet");
    for (const name of Object.keys(value)) {
      names(name, where);
      shape(value[name], `${where}.${name}`);
    }
  };
}

function hasFields(value, required, optional) {
  const names = Object.keys(value);
  return Object.keys(required).every((name) => Object.hasOwn(value, name)) &&
    names.every((name) => Object.hasOwn(required, name) || Object.hasOwn(optional, name));
}

function record(required, optional = {}) {
  return (value, where) => {
    if (!isObject(value) || !hasFields(value, required, optional)) {
      refuse(where || "leaf", "an object with the fields of its kind", "un objet avec les champs de sa sorte");
    }
    for (const name of Object.keys(value)) {
      (Object.hasOwn(required, name) ? required : optional)[name](value[name], where ? `${where}.${name}` : name);
    }
  };
}
return { whole, words, pattern, choice, flag, either, row, many, table, hasFields, record };
})();
// ── leaves/fields.js
const $leaves_fields = (() => {
// The fields of each kind of leaf. Each kind has one or several forms; a leaf has exactly the fields
// of one of them, and besides what it is (`leaf`) and its minute (docs/log/leaves.*).
const { choice, either, flag, many, pattern, record, row, table, whole, words } = $leaves_shape;

const JUDGES = ["clock", "verification", "evidence"];
const ROLES = ["sponsor", "beneficiary", "witness", "auditor", "organiser"];
const DOOR_REASONS = [
  "too_early", "too_late", "kind_not_open", "daily_limit", "total_limit", "in_the_future", "evidence_too_weak",
  "campaign_closed",
];
const DECISION_REASONS = [
  "no_link", "not_found", "not_public", "duplicate_content", "spam", "unlawful", "not_the_author", "gone", "returned",
  "withdrawn", "off_topic", "not_readable", "too_long", "front_page", "referral_gone", "choice_gone", "unchosen", "absent",
];

const NAME = words(100);
const NUMBER = whole(1);
const WHOLE = whole();
const TAG = pattern("[A-Za-z0-9_-]{21}[AQgw]", "16 bytes in base64url", "16 octets en base64url");
const COMMITMENT = pattern("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]", "32 bytes in base64url", "32 octets en base64url");
const HASH = pattern("[0-9a-f]{64}", "a SHA-256 in hexadecimal", "un SHA-256 en hexadécimal");
const DOCUMENT = words(20_000);
const COVER = { pool: NAME, units: NUMBER, shares: many(row(NAME, whole(1, 10_000)), 1) };
const KIND = {
  name: NAME, pool: NAME, rate: NUMBER, opens_ms: WHOLE, closes_ms: WHOLE, opens_with: words(100, 0),
  per_day: WHOLE, in_all: WHOLE, clicks: flag,
};
const MILESTONE = { name: NAME, measure: choice("acts", "units", "supporters"), threshold: NUMBER, kinds: many(NAME) };
const JUDGE = either(choice(...JUDGES), TAG);
const DECIDED = { act: NUMBER, judge: JUDGE };
const REASONED = { ...DECIDED, reason: choice(...DECISION_REASONS) };
const BETTER = { evidence: choice("A", "B") };
const SAID = { act: NUMBER, kind: NAME, evidence: choice("A", "B", "C"), object: TAG, commitment: COMMITMENT };

function figures(...names) {
  return record(Object.fromEntries(names.map((name) => [name, WHOLE])));
}

const TERMS = {
  number: NUMBER, from_ms: WHOLE, zone: NAME, opens_ms: WHOLE, closes_ms: WHOLE, last_call_ms: WHOLE, appeal_days: WHOLE,
  portions: NUMBER, pools: many(NAME, 1), purchase_pools: many(NAME), kinds: many(record(KIND), 1),
  sponsors: many(record({ name: NAME, floor: WHOLE })), pledges: many(record({ name: NAME, ...COVER })),
  raises: many(record({ pledge: NAME, units: NUMBER, from_ms: WHOLE })),
  milestones: many(either(record(MILESTONE), record({ ...MILESTONE, ...COVER }))), document: HASH,
};
const TALLY = {
  through: WHOLE, acts: WHOLE,
  pools: table(NAME, figures("cap", "acts", "offered", "paid", "unpaid", "pending")),
  kinds: table(NAME, figures("acts", "counted", "counted_units", "paid", "pending", "turned_away", "left")),
  earned: table(NAME, table(NAME, NUMBER)), reached: many(NAME),
};
const RESULT = {
  step: choice("result"), size: NUMBER, root: HASH, draws: WHOLE, invalid: WHOLE, unverifiable: WHOLE, sheet: HASH,
};

// For each kind: its forms, as pairs of required and optional fields.
const FORMS = new Map([
  ["genesis", [[{
    format: whole(1, 1), campaign: NAME, origin: words(300), log: words(400), replay: flag,
    leaves_between_tallies: whole(512, 512), minutes_between_tallies: whole(60, 60),
  }]]],
  ["key", [[{
    role: choice(...ROLES), name: NAME, key: words(4_000), held_by: choice("self", "server"), is_valid: flag,
  }]]],
  ["terms", [[TERMS]]],
  ["pledge", [[{ name: NAME, ...COVER }]]],
  ["raise", [[{ pledge: NAME, from_ms: WHOLE, ...COVER }]]],
  ["milestone", [[{ name: NAME }], [{ name: NAME, ...COVER }]]],
  ["act", [
    [{ ...SAID, pool: NAME, units: NUMBER, start: WHOLE }, { day: TAG, who: TAG, occurred: WHOLE }],
    [{ ...SAID, reason: choice(...DOOR_REASONS) }, { occurred: WHOLE }],
  ]],
  ["confirm", [[DECIDED, BETTER]]],
  ["refuse", [[REASONED]]],
  ["reverse", [[REASONED]]],
  ["restore", [[DECIDED, BETTER]]],
  ["finish", [[REASONED]]],
  ["tally", [[TALLY, { previous: WHOLE }]]],
  ["promise", [[{ document: DOCUMENT }]]],
  ["receipt", [[{ document: DOCUMENT }]]],
  ["incident", [[{ en: words(4_000), fr: words(4_000) }]]],
  ["audit", [
    [{ step: choice("commit"), by: NAME, hash: HASH }],
    [{ step: choice("reveal"), by: NAME, seed: HASH }],
    [RESULT, { document: DOCUMENT }],
  ]],
  ["erase", [[{ what: choice("acts", "keys"), count: NUMBER }]]],
  ["close", [[{}]]],
  ["settle", [[{ owed: table(NAME, WHOLE) }]]],
]);
return { JUDGES, FORMS };
})();
// ── leaves/leaf.js
const $leaves_leaf = (() => {
// Reads leaves: strictly, or not at all.
const { Bad, readUtf8 } = $log_bytes;
const { readCanonicalText } = $leaves_canonical;
const { FORMS } = $leaves_fields;
const { choice, hasFields, record, whole } = $leaves_shape;

const MOST_LEAF_BYTES = 65_535;
const TAG = "[A-Za-z0-9_-]{21}[AQgw]";
const NAME = '"[^"\\\\\\u0000-\\u001f\\ud800-\\udfff]{1,100}"';
const NUMBER = "(?:0|[1-9][0-9]{0,14})";
const MINUTE = "(?:0|[1-9][0-9]{0,8})";
// In the year 9575: of each leaf every reader can say the day, and the day after.
const MOST_MINUTE = 4_000_000_000;
// Acts in their line, of which there are most: a leaf that matches is in its only spelling.
const ACT = new RegExp(
  `^\\{"act":[1-9][0-9]{0,14},"commitment":"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"(?:,"day":"${TAG}")?,"evidence":"[ABC]"` +
    `,"kind":${NAME},"leaf":"act","minute":${MINUTE},"object":"${TAG}"(?:,"occurred":${NUMBER})?,"pool":${NAME}` +
    `,"start":${NUMBER},"units":[1-9][0-9]{0,14}(?:,"who":"${TAG}")?\\}$`,
);

const RECORDS = new Map(
  [...FORMS].map(([kind, forms]) => [
    kind,
    forms.map(([required, optional = {}]) => {
      const whenAndWhat = { leaf: choice(kind), minute: whole(0, MOST_MINUTE), ...required };
      return { required: whenAndWhat, optional, check: record(whenAndWhat, optional) };
    }),
  ]),
);

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readLeaf(raw) {
  if (raw.length > MOST_LEAF_BYTES) throw new Bad("A leaf has at most 65,535 bytes.", "Une feuille a au plus 65 535 octets.");
  const text = readUtf8(raw);
  if (ACT.test(text)) return JSON.parse(text);
  const leaf = readCanonicalText(text);
  if (!isObject(leaf)) throw new Bad("A leaf is an object.", "Une feuille est un objet.");
  const forms = RECORDS.get(leaf.leaf);
  if (!forms) throw new Bad("There is no such kind of leaf.", "Il n’y a pas de feuille de cette sorte.");
  // Where no form has these fields, the first one says so.
  const form = forms.find(({ required, optional }) => hasFields(leaf, required, optional)) ?? forms[0];
  form.check(leaf, "");
  return leaf;
}
return { readLeaf };
})();
// ── leaves/veil.js
const $leaves_veil = (() => {
// A commitment binds the log to what an act was; whoever has the salt and the content can open it.
const { base64url, unbase64url } = $log_bytes;
const { hmacSha256 } = $log_sha2;
const { dumped } = $leaves_canonical;

function opens(commitment, salt, content) {
  const key = unbase64url(salt);
  return key.length === 32 && base64url(hmacSha256(key, dumped(content))) === commitment;
}
return { opens };
})();
// ── checks/finding.js
const $checks_finding = (() => {
// What a verifier finds: one sentence for each check, in both languages, and what it is worth.
const { Bad } = $log_bytes;

function finding(check, state, en, fr, files = [], leaf = null) {
  return { check, state, en, fr, files, leaf };
}

function right(check, en, fr) {
  return finding(check, "right", en, fr);
}

// Right as far as it goes, but no quorum of witnesses stands for it.
function unwitnessed(check, en, fr) {
  return finding(check, "unwitnessed", en, fr);
}

// There was nothing to check.
function absent(check, en, fr) {
  return finding(check, "absent", en, fr);
}

function wrong(check, en, fr, files = [], leaf = null) {
  return finding(check, "wrong", en, fr, files, leaf);
}

// Runs a check; a fault in what it reads becomes its finding, with a sentence before it.
async function tried(check, before, files, run) {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Bad)) throw error;
    return wrong(check, `${before.en} ${error.en}`, `${before.fr} ${error.fr}`, files, error.leaf ?? null);
  }
}

function listed(names) {
  return names.slice(0, 5).join(", ");
}
return { right, unwitnessed, absent, wrong, tried, listed };
})();
// ── log/checkpoint.js
const $log_checkpoint = (() => {
// Checkpoints, and the cosignatures by which witnesses say when they saw a log that only grew.
// c2sp.org/tlog-checkpoint@v1.0.0, c2sp.org/tlog-cosignature@v1.1.0-rc.1
const { Bad, joined, readNumber, readUint64, uint64, unbase64, utf8 } = $log_bytes;
const { COSIGNATURE, ML_DSA_44, isBy, isVerified } = $log_note;

function readCheckpoint(text) {
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
async function seenBy(note, witnesses) {
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
return { readCheckpoint, seenBy };
})();
// ── log/policy.js
const $log_policy = (() => {
// Whose signatures make a checkpoint believed: the log, its witnesses, and how many of them.
// c2sp.org/tlog-policy
const { Bad, isSame, readNumber } = $log_bytes;
const { COSIGNATURE, ED25519, ML_DSA_44, readKey } = $log_note;

const NONE = "none";

function expect(isSo, en, fr) {
  if (!isSo) throw new Bad(en, fr);
}

function understood(isSo) {
  expect(isSo, "it cannot be understood.", "on ne la comprend pas.");
}

function newKey(vkey, sorts, known) {
  const key = readKey(vkey);
  expect(sorts.includes(key.sort), "keys of this sort sign something else.", "les clés de cette sorte signent autre chose.");
  expect(!known.some((each) => isSame(each.raw, key.raw)), "this key is there already.", "cette clé y est déjà.");
  return key;
}

class Reading {
  constructor() {
    this.policy = { logs: [], witnesses: [], groups: [], quorum: "" };
    this.names = new Set([NONE]);
    this.members = new Set([NONE]);
  }

  name(name) {
    expect(!this.names.has(name), `'${name}' stands for something already.`, `« ${name} » désigne déjà autre chose.`);
    this.names.add(name);
  }

  log(words) {
    understood(words.length === 2 || words.length === 3);
    this.policy.logs.push(newKey(words[1], [ED25519], this.policy.logs));
  }

  witness(words) {
    understood(words.length === 3 || words.length === 4);
    this.name(words[1]);
    const key = newKey(words[2], [COSIGNATURE, ML_DSA_44], this.policy.witnesses.map((each) => each.key));
    this.policy.witnesses.push({ name: words[1], key, url: words[3] ?? "" });
  }

  group([, name, wanted, ...members]) {
    understood(members.length > 0);
    const isKnown = members.every((each) => this.names.has(each));
    expect(isKnown, "a group names what stands above it.", "un groupe nomme ce qui est au-dessus de lui.");
    const isFree = new Set(members).size === members.length && !members.some((each) => this.members.has(each));
    expect(isFree, "a name is in one group, once.", "un nom est dans un seul groupe, une fois.");
    const threshold = { all: members.length, any: 1 }[wanted] ?? readNumber(wanted);
    const isPossible = threshold >= 1 && threshold <= members.length;
    expect(isPossible, "the group wants too few or too many.", "le groupe en veut trop ou trop peu.");
    this.name(name);
    members.forEach((each) => this.members.add(each));
    this.policy.groups.push({ name, threshold, members });
  }

  quorum(words) {
    understood(words.length === 2 && !this.policy.quorum && this.names.has(words[1]));
    this.policy.quorum = words[1];
  }
}

function readPolicy(text) {
  const reading = new Reading();
  text.split("\n").forEach((line, at) => {
    const words = line.split(/[\t ]/).filter(Boolean);
    try {
      // eslint-disable-next-line no-control-regex
      expect(!/[\0-\x08\x0a-\x1f]/.test(line), "it holds a control character.", "elle contient un caractère de contrôle.");
      if (!words.length || words[0].startsWith("#")) return;
      understood(["log", "witness", "group", "quorum"].includes(words[0]));
      reading[words[0]](words);
    } catch (error) {
      if (!(error instanceof Bad)) throw error;
      throw new Bad(`Line ${at + 1} of the policy: ${error.en}`, `Ligne ${at + 1} de la règle : ${error.fr}`);
    }
  });
  expect(reading.policy.quorum, "A policy names its quorum.", "Une règle nomme son quorum.");
  return reading.policy;
}

// Whom the quorum counts twice, because it has two keys, and in which group; in a group of which any member will do
// several keys of a witness count once.
function countedTwice({ witnesses, groups, quorum }) {
  const asked = new Set([quorum]);
  for (const { name, members } of [...groups].reverse()) {
    if (asked.has(name)) members.forEach((each) => asked.add(each));
  }
  const names = new Map(witnesses.map((each) => [each.name, new Set([each.key.name])]));
  for (const { name, threshold, members } of groups) {
    const below = members.map((each) => names.get(each)).sort((one, other) => one.size - other.size);
    const found = below.pop();
    for (const each of below.flatMap((names) => [...names])) {
      if (found.has(each) && threshold > 1 && asked.has(name)) return { name: each, group: name };
      found.add(each);
    }
    names.set(name, found);
  }
  return null;
}

// Whether witnesses with these keys are a quorum, where one is asked for.
function isMet(policy, signers) {
  if (policy.quorum === NONE) return true;
  const vkeys = new Set(signers.map((key) => key.vkey));
  const hasSigned = new Map(policy.witnesses.map((each) => [each.name, vkeys.has(each.key.vkey)]));
  for (const { name, threshold, members } of policy.groups) {
    hasSigned.set(name, members.filter((each) => hasSigned.get(each)).length >= threshold);
  }
  return hasSigned.get(policy.quorum) ?? false;
}
return { readPolicy, countedTwice, isMet };
})();
// ── log/tiles.js
const $log_tiles = (() => {
// Tiles: the tree cut into files of 256 hashes, its leaves into files of 256 entries.
// c2sp.org/tlog-tiles@v0.1.0
const { Bad } = $log_bytes;
const { nodeHash } = $log_tree;

const WIDTH = 256;

function tilePath({ level, number, width }) {
  let path = String(number % 1000).padStart(3, "0");
  for (let rest = Math.floor(number / 1000); rest; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, "0")}/${path}`;
  }
  return `tile/${level < 0 ? "entries" : level}/${path}${width === WIDTH ? "" : `.p/${width}`}`;
}

function levelTiles(level, count) {
  return Array.from({ length: Math.ceil(count / WIDTH) }, (_, number) => ({
    level,
    number,
    width: Math.min(WIDTH, count - number * WIDTH),
  }));
}

// The tiles of a tree of so many leaves: entries, then hashes, level by level.
function tilesOf(size) {
  const found = size ? levelTiles(-1, size) : [];
  for (let [level, count] = [0, size]; count; [level, count] = [level + 1, Math.floor(count / WIDTH)]) {
    found.push(...levelTiles(level, count));
  }
  return found;
}

function unpacked(bundle) {
  const entries = [];
  for (let at = 0; at < bundle.length; ) {
    const start = at + 2;
    const end = start + (bundle[at] << 8) + (bundle[at + 1] ?? 0);
    if (start > bundle.length || end > bundle.length) {
      throw new Bad("It ends in the middle of an entry.", "Il finit au milieu d’une entrée.");
    }
    entries.push(bundle.subarray(start, end));
    at = end;
  }
  return entries;
}

function tileRoot(hashes) {
  let row = hashes;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, at) => nodeHash(row[2 * at], row[2 * at + 1]));
  }
  return row[0];
}
return { WIDTH, tilePath, tilesOf, unpacked, tileRoot };
})();
// ── promise/sorts.js
const $promise_sorts = (() => {
// The sorts of keys of OpenSSH that are taken: in a file, and in a security key that is touched to sign.
const FILED = "ssh-ed25519";
const TOUCHED = "sk-ssh-ed25519@openssh.com";

function isSshKey(text) {
  return [FILED, TOUCHED].some((sort) => text.startsWith(`${sort} `));
}
return { FILED, TOUCHED, isSshKey };
})();
// ── checks/trust.js
const $checks_trust = (() => {
// Whose keys are believed: those that somebody brought along, or else those the log names.
const { Bad, readUtf8 } = $log_bytes;
const { COSIGNATURE, ED25519, ML_DSA_44, readKey } = $log_note;
const { readPolicy } = $log_policy;
const { unpacked } = $log_tiles;
const { isSshKey } = $promise_sorts;

const POLICY_WORDS = /^\s*(?:log|witness|group|quorum)\s/mu;

function readKeyLine(line, trust) {
  if (isSshKey(line)) trust.ssh.push(line.split(/\s+/).slice(0, 2).join(" "));
  else trust.keys.push(readKey(line));
}

// What the words of whoever verifies mean: keys, one a line, or a policy that names them.
function readTrust(text) {
  const trust = { keys: [], ssh: [], policy: null };
  if (POLICY_WORDS.test(text)) trust.policy = readPolicy(text);
  else {
    for (const line of text.split(/[\n,]/).map((each) => each.trim())) {
      if (line && !line.startsWith("#")) readKeyLine(line, trust);
    }
  }
  return trust;
}

function namedLog(raw) {
  try {
    return readKey(JSON.parse(readUtf8(raw)).log);
  } catch {
    return null;
  }
}

async function namedFirst(source) {
  const partial = source.paths().filter((path) => path.startsWith("tile/entries/000.p/"));
  for (const path of ["tile/entries/000", ...partial.sort((one, other) => other.length - one.length)]) {
    const raw = await source.read(path);
    let key = null;
    try {
      if (raw) key = namedLog(unpacked(raw)[0]);
    } catch {
      key = null; // The next one may say.
    }
    if (key) return key;
  }
  return null;
}

// What a log says of itself; nothing of it is believed yet.
async function readClaim(source) {
  const claim = { log: await namedFirst(source), policy: null, hasBadPolicy: false };
  const policy = await source.read("policy");
  const beside = await source.read("keys.json");
  try {
    if (policy) claim.policy = readPolicy(readUtf8(policy));
  } catch (error) {
    if (!(error instanceof Bad)) throw error;
    claim.hasBadPolicy = true;
  }
  if (!policy && source.paths().includes("policy")) claim.hasBadPolicy = true;
  claim.log ??= beside && namedLog(beside);
  claim.log ??= claim.policy?.logs[0] ?? null;
  return claim;
}

// The key that must have signed for a log, and whether it came from elsewhere than the log.
function logKey(trust, claim, origin) {
  const given = [...(trust.policy?.logs ?? []), ...trust.keys.filter((key) => key.sort === ED25519)];
  const found = given.find((key) => key.name === origin);
  if (found) return { key: found, isCompared: true };
  return trust.policy ? { key: null, isCompared: true } : { key: claim.log, isCompared: false };
}

function givenWitnesses(trust) {
  return trust.keys.filter((key) => key.sort === COSIGNATURE || key.sort === ML_DSA_44);
}

function witnessKeys(trust, claim) {
  if (trust.policy) return trust.policy.witnesses.map((each) => each.key);
  const given = givenWitnesses(trust);
  return given.length ? given : (claim.policy?.witnesses ?? []).map((each) => each.key);
}
return { readTrust, readClaim, logKey, givenWitnesses, witnessKeys };
})();
// ── checks/seal.js
const $checks_seal = (() => {
// Is the checkpoint signed by the log's key, and do enough witnesses stand for it?
const { Bad } = $log_bytes;
const { readCheckpoint, seenBy } = $log_checkpoint;
const { believed, readNote } = $log_note;
const { countedTwice, isMet } = $log_policy;
const { right, tried, unwitnessed, wrong } = $checks_finding;
const { givenWitnesses, logKey, witnessKeys } = $checks_trust;

const CHECK = "checkpoint";

function whenSeen(atS) {
  const moment = new Date(atS * 1000);
  return Number.isNaN(moment.getTime()) ? "?" : `${moment.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

async function checkSigned(note, checkpoint, key) {
  if (!key) throw new Bad("no key is known that could have signed it.", "on ne connaît pas de clé qui ait pu le signer.");
  if (key.name !== checkpoint.origin) {
    throw new Bad(
      `it is about ${checkpoint.origin}, the key is that of ${key.name}.`,
      `il parle de ${checkpoint.origin}, la clé est celle de ${key.name}.`,
    );
  }
  if (!(await believed(note, [key])).length) {
    throw new Bad(`${key.name} has not signed it with the key ${key.vkey}.`, `${key.name} ne l’a pas signé avec la clé ${key.vkey}.`);
  }
}

function hasQuorum(trust, claim, seen) {
  const signers = seen.map((each) => each.key);
  const given = givenWitnesses(trust);
  if (!trust.policy && given.length) return given.every((key) => signers.includes(key));
  const policy = trust.policy ?? claim.policy;
  return Boolean(policy) && policy.quorum !== "none" && isMet(policy, signers);
}

function witnessed(trust, claim, seen) {
  const names = seen.map((each) => `${each.key.name} (${whenSeen(each.atS)})`).join(", ");
  const isMetByPolicy = hasQuorum(trust, claim, seen);
  const isByKeys = !trust.policy && givenWitnesses(trust).length;
  const double = isMetByPolicy && !isByKeys ? countedTwice(trust.policy ?? claim.policy) : null;
  if (double) {
    return unwitnessed(
      CHECK,
      `The log’s key signed it, but its policy is no quorum: the witness ${double.name} has several keys, and counts more than once in the group '${double.group}'. It was seen by: ${names}.`,
      `La clé du journal l’a signé, mais sa politique n’est pas un quorum : le témoin ${double.name} a plusieurs clés, et compte plus d’une fois dans le groupe « ${double.group} ». L’ont vu : ${names}.`,
    );
  }
  if (isMetByPolicy) {
    return right(
      CHECK,
      `The log’s key signed it, and a quorum of witnesses has seen it: ${names}.`,
      `La clé du journal l’a signé, et assez de témoins l’ont vu : ${names}.`,
    );
  }
  return unwitnessed(
    CHECK,
    `The log’s key signed it, but no quorum of witnesses has${names && `: ${names}`}. Another history may have been shown to others.`,
    `La clé du journal l’a signé, mais trop peu de témoins l’ont vu${names && ` : ${names}`}. Une autre histoire a pu être montrée à d’autres.`,
  );
}

function policyFault(claim, key) {
  const files = ["policy"];
  if (claim.hasBadPolicy) {
    return wrong(
      CHECK,
      "The file that names the witnesses cannot be read.",
      "Le fichier qui nomme les témoins ne peut être lu.",
      files,
    );
  }
  if (claim.policy && !claim.policy.logs.some((each) => each.vkey === key.vkey)) {
    return wrong(
      CHECK,
      "The file that names the witnesses is about another log’s key.",
      "Le fichier qui nomme les témoins parle de la clé d’un autre journal.",
      files,
    );
  }
  return null;
}

// Returns the finding, and the checkpoint, key and witnesses as far as they can be told.
async function checkSeal(raw, trust, claim, path = CHECK) {
  const seal = { checkpoint: null, key: null, isCompared: false, seen: [], finding: null };
  const unreadable = { en: "The checkpoint cannot be read:", fr: "Le point de contrôle ne peut être lu :" };
  const untrue = { en: "The checkpoint cannot be believed:", fr: "Le point de contrôle ne peut être cru :" };
  let note = null;
  seal.finding = await tried(CHECK, unreadable, [path], () => {
    note = readNote(raw);
    seal.checkpoint = readCheckpoint(note.text);
    return null;
  });
  if (seal.finding) return seal;
  Object.assign(seal, logKey(trust, claim, seal.checkpoint.origin));
  seal.finding = await tried(CHECK, untrue, [path], async () => {
    await checkSigned(note, seal.checkpoint, seal.key);
    seal.seen = await seenBy(note, witnessKeys(trust, claim));
    const finding = policyFault(claim, seal.key) ?? witnessed(trust, claim, seal.seen);
    // Whoever made the copy wrote its policy, too: witnesses named there alone may be anybody.
    if (finding.state === "right" && !trust.policy && !givenWitnesses(trust).length) seal.isCompared = false;
    return finding;
  });
  return seal;
}
return { checkSeal };
})();
// ── checks/receipt.js
const $checks_receipt = (() => {
// Is the act of a receipt in the log, and is it the act that its owner did?
const { Bad, isSame } = $log_bytes;
const { readProof } = $log_proof;
const { checkInclusion, leafHash } = $log_tree;
const { dumped, readCanonical } = $leaves_canonical;
const { readLeaf } = $leaves_leaf;
const { opens } = $leaves_veil;
const { right, tried, wrong } = $checks_finding;
const { checkSeal } = $checks_seal;

const CHECK = "receipt";
const WITH_CONTENT = "content,leaf,salt";
const WITHOUT_CONTENT = "leaf";
const CONTENT = "kind,object,occurred_ms,received_ms,source";

function namesOf(value) {
  return typeof value === "object" && value !== null ? Object.keys(value).sort().join(",") : "";
}

function isReadable(extra) {
  if (namesOf(extra) === WITHOUT_CONTENT) return true;
  return namesOf(extra) === WITH_CONTENT && namesOf(extra.content) === CONTENT && typeof extra.salt === "string";
}

// What a receipt says; nothing in it is believed yet. Without a content it is somebody else's, or the
// act was erased: then it shows that the leaf is in the log, and no more.
function readReceipt(raw) {
  const proof = readProof(raw);
  const extra = readCanonical(proof.extra);
  if (!isReadable(extra)) {
    throw new Bad("It holds no leaf, salt and content.", "Il ne contient pas de feuille, de sel et de contenu.");
  }
  const rawLeaf = dumped(extra.leaf);
  const leaf = readLeaf(rawLeaf);
  if (leaf.leaf !== "act") throw new Bad("Its leaf is not that of an act.", "Sa feuille n’est pas celle d’une action.");
  return { proof, rawLeaf, leaf, salt: extra.salt ?? "", content: extra.content ?? null };
}

function checkProven({ proof, rawLeaf }, seal) {
  if (seal.finding.state === "wrong") throw new Bad(seal.finding.en, seal.finding.fr);
  const { size, root } = seal.checkpoint;
  checkInclusion(proof.number, size, leafHash(rawLeaf), proof.hashes, root);
}

function otherAct(number) {
  return wrong(
    CHECK,
    "The leaf is in the log, but it is not about the act that the receipt shows.",
    "La feuille est dans le journal, mais ne parle pas de l’action que montre le reçu.",
    [],
    number,
  );
}

// How the log given contradicts the receipt, if it does.
function against({ proof, rawLeaf }, { checkpoint }, tree) {
  if (proof.number < tree.size && !isSame(tree.leaf(proof.number), leafHash(rawLeaf))) {
    return wrong(
      CHECK,
      "The log holds another leaf in the place of this act: it was changed or dropped. Keep the receipt, it is the proof.",
      "Le journal a une autre feuille à la place de cette action : on l’a changée ou retirée. Gardez le reçu, c’est la preuve.",
      [],
      proof.number,
    );
  }
  if (checkpoint.size > tree.size) {
    return wrong(
      CHECK,
      `The receipt is of a longer log: ${checkpoint.size} leaves, and here are ${tree.size}. Leaves were dropped, or this copy is older than the receipt: fetch it again. Keep the receipt, it is the proof.`,
      `Le reçu est d’un journal plus long : ${checkpoint.size} feuilles, ici ${tree.size}. On en a retiré, ou cette copie est plus ancienne que le reçu : téléchargez-la à nouveau. Gardez le reçu, c’est la preuve.`,
      [],
      proof.number,
    );
  }
  if (!isSame(tree.root(checkpoint.size), checkpoint.root)) {
    return wrong(
      CHECK,
      "The log given is not the continuation of the one that gave this receipt. Keep both, they are the proof.",
      "Le journal donné n’est pas la suite de celui qui a donné ce reçu. Gardez les deux, ce sont les preuves.",
      [],
      proof.number,
    );
  }
  return null;
}

function proven({ leaf, proof, content }) {
  const units = leaf.units ?? 0;
  const shown = content
    ? ["and it is the act that the receipt shows.", "et c’est celle que montre le reçu."]
    : ["but nothing in the receipt says what it was.", "mais rien dans le reçu ne dit ce qu’elle était."];
  return {
    ...right(
      CHECK,
      `Act ${leaf.act} (${leaf.kind}, ${units} units) is leaf ${proof.number} of the log, ${shown[0]}`,
      `L’action ${leaf.act} (${leaf.kind}, ${units} unités) est la feuille ${proof.number} du journal, ${shown[1]}`,
    ),
    leaf: proof.number,
  };
}

function isOfAct({ leaf, salt, content }) {
  return !content || (opens(leaf.commitment, salt, content) && content.kind === leaf.kind);
}

// Returns the finding, the receipt and the seal of its checkpoint, as far as they can be read.
async function checkReceipt(raw, trust, claim, tree = null) {
  const found = { receipt: null, seal: null, finding: null };
  const untrue = { en: "The receipt cannot be believed:", fr: "Le reçu ne peut être cru :" };
  found.finding = await tried(CHECK, untrue, [], async () => {
    found.receipt = readReceipt(raw);
    found.seal = await checkSeal(found.receipt.proof.checkpoint, trust, claim);
    checkProven(found.receipt, found.seal);
    if (!isOfAct(found.receipt)) return otherAct(found.receipt.proof.number);
    return (tree && against(found.receipt, found.seal, tree)) ?? proven(found.receipt);
  });
  return found;
}
return { checkReceipt };
})();
// ── page/receipt.js
const $page_receipt = (() => {
// On the page of a receipt: takes its file, checks it here, and says so. Nothing is sent anywhere.
const { checkReceipt } = $checks_receipt;
const { readTrust } = $checks_trust;

const MARKS = { right: "✓ ", wrong: "✗ ", unwitnessed: "? " };
const NOT_YET = 202;
const PAUSE_S = 5;
const MOST_TURNS = 60;

// What the page has to say about each outcome stands in it, in its own language.
function say(place, name, detail = "") {
  const said = place.querySelector("[data-said]");
  said.textContent = `${MARKS[name] ?? ""}${place.dataset[name]} ${detail}`.trim();
  place.dataset.state = name;
}

function isAboutThisAct({ dataset }, { leaf, content }) {
  const isObject = !content || !dataset.object || content.object === dataset.object;
  return String(leaf.act) === dataset.act && leaf.kind === dataset.kind && isObject;
}

async function judge(place, raw) {
  const claim = { log: null, policy: null, hasBadPolicy: false };
  const told = await checkReceipt(raw, readTrust(place.dataset.keys), claim);
  if (told.finding.state !== "right") {
    const isFrench = document.documentElement.lang.startsWith("fr");
    say(place, "wrong", isFrench ? told.finding.fr : told.finding.en);
  } else say(place, isAboutThisAct(place, told.receipt) ? told.seal.finding.state : "wrong");
}

async function check(place, turn = 0) {
  const answer = await fetch(place.dataset.receipt, { credentials: "same-origin", cache: "no-store" });
  if (answer.status === NOT_YET && turn < MOST_TURNS) {
    say(place, "waiting");
    setTimeout(() => begin(place, turn + 1), 1000 * Number(answer.headers.get("Retry-After") ?? PAUSE_S));
    return;
  }
  if (!answer.ok) throw new Error(String(answer.status));
  const raw = new Uint8Array(await answer.arrayBuffer());
  const began = performance.now();
  await judge(place, raw);
  place.dataset.tookMs = String(Math.ceil(performance.now() - began));
}

function begin(place, turn) {
  check(place, turn).catch(() => say(place, "unreadable"));
}

for (const place of document.querySelectorAll("[data-receipt]")) {
  say(place, "checking");
  begin(place, 0);
}
return {  };
})();
})();
