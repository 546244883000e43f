// Whether an act may enter its line by the rules that the log has told before it.
import { expect } from "./tally.js";

const MINUTE_MS = 60_000;
const SKEW_MINUTES = 5;

// Why the rules would not have let this act in; nothing where they would.
function faultOf(leaf, rules, reached) {
  const kind = rules.kinds.get(leaf.kind);
  const [occurred, lastMs] = [leaf.occurred ?? leaf.minute, MINUTE_MS - 1];
  if (!kind) return ["The terms know no such kind of act.", "Le règlement ne connaît pas ce type d’action."];
  if (kind.pool !== leaf.pool || kind.rate !== leaf.units) {
    return ["Its line or its units are not those of the terms.", "Sa ligne ou ses unités ne sont pas celles du règlement."];
  }
  if (occurred > leaf.minute + SKEW_MINUTES) return ["It happened in the future.", "Elle a eu lieu dans le futur."];
  if (occurred * MINUTE_MS + lastMs < kind.opens_ms) return ["It happened too early.", "Elle a eu lieu trop tôt."];
  if (occurred * MINUTE_MS > kind.closes_ms) return ["It happened too late.", "Elle a eu lieu trop tard."];
  if (kind.opens_with && !reached.has(kind.opens_with)) return ["Its kind was not open yet.", "Son type n’était pas encore ouvert."];
  if (leaf.evidence === "B" && !kind.clicks) return ["Clicks do not count for its kind.", "Les clics ne comptent pas pour son type."];
  return null;
}

// The rule by which an act enters its line. Where several versions let it in, it is not known whose
// limit held, so the widest is allowed.
export function admitted(leaf, versions, reached) {
  const letting = versions.filter((rules) => !faultOf(leaf, rules, reached)).map((rules) => rules.kinds.get(leaf.kind));
  if (!letting.length) expect(false, ...faultOf(leaf, versions.at(-1), reached));
  if (letting.length === 1) return letting[0];
  const widest = (name) => Math.max(...letting.map((kind) => kind[name]));
  return { ...letting.at(-1), per_day: widest("per_day"), in_all: widest("in_all") };
}
