// The count of a campaign, made again leaf by leaf; a leaf that contradicts it is a fault.
import { Acts } from "./acts.js";
import { Duties } from "./duties.js";
import { admitted } from "./gate.js";
import { Line } from "./line.js";
import { CLOCK_MINUTES, Versions, causeOfRaise, readRules } from "./rules.js";
import { add, attribute } from "./segment.js";
import { compareTally, expect, figuresOf, isSameCover } from "./tally.js";
import { Words } from "./words.js";

const MINUTE_MS = 60_000;
const LEAVES_BETWEEN_TALLIES = 512;
const MINUTES_BETWEEN_TALLIES = 60;

export class Recount {
  constructor() {
    Object.assign(this, { size: 0, minute: 0, sequence: 0 });
    this.genesis = null;
    this.lastTally = null;
    this.since = null; // The minute of the first leaf that no tally has counted.
    this.stage = "open";
    this.closedIn = 0;
    this.acts = new Acts();
    this.words = new Words();
    this.versions = new Versions();
    this.lines = new Map();
    this.kinds = new Map();
    this.duties = new Duties();
    this.noted = { late: 0, unnamed: 0, stated: 0 };
    this.reached = new Set();
    this.laid = new Map();
    this.terms = new Map();
    this.incidents = [];
  }

  take(leaf) {
    expect(leaf.minute >= this.minute, "Its minute is before that of the leaf before it.", "Sa minute précède celle de la feuille d’avant.");
    expect((this.size === 0) === (leaf.leaf === "genesis"), "A log begins with its genesis, once.", "Un journal commence par sa genèse, une fois.");
    this.checkTallyIsDue(leaf);
    this.minute = leaf.minute;
    this[`take_${leaf.leaf}`](leaf);
    this.size += 1;
  }

  line(pool) {
    if (!this.lines.has(pool)) this.lines.set(pool, new Line());
    return this.lines.get(pool);
  }

  kind(name) {
    if (!this.kinds.has(name)) {
      this.kinds.set(name, { acts: 0, counted: 0, counted_units: 0, paid: 0, pending: 0, turned_away: 0, left: 0 });
    }
    return this.kinds.get(name);
  }

  checkTallyIsDue(leaf) {
    this.since ??= leaf.minute;
    const isFull = leaf.leaf !== "tally" && this.size - (this.lastTally ?? 0) >= LEAVES_BETWEEN_TALLIES;
    const isLate = isFull || leaf.minute - this.since > MINUTES_BETWEEN_TALLIES;
    expect(!isLate, "A tally should have come before it.", "Un décompte aurait dû venir avant elle.");
  }

  take_genesis(leaf) {
    this.genesis = leaf;
  }

  take_key(leaf) {
    this.words.key(leaf);
  }

  take_terms(leaf) {
    this.checkOpen();
    const rules = readRules(leaf);
    this.versions.publish(rules, leaf.minute);
    this.duties.publish(rules, leaf.minute, this.laid);
    this.terms.set(leaf.number, leaf);
    rules.pools.forEach((pool) => this.line(pool));
    rules.kinds.forEach((_, name) => this.kind(name));
  }

  checkOpen() {
    expect(this.stage === "open", "The campaign is closed.", "La campagne est close.");
  }

  checkUnsettled() {
    expect(this.stage !== "settled", "The campaign is settled; its figures no longer move.", "La campagne est soldée ; ses chiffres ne bougent plus.");
  }

  checkKept({ minute }) {
    this.duties.check(minute, this.versions.at(minute), this, (each) => this.measure(each));
  }

  lay(cause, leaf) {
    this.checkUnsettled();
    expect(!this.laid.has(cause), "This cover was laid already.", "Cet engagement était déjà posé.");
    this.laid.set(cause, { cause, pool: leaf.pool, units: leaf.units, shares: leaf.shares });
    this.duties.laid(cause);
    this.line(leaf.pool).cover(leaf.units, leaf.shares);
    this.sequence += 1;
  }

  take_pledge(leaf) {
    const isTold = this.versions.at(leaf.minute).some((rules) => isSameCover(rules.pledges.get(leaf.name), leaf));
    expect(isTold, "The terms in force do not promise this pledge so.", "Le règlement en vigueur ne contient pas cet engagement.");
    this.lay(`pledge:${leaf.name}`, leaf);
  }

  take_raise(leaf) {
    const raise = this.versions.latest.raises.get(causeOfRaise(leaf));
    const isTold = this.versions.at(leaf.minute).some((rules) => {
      const pledge = rules.pledges.get(leaf.pledge);
      return raise && pledge && isSameCover({ ...pledge, units: raise.units }, leaf);
    });
    expect(isTold, "The terms do not promise this raise so.", "Le règlement ne contient pas ce relèvement.");
    expect(Math.floor(leaf.from_ms / MINUTE_MS) <= leaf.minute, "This raise is not due yet.", "Ce relèvement n’a pas encore cours.");
    this.lay(causeOfRaise(leaf), leaf);
  }

  measure({ measure, kinds }) {
    const names = kinds.length ? kinds : [...this.kinds.keys()];
    return names.reduce((sum, name) => sum + this.kind(name)[measure === "acts" ? "counted" : "counted_units"], 0);
  }

  take_milestone(leaf) {
    const goals = this.versions.at(leaf.minute).map((rules) => rules.milestones.get(leaf.name)).filter(Boolean);
    const isTold = goals.length && isSameCover(goals[0], leaf) && !this.reached.has(leaf.name);
    expect(isTold, `There is no milestone '${leaf.name}' to be reached so.`, `Il n’y a pas de tel palier « ${leaf.name} » à atteindre.`);
    // How many people there were, the log does not tell: see what is not proven.
    const isReached = goals[0].measure === "supporters" || goals.some((each) => this.measure(each) >= each.threshold);
    expect(isReached, "This milestone is not reached.", "Ce palier n’est pas atteint.");
    if (goals[0].measure === "supporters") this.noted.stated += 1;
    this.checkUnsettled();
    this.reached.add(leaf.name);
    this.duties.next();
    if (leaf.pool) this.lay(`milestone:${leaf.name}`, leaf);
    else this.sequence += 1;
  }

  take_act(leaf) {
    const number = this.acts.last + 1;
    expect(leaf.act === number, `This is not act ${number}.`, `Ce n’est pas l’action ${number}.`);
    if (this.stage !== "settled") this.checkKept(leaf);
    if (leaf.reason) {
      expect(this.versions.latest.kinds.has(leaf.kind), "The terms know no such kind of act.", "Le règlement ne connaît pas ce type d’action.");
      this.acts.turnAway();
      this.kind(leaf.kind).turned_away += 1;
    } else this.enter(leaf);
    this.sequence += 1;
  }

  // After the close only acts of which the campaign was told in time come in.
  checkTold(leaf) {
    const isInTime = this.stage === "open" || (this.stage === "closed" && (leaf.occurred ?? leaf.minute) <= this.closedIn + CLOCK_MINUTES);
    expect(isInTime, "This act comes after the close.", "Cette action vient après la clôture.");
    this.noted.late += 1;
  }

  enter(leaf) {
    const isLate = this.stage !== "open" || leaf.minute > Math.floor(this.versions.latest.lastCallMs / MINUTE_MS);
    if (isLate) this.checkTold(leaf);
    const kind = admitted(leaf, this.versions.at(leaf.minute), this.reached);
    const [line, count] = [this.line(leaf.pool), this.kind(leaf.kind)];
    if ((kind.per_day && !leaf.day) || (kind.in_all && !leaf.who)) this.noted.unnamed += 1;
    expect(leaf.start === line.end, `It begins at ${leaf.start}, and its line ends at ${line.end}.`, `Elle commence en ${leaf.start}, et sa ligne finit en ${line.end}.`);
    const act = this.acts.enter(leaf, kind, count);
    line.enter(act, act.isHeld);
    count.acts += 1;
    if (act.isHeld) count.pending += act.units;
    else this.countIn(act, line);
  }

  countIn(act, line) {
    act.count.counted += 1;
    act.count.counted_units += act.units;
    act.count.paid += line.below(act.start, act.units);
  }

  decide(leaf) {
    this.checkUnsettled();
    this.checkKept(leaf);
    const act = this.acts.about(leaf.act);
    const line = this.line(act.pool);
    const appeal = Math.min(...this.versions.at(leaf.minute).map((rules) => rules.appealMinutes));
    this.acts.decide(act, leaf, appeal);
    this.sequence += 1;
    return { act, line };
  }

  take_confirm(leaf) {
    const { act, line } = this.decide(leaf);
    line.release(act.start, act.units);
    act.count.pending -= act.units;
    this.countIn(act, line);
  }

  take_restore(leaf) {
    this.take_confirm(leaf);
  }

  take_refuse(leaf) {
    this.decide(leaf);
  }

  take_reverse(leaf) {
    const { act, line } = this.decide(leaf);
    const { count, start, units } = act;
    count.paid -= line.below(start, units);
    line.hold(start, units);
    count.counted -= 1;
    count.counted_units -= units;
    count.pending += units;
  }

  take_finish(leaf) {
    const { act, line } = this.decide(leaf);
    line.leave(act.start, act.units);
    act.count.acts -= 1;
    act.count.pending -= act.units;
    act.count.left += 1;
  }

  take_tally(leaf) {
    compareTally(leaf, this.tally());
    const previous = this.lastTally ?? undefined;
    expect(leaf.previous === previous, "It does not name the tally before it.", "Il ne nomme pas le décompte précédent.");
    this.lastTally = this.size;
    this.since = null;
  }

  tally() {
    return figuresOf(this);
  }

  take_promise(leaf) {
    this.words.document(leaf, this.genesis.campaign);
  }

  take_receipt(leaf) {
    this.words.document(leaf, this.genesis.campaign);
  }

  take_incident(leaf) {
    this.incidents.push(leaf);
  }

  take_audit(leaf) {
    this.words.audit(leaf, this.size, { isClosed: this.stage !== "open", campaign: this.genesis.campaign });
  }

  take_erase(leaf) {
    this.words.erase(leaf, this.size);
  }

  take_close(leaf) {
    this.checkOpen();
    this.checkKept(leaf);
    Object.assign(this, { stage: "closed", closedIn: leaf.minute });
    this.sequence += 1;
  }

  // What each sponsor has earned in all lines.
  earned() {
    const counts = new Map();
    for (const line of this.lines.values()) line.earned().forEach((units, name) => add(counts, name, units));
    return counts;
  }

  // What each sponsor owes by now: what was earned, or its floor if that is more.
  owed() {
    const earned = this.earned();
    const floors = this.versions.all.length ? this.versions.at(this.minute).at(-1).floors : new Map();
    return new Map([...floors].map(([name, floor]) => [name, Math.max(earned.get(name) ?? 0, floor)]));
  }

  pledged() {
    const counts = new Map();
    for (const { segments, covered } of this.lines.values()) attribute(counts, segments, 0, covered);
    return counts;
  }

  take_settle(leaf) {
    const isDone = this.stage === "closed" && [...this.lines.values()].every((line) => line.held === 0);
    expect(isDone, "Nothing can be settled yet, or anew.", "Rien ne peut encore être soldé, ou à nouveau.");
    this.checkKept(leaf);
    const earned = this.earned();
    const isOwed = this.versions.at(leaf.minute).some(({ floors }) =>
      [...new Set([...floors.keys(), ...Object.keys(leaf.owed)])].every(
        (name) => (Object.hasOwn(leaf.owed, name) ? leaf.owed[name] : 0) === (floors.has(name) ? Math.max(earned.get(name) ?? 0, floors.get(name)) : 0),
      ),
    );
    expect(isOwed, "What sponsors owe is not what was earned.", "Ce que doivent les mécènes n’est pas ce qui a été gagné.");
    this.stage = "settled";
    this.sequence += 1;
  }
}
