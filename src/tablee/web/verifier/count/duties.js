// What the terms promise and the log must say in time: cover that is laid, milestones reached.
import { expect } from "./tally.js";
import { CLOCK_MINUTES, causeOfRaise } from "./rules.js";

const MINUTE_MS = 60_000;

export class Duties {
  constructor() {
    this.due = new Map();
    this.nextDue = Infinity;
    this.seen = null;
    this.watched = [];
  }

  // Notes what new terms promise, from the minute in which they were published.
  publish(rules, minute, laid) {
    const from = rules.number > 1 ? Math.max(Math.floor(rules.fromMs / MINUTE_MS), minute) : minute;
    const due = [...rules.pledges.keys()].map((name) => [`pledge:${name}`, from]);
    for (const raise of rules.raises.values()) {
      due.push([causeOfRaise(raise), Math.max(from, Math.floor(raise.from_ms / MINUTE_MS))]);
    }
    for (const [cause, each] of due) if (!laid.has(cause) && !this.due.has(cause)) this.due.set(cause, each);
    this.next();
  }

  next() {
    this.nextDue = Math.min(Infinity, ...this.due.values());
    this.seen = null;
  }

  laid(cause) {
    this.due.delete(cause);
    this.next();
  }

  // Refuses to go on where something promised should stand in the log by now.
  check(minute, versions, { reached }, measure) {
    expect(minute <= this.nextDue + CLOCK_MINUTES, "Cover that was promised is due, and not laid.", "Un engagement est dû, et n’est pas posé.");
    if (this.seen !== versions) this.watch(versions, reached);
    for (const each of this.watched) {
      expect(
        measure(each) < each.threshold,
        `The milestone '${each.name}' is passed and not in the log.`,
        `Le palier « ${each.name} » est passé et n’est pas dans le journal.`,
      );
    }
  }

  // Chooses the milestones that every version that may apply waits for.
  watch(versions, reached) {
    const last = versions.at(-1).milestones;
    const goals = [...versions[0].milestones.values()].filter((each) => last.has(each.name));
    this.seen = versions;
    this.watched = (versions.length > 1 ? goals : [...last.values()]).filter(
      (each) => !reached.has(each.name) && each.measure !== "supporters",
    );
  }
}
