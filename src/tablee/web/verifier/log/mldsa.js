// Checks ML-DSA-44 signatures by the arithmetic itself. Nothing secret passes here. Source: FIPS 204.
import { isSame, joined } from "./bytes.js";
import { shake128, shake256, taken } from "./shake.js";

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

export function isSignedMlDsaSlowly(key, message, signature) {
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
