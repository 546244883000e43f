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
export function shake128(input) {
  return squeezed(168, input);
}

export function shake256(input) {
  return squeezed(136, input);
}

export function taken(stream, count) {
  return Uint8Array.from({ length: count }, () => stream.next().value);
}
