// Checks Ed25519 signatures: by WebCrypto where the browser can, else by the arithmetic itself.
// Nothing secret passes here, so nothing is done in constant time. Source: RFC 8032.
import { isSame } from "./bytes.js";
import { sha512 } from "./sha2.js";

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

export function isSignedSlowly(key, message, signature) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const signer = point(key);
  const scalar = smallestFirst(signature.subarray(32));
  if (!signer || scalar >= ORDER) return false;
  const challenge = mod(smallestFirst(sha512(signature.subarray(0, 32), key, message)), ORDER);
  const [x, y, z, t] = signer;
  const found = plus(times(scalar, BASE), times(challenge, [P - x, y, z, P - t]));
  return isSame(packedPoint(found), signature.subarray(0, 32));
}

export async function isSigned(key, message, signature) {
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
