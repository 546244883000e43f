// The books, written again from the leaves alone. Every entry is a reason and postings that sum to
// zero: units go from `promised` to `pledged`, to `earned` at each tally; signed receipts move the rest.
import { compare } from "../leaves/canonical.js";
import { add, attribute } from "../count/segment.js";
import { readDocument } from "../promise/document.js";

function positive(counts) {
  return [...counts].filter(([, units]) => units > 0);
}

function laid(leaf) {
  const shares = new Map();
  attribute(shares, [leaf], 0, leaf.units);
  const postings = positive(shares).flatMap(([sponsor, units]) => [
    [`promised:${sponsor}`, -units],
    [`pledged:${sponsor}:${leaf.pool}`, units],
  ]);
  return { reason: `${leaf.leaf} ${leaf.leaf === "raise" ? leaf.pledge : leaf.name}`, postings };
}

function received({ kind, party, units, fields }) {
  const [from, to] = kind === "payment" ? ["owed", "paid"] : ["due", "delivered"];
  const postings = [[`${from}:${party}`, -units], [`${to}:${party}`, units]];
  return { reason: `${kind} ${fields.get("reference")}`, postings };
}

function earnedEntry(pool, change) {
  const postings = change.flatMap(([sponsor, units]) => [
    [`pledged:${sponsor}:${pool}`, -units],
    [`earned:${sponsor}:${pool}`, units],
  ]);
  return { reason: "earned", postings };
}

export class BooksOfLog {
  constructor() {
    this.size = 0;
    this.minute = 0;
    this.postedTo = 0;
    this.earned = new Map(); // By pool, by sponsor.
    this.balances = new Map();
    this.receipts = new Set();
    this.owed = null;
  }

  // What the next leaf moves, in order.
  take(leaf) {
    const number = this.size;
    this.size += 1;
    this.minute = leaf.minute;
    if (leaf.leaf === "tally") {
      const first = this.postedTo;
      this.postedTo = this.size;
      return this.moved(this.atTally(leaf.earned), first, number);
    }
    if (leaf.leaf === "settle") this.owed = leaf.owed;
    const isCover = ["pledge", "raise", "milestone"].includes(leaf.leaf) && leaf.pool;
    if (isCover) return this.moved([laid(leaf)], number, number);
    return leaf.leaf === "receipt" ? this.moved(this.atReceipt(leaf), number, number) : [];
  }

  atReceipt(leaf) {
    const document = readDocument(leaf.document);
    if (this.receipts.has(document.text)) return [];
    this.receipts.add(document.text);
    return [received(document)];
  }

  atTally(figures) {
    const entries = [];
    for (const pool of [...new Set([...Object.keys(figures), ...this.earned.keys()])].sort(compare)) {
      const change = this.change(pool, figures[pool] ?? {});
      if (change.length) entries.push(earnedEntry(pool, change));
    }
    if (this.owed) entries.push(...this.atTheEnd(this.owed, entries));
    this.owed = null;
    return entries;
  }

  change(pool, now) {
    const before = this.earned.get(pool) ?? new Map();
    const names = [...new Set([...before.keys(), ...Object.keys(now)])].sort(compare);
    this.earned.set(pool, new Map(names.map((name) => [name, now[name] ?? 0])));
    return names.map((name) => [name, (now[name] ?? 0) - (before.get(name) ?? 0)]).filter(([, units]) => units !== 0);
  }

  // What lifts sponsors to what they owe, and voids the rest.
  atTheEnd(owed, before) {
    const balances = new Map(this.balances);
    for (const { postings } of before) postings.forEach(([name, units]) => add(balances, name, units));
    const totals = new Map();
    for (const sponsors of this.earned.values()) sponsors.forEach((units, name) => add(totals, name, units));
    const lifted = [];
    for (const sponsor of Object.keys(owed).sort(compare)) {
      const missing = owed[sponsor] - (totals.get(sponsor) ?? 0);
      if (missing) lifted.push([`promised:${sponsor}`, -missing], [`earned:${sponsor}:floor`, missing]);
    }
    const voided = [...balances.keys()].sort(compare).flatMap((name) => {
      const units = balances.get(name);
      const isLeft = name.startsWith("pledged:") && units !== 0;
      return isLeft ? [[name, -units], [name.replace("pledged", "voided"), units]] : [];
    });
    return [{ reason: "floor at close", postings: lifted }, { reason: "remainder at close", postings: voided }];
  }

  moved(entries, first, last) {
    const kept = entries.filter(({ postings }) => postings.length);
    for (const { postings } of kept) postings.forEach(([name, units]) => add(this.balances, name, units));
    return kept.map(({ reason, postings }) => ({ first, last, minute: this.minute, reason, postings }));
  }

  // What must stand on every account that was used; what was earned is what the last tally says.
  reconciliation() {
    const balances = new Map([...this.balances.keys()].sort(compare).map((name) => [name, this.balances.get(name)]));
    for (const [pool, sponsors] of this.earned) {
      sponsors.forEach((units, sponsor) => {
        const name = `earned:${sponsor}:${pool}`;
        if (balances.has(name)) balances.set(name, units);
      });
    }
    return balances;
  }
}
