// Tiles: the tree cut into files of 256 hashes, its leaves into files of 256 entries.
// c2sp.org/tlog-tiles@v0.1.0
import { Bad } from "./bytes.js";
import { nodeHash } from "./tree.js";

export const WIDTH = 256;

export function tilePath({ level, number, width }) {
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
export function tilesOf(size) {
  const found = size ? levelTiles(-1, size) : [];
  for (let [level, count] = [0, size]; count; [level, count] = [level + 1, Math.floor(count / WIDTH)]) {
    found.push(...levelTiles(level, count));
  }
  return found;
}

export function unpacked(bundle) {
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

export function tileRoot(hashes) {
  let row = hashes;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, at) => nodeHash(row[2 * at], row[2 * at + 1]));
  }
  return row[0];
}
