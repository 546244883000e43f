// Who pays for which place: segments of cover, shared by the Webster (Sainte-Laguë) sequence. Inside
// a segment the next place goes to the sponsor with the highest weight / (2 * places so far + 1),
// ties to the one named first; the sequence repeats after as many places as the weights sum to.
const TABLES = new Map();

// For each sponsor: how many places of every beginning of one period fall to it.
function periods(weights) {
  const name = weights.join(",");
  if (!TABLES.has(name)) {
    const seats = weights.map(() => 0);
    const table = weights.map(() => [0]);
    const places = weights.reduce((sum, weight) => sum + weight, 0);
    for (let place = 0; place < places; place += 1) {
      let best = 0;
      weights.forEach((weight, at) => {
        if (weight * (2 * seats[best] + 1) > weights[best] * (2 * seats[at] + 1)) best = at;
      });
      seats[best] += 1;
      seats.forEach((count, at) => table[at].push(count));
    }
    TABLES.set(name, table);
  }
  return TABLES.get(name);
}

function beginning(counts, places) {
  const period = counts.length - 1;
  const rest = places % period;
  return ((places - rest) / period) * counts[period] + counts[rest];
}

export function add(counts, name, units) {
  counts.set(name, (counts.get(name) ?? 0) + units);
}

// Adds (or takes away, with sign -1) who pays for the places [first, last) of a line; places are
// counted from 0 with gaps closed, and those beyond the cover fall to nobody.
export function attribute(counts, segments, first, last, sign = 1) {
  let offset = 0;
  for (const { units, shares } of segments) {
    if (offset >= last) break;
    const [start, end] = [Math.max(first - offset, 0), Math.min(last - offset, units)];
    if (start < end) {
      const table = periods(shares.map(([, weight]) => weight));
      shares.forEach(([sponsor], at) => {
        add(counts, sponsor, sign * (beginning(table[at], end) - beginning(table[at], start)));
      });
    }
    offset += units;
  }
}
