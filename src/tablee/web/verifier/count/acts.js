// Every act by its number: what its leaf said, and what was decided about it since.
import { Bad } from "../log/bytes.js";
import { JUDGES } from "../leaves/fields.js";
import { CLOCK_MINUTES } from "./rules.js";

const ABOUT_EVIDENCE = ["no_link", "not_found", "not_public", "not_the_author", "not_readable", "too_long", "front_page"];

const AFTER = {
  confirm: { pending: "counted" },
  refuse: { pending: "refused" },
  reverse: { counted: "reversed" },
  restore: { refused: "counted", reversed: "counted" },
  finish: { refused: "refused", reversed: "reversed" },
};

function expect(isSo, en, fr) {
  if (!isSo) throw new Bad(en, fr);
}

function isPerson(judge) {
  return !JUDGES.includes(judge);
}

// Whether an act is an unverified claim that better evidence for its object overrules.
function yields({ evidence, state, reason }) {
  return evidence === "C" && (state === "pending" || (state === "refused" && ABOUT_EVIDENCE.includes(reason)));
}

export class Acts {
  constructor() {
    this.all = [null];
    this.byObject = new Map();
    this.used = new Map();
    this.finishedEarly = 0;
  }

  get last() {
    return this.all.length - 1;
  }

  turnAway() {
    this.all.push(null);
  }

  // Lets an act in, where neither its object nor a limit of its person stands in the way.
  enter(leaf, kind, count) {
    const number = this.all.length;
    const earlier = this.byObject.get(leaf.object);
    expect(!earlier || earlier.hasLeft, `The object of act ${number} was counted already.`, `L’objet de l’action ${number} a déjà été compté.`);
    const tags = [];
    this.use(tags, leaf.day, kind.per_day, number);
    this.use(tags, leaf.who, kind.in_all, number);
    const isHeld = leaf.evidence === "C";
    const act = {
      number, count, tags, isHeld,
      pool: kind.pool,
      units: kind.rate,
      start: leaf.start,
      evidence: leaf.evidence,
      state: isHeld ? "pending" : "counted",
      isCounted: !isHeld,
      hasLeft: false,
      reason: "",
      judge: "",
      appealMinute: 0,
    };
    this.all.push(act);
    this.byObject.set(leaf.object, act);
    return act;
  }

  use(tags, tag, most, number) {
    if (tag === undefined) return;
    expect(most > 0, `Act ${number} uses up a limit that its kind does not have.`, `L’action ${number} use d’une limite que son type n’a pas.`);
    const used = this.used.get(tag) ?? 0;
    expect(used < most, `Act ${number} is more than its person may do.`, `L’action ${number} est de trop pour la même personne.`);
    this.used.set(tag, used + 1);
    tags.push(tag);
  }

  about(number) {
    const act = this.all[number];
    expect(act, `There is no act ${number} about which to decide.`, `Il n’y a pas d’action ${number} dont décider.`);
    return act;
  }

  // Writes down where an act stands after a decision; its line and counts are the caller's.
  decide(act, leaf, appealMinutes) {
    const state = AFTER[leaf.leaf][act.state];
    const isSecond = leaf.leaf === "restore" || leaf.leaf === "finish";
    const isPossible = state && !(isSecond && !act.isHeld);
    expect(isPossible, `An act that is ${act.state} cannot be subject to '${leaf.leaf}'.`, `Une action dans l’état « ${act.state} » ne peut subir « ${leaf.leaf} ».`);
    this.checkJudge(act, leaf);
    if (leaf.leaf === "finish") this.checkEnd(act, leaf);
    act.state = state;
    act.isHeld = leaf.leaf === "refuse" || leaf.leaf === "reverse";
    act.isCounted = state === "counted";
    act.evidence = leaf.evidence ?? act.evidence;
    if (act.isCounted) act.reason = "";
    if (act.isHeld) Object.assign(act, { reason: leaf.reason, judge: leaf.judge, appealMinute: leaf.minute + appealMinutes });
    if (leaf.leaf === "finish") this.leave(act);
  }

  checkJudge(act, { leaf: ruling, judge, evidence }) {
    const isByEvidence = judge === "evidence";
    const isBetter = (ruling === "confirm" || ruling === "restore") && yields(act);
    const isSound = (evidence !== undefined) === isByEvidence && (!isByEvidence || isBetter);
    expect(isSound, `Act ${act.number} does not yield to better evidence.`, `L’action ${act.number} ne cède pas à une meilleure preuve.`);
    const isClock = judge === "clock" && ruling !== "finish";
    expect(!isClock, "The clock decides nothing but the end of an appeal.", "L’horloge ne décide que de la fin d’un recours.");
    const isSame = ruling === "restore" && isPerson(judge) && judge === act.judge;
    expect(!isSame, "Whoever refused an act does not judge its appeal.", "Qui a refusé une action ne juge pas son recours.");
  }

  checkEnd(act, leaf) {
    expect(leaf.reason === act.reason, "An act leaves for the reason it was refused for.", "Une action sort pour la raison de son refus.");
    const isEarly = leaf.minute + CLOCK_MINUTES < act.appealMinute;
    expect(!isEarly || leaf.judge !== "clock", "The time of appeal was not over.", "Le délai de recours n’était pas écoulé.");
    if (isEarly) this.finishedEarly += 1;
  }

  leave(act) {
    act.hasLeft = true;
    for (const tag of act.tags) this.used.set(tag, this.used.get(tag) - 1);
  }
}
