// The terms as the log tells them: which rules apply in a minute, and what may never change.
import { Bad } from "../log/bytes.js";
import { spelled } from "../leaves/canonical.js";

const MINUTE_MS = 60_000;
// By how much a clock may be set back: a leaf's minute never is, so it may say so much too late.
export const CLOCK_MINUTES = 5;
const MINUTES_PER_DAY = 1_440;
const MOST_WEIGHT = 10_000;

function expect(isSo, en, fr) {
  if (!isSo) throw new Bad(en, fr);
}

function isSame(one, other) {
  return spelled(one) === spelled(other);
}

function named(said) {
  const found = new Map(said.map((each) => [each.name, each]));
  expect(found.size === said.length, "A name stands in these terms twice.", "Un nom figure deux fois dans ce règlement.");
  return found;
}

function checkShares({ shares }) {
  const weight = shares.reduce((sum, [, each]) => sum + each, 0);
  const isSound = weight <= MOST_WEIGHT && new Set(shares.map(([name]) => name)).size === shares.length;
  expect(isSound, "A promise is shared in a way that is not possible.", "Un engagement est partagé d’une façon impossible.");
}

export function causeOfRaise({ pledge, from_ms: fromMs }) {
  return `raise:${pledge}:${fromMs}`;
}

function checkKnown(names, known) {
  const unknown = names.find((name) => !known.has(name));
  expect(unknown === undefined, `Nothing in these terms is called '${unknown}'.`, `Rien dans ce règlement ne s’appelle « ${unknown} ».`);
}

function checkNames(rules, leaf) {
  const laying = [...rules.pledges.values(), ...[...rules.milestones.values()].filter((each) => each.pool)];
  const pools = new Set(leaf.pools);
  // Sponsors sign raises by the second: one signature must not stand for two.
  const causes = new Set(leaf.raises.map((each) => causeOfRaise({ ...each, from_ms: Math.floor(each.from_ms / 1000) })));
  const isOnce = pools.size === leaf.pools.length && causes.size === leaf.raises.length;
  expect(isOnce, "A line or a raise stands in these terms twice.", "Une ligne ou un relèvement figure deux fois dans ce règlement.");
  checkKnown([...laying, ...leaf.kinds].map((each) => each.pool), pools);
  checkKnown(leaf.purchase_pools, pools);
  checkKnown(leaf.kinds.map((each) => each.opens_with), new Set(["", ...rules.milestones.keys()]));
  checkKnown(leaf.raises.map((each) => each.pledge), rules.pledges);
  checkKnown(leaf.milestones.flatMap((each) => each.kinds), rules.kinds);
  checkKnown(laying.flatMap((each) => each.shares.map(([name]) => name)), rules.floors);
  laying.forEach(checkShares);
  const isInOrder = leaf.opens_ms < leaf.closes_ms && leaf.closes_ms <= leaf.last_call_ms;
  expect(isInOrder, "The campaign closes before it opens.", "La campagne ferme avant d’ouvrir.");
  const isMeasured = leaf.milestones.every((each) => each.measure !== "supporters" || !each.kinds.length);
  expect(isMeasured, "Supporters are counted over all kinds.", "Les participants se comptent toutes actions confondues.");
}

export function readRules(leaf) {
  const rules = {
    number: leaf.number,
    fromMs: leaf.from_ms,
    zone: leaf.zone,
    portions: leaf.portions,
    closesMs: leaf.closes_ms,
    lastCallMs: leaf.last_call_ms,
    appealMinutes: leaf.appeal_days * MINUTES_PER_DAY,
    pools: leaf.pools,
    kinds: named(leaf.kinds),
    floors: new Map([...named(leaf.sponsors)].map(([name, { floor }]) => [name, floor])),
    pledges: named(leaf.pledges),
    raises: new Map(leaf.raises.map((each) => [causeOfRaise(each), each])),
    milestones: named(leaf.milestones),
  };
  checkNames(rules, leaf);
  return rules;
}

function broken(isSo, en, fr) {
  expect(!isSo, `These terms ${en}.`, `Ce règlement ${fr}.`);
}

function checkKind(old, now) {
  const isWorse = !now || now.pool !== old.pool || now.closes_ms < old.closes_ms;
  broken(isWorse, `take '${old.name}' away, move it, or close it earlier`, `retire « ${old.name} », le déplace ou le ferme plus tôt`);
  const isLater = now.opens_with && now.opens_with !== old.opens_with;
  broken(isLater, `open '${old.name}' with another milestone`, `ouvre « ${old.name} » avec un autre palier`);
}

function checkMilestone(old, now) {
  const isWorse = !now || now.threshold > old.threshold;
  broken(isWorse, `take the milestone '${old.name}' away or put it further off`, `retire le palier « ${old.name} » ou l’éloigne`);
  const isOther = !isSame({ ...now, threshold: 1 }, { ...old, threshold: 1 });
  broken(isOther, `change the milestone '${old.name}'`, `change le palier « ${old.name} »`);
}

// Refuses terms that take back what the terms before them promised.
function checkAmendment(old, now) {
  broken(now.fromMs < old.fromMs && old.number > 1, "apply earlier than those before them", "s’applique plus tôt que le précédent");
  const isOther = now.zone !== old.zone || now.portions !== old.portions;
  broken(isOther, "change the time zone, or what makes one unit", "change le fuseau, ou ce qui fait une unité");
  const isLess = now.closesMs < old.closesMs || !old.pools.every((name) => now.pools.includes(name));
  broken(isLess, "close earlier, or have a line less", "ferme plus tôt, ou a une ligne de moins");
  const isLower = [...old.floors].some(([name, floor]) => (now.floors.get(name) ?? -1) < floor);
  broken(isLower, "lower what a sponsor gives anyway", "abaisse ce qu’un sponsor donne de toute façon");
  const isChanged = [...old.pledges].some(([name, pledge]) => !now.pledges.has(name) || !isSame(pledge, now.pledges.get(name)));
  broken(isChanged, "change a pledge", "change un engagement");
  const isUnraised = [...old.raises].some(([cause, raise]) => now.raises.get(cause)?.units !== raise.units);
  broken(isUnraised, "take back a raise", "reprend un relèvement");
  old.kinds.forEach((kind, name) => checkKind(kind, now.kinds.get(name)));
  old.milestones.forEach((milestone, name) => checkMilestone(milestone, now.milestones.get(name)));
}

// The versions of the terms so far. A leaf says its minute and no more, and says it too late where a
// clock was set back: so from the minute in which an amendment takes effect, and for some more, an act
// may have been counted by the rules before it or by those after it.
export class Versions {
  constructor() {
    this.all = [];
    this.known = { minute: -1, found: [] };
  }

  get latest() {
    expect(this.all.length, "No terms have been published yet.", "Aucun règlement n’est encore publié.");
    return this.all.at(-1);
  }

  publish(rules, minute) {
    const isNext = rules.number === this.all.length + 1;
    expect(isNext, `These terms are not number ${this.all.length + 1}.`, `Ce règlement n’est pas le numéro ${this.all.length + 1}.`);
    if (this.all.length) {
      const isAhead = Math.floor(rules.fromMs / MINUTE_MS) >= minute - CLOCK_MINUTES;
      expect(isAhead, "These terms apply before they were published.", "Ce règlement s’applique avant sa publication.");
      checkAmendment(this.latest, rules);
    }
    this.all.push(rules);
    this.known.minute = -1;
  }

  // The versions that may apply in a minute, the latest last.
  at(minute) {
    expect(this.all.length, "No terms have been published yet.", "Aucun règlement n’est encore publié.");
    if (this.known.minute !== minute) {
      const first = this.indexAt((minute - CLOCK_MINUTES) * MINUTE_MS);
      const last = this.indexAt((minute + 1) * MINUTE_MS - 1);
      this.known = { minute, found: this.all.slice(first, last + 1) };
    }
    return this.known.found;
  }

  indexAt(momentMs) {
    return this.all.slice(1).filter((rules) => rules.fromMs <= momentMs).length;
  }
}
