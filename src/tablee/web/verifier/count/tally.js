// Compares a tally leaf with the figures recounted, to the unit.
import { Bad } from "../log/bytes.js";
import { compare, spelled } from "../leaves/canonical.js";

export function expect(isSo, en, fr) {
  if (!isSo) throw new Bad(en, fr);
}

export function isSameCover(promised, leaf) {
  if (!promised) return false;
  return spelled([promised.pool ?? "", promised.units ?? 0, promised.shares ?? []]) === spelled([leaf.pool ?? "", leaf.units ?? 0, leaf.shares ?? []]);
}

function isSomething([, figures]) {
  return Object.values(figures).some((each) => each !== 0);
}

// Lines, kinds and sponsors about which there is nothing to say are left out.
function withoutNothing(rows) {
  return Object.fromEntries([...rows].filter(isSomething));
}

// The figures, exactly as a tally leaf tells them.
export function figuresOf({ sequence, acts, lines, kinds, reached }) {
  const earned = [...lines].map(([name, line]) => [name, Object.fromEntries(line.earned())]);
  return {
    through: sequence,
    acts: acts.last,
    pools: withoutNothing([...lines].map(([name, line]) => [name, line.figures])),
    kinds: withoutNothing(kinds),
    earned: withoutNothing(earned),
    reached: [...reached].sort(compare),
  };
}

export function compareTally(said, found) {
  for (const name of Object.keys(found)) {
    const [theirs, ours] = [spelled(said[name]), spelled(found[name])];
    expect(theirs === ours, `The tally says ${name} ${theirs}, the leaves make ${ours}.`, `Le décompte dit ${name} ${theirs}, les feuilles font ${ours}.`);
  }
}
