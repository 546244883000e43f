// The sheet of acts: a line for each as it stands at the end. Take all leaves once, then give each again.
import { csvRow, momentOf } from "./names.js";

const STATES = { confirm: "counted", refuse: "refused", reverse: "reversed", restore: "counted" };

export const SHEET_HEAD = csvRow([
  "act", "leaf", "received", "kind", "pool", "units", "start", "evidence", "state", "reason", "decided",
]);

function stateAtFirst(leaf) {
  if (leaf.reason) return "refused";
  return leaf.evidence === "C" ? "pending" : "counted";
}

export class ActSheet {
  constructor() {
    this.decided = new Map();
  }

  take(leaf, number) {
    if (leaf.leaf === "finish") {
      const before = this.decided.get(leaf.act) ?? { ruling: "refuse", reason: leaf.reason };
      this.decided.set(leaf.act, { ...before, number, hasLeft: true });
    } else if (STATES[leaf.leaf]) {
      this.decided.set(leaf.act, { number, ruling: leaf.leaf, reason: leaf.reason ?? "", hasLeft: false });
    }
  }

  row(leaf, number) {
    const decided = this.decided.get(leaf.act);
    const state = STATES[decided?.ruling] ?? stateAtFirst(leaf);
    return csvRow([
      leaf.act, number, momentOf(leaf.minute), leaf.kind, leaf.pool ?? "", leaf.units ?? 0, leaf.start ?? "", leaf.evidence,
      decided?.hasLeft ? `${state}, left the line` : state, decided?.reason || (leaf.reason ?? ""), decided?.number ?? "",
    ]);
  }
}
