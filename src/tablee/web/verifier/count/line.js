// A line of places, and the waterline up to which they are paid. An act lies at the raw places
// [start, start + units), given once at entry; one that leaves for good leaves a gap, and those behind
// it move up. Acts not finally decided hold their places unpaid.
import { attribute } from "./segment.js";

// Stretches of raw places in their order: which start where, and how many places they are.
class Stretches {
  constructor() {
    this.starts = [];
    this.units = new Map();
  }

  // How many of them start before a place.
  before(place) {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(start, units) {
    const at = this.before(start);
    if (at === this.starts.length) this.starts.push(start);
    else this.starts.splice(at, 0, start);
    this.units.set(start, units);
  }

  remove(start) {
    this.starts.splice(this.before(start), 1);
    this.units.delete(start);
  }

  // From the one on that may reach beyond a place.
  *beyond(place) {
    for (let at = Math.max(0, this.before(place) - 1); at < this.starts.length; at += 1) {
      yield [this.starts[at], this.units.get(this.starts[at])];
    }
  }

  *below(place) {
    for (let at = 0; at < this.starts.length && this.starts[at] < place; at += 1) {
      yield [this.starts[at], this.units.get(this.starts[at])];
    }
  }
}

export class Line {
  constructor() {
    Object.assign(this, { covered: 0, end: 0, waterline: 0, gone: 0, held: 0, heldBelow: 0, acts: 0 });
    this.segments = [];
    this.entered = [];
    this.gaps = new Stretches();
    this.waiting = new Stretches();
  }

  get offered() {
    return this.end - this.gone;
  }

  get paid() {
    return Math.min(this.covered, this.offered) - this.heldBelow;
  }

  below(start, units) {
    return Math.max(0, Math.min(units, this.waterline - start));
  }

  enter(act, isHeld) {
    this.end += act.units;
    this.acts += 1;
    this.entered.push(act);
    if (isHeld) this.hold(act.start, act.units);
  }

  hold(start, units) {
    this.waiting.add(start, units);
    this.held += units;
    this.heldBelow += this.below(start, units);
  }

  release(start, units) {
    this.waiting.remove(start);
    this.held -= units;
    this.heldBelow -= this.below(start, units);
  }

  // Lengthens the cover: acts above the waterline are paid, oldest first.
  cover(units, shares) {
    this.segments.push({ units, shares });
    this.covered += units;
    this.advance(units);
  }

  // Closes the places of an act that held them; those behind it move up.
  leave(start, units) {
    const freed = this.below(start, units);
    this.release(start, units);
    this.gaps.add(start, units);
    this.gone += units;
    this.acts -= 1;
    this.advance(freed);
  }

  advance(places) {
    const old = this.waterline;
    this.waterline = this.advanced(old, places);
    for (const [start, units] of this.waiting.beyond(old)) {
      if (start >= this.waterline) break;
      this.heldBelow += Math.max(0, Math.min(start + units, this.waterline) - Math.max(start, old));
    }
    this.payBetween(old, this.waterline);
  }

  // Tells the counts of kinds about the places of counted acts that the waterline has passed.
  payBetween(old, now) {
    let [low, high] = [0, this.entered.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entered[middle].start + this.entered[middle].units <= old) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < this.entered.length && this.entered[at].start < now; at += 1) {
      const { start, units, isCounted, count } = this.entered[at];
      if (isCounted) count.paid += Math.min(start + units, now) - Math.max(start, old);
    }
  }

  // The raw place so many places beyond the waterline, not counting gaps.
  advanced(from, places) {
    let [waterline, left] = [from, places];
    for (const [start, units] of this.gaps.beyond(from)) {
      if (start + units <= waterline) continue;
      const room = Math.max(0, start - waterline);
      if (left <= room) break;
      left -= room;
      waterline = Math.max(waterline, start + units);
    }
    return waterline + left;
  }

  // How many paid places fall to each sponsor: their sum is what is paid.
  earned() {
    const counts = new Map();
    attribute(counts, this.segments, 0, Math.min(this.covered, this.offered));
    const gaps = [...this.gaps.below(this.waterline)];
    let [passed, closed] = [0, 0];
    for (const [start, units] of this.waiting.below(this.waterline)) {
      while (passed < gaps.length && gaps[passed][0] < start) {
        closed += gaps[passed][1];
        passed += 1;
      }
      const first = start - closed;
      attribute(counts, this.segments, first, Math.min(first + units, this.covered), -1);
    }
    return new Map([...counts].filter(([, units]) => units > 0));
  }

  get figures() {
    const { covered, acts, offered, paid, held } = this;
    return { cap: covered, acts, offered, paid, unpaid: offered - held - paid, pending: held };
  }
}
