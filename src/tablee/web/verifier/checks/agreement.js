// Do the terms that people read say what the leaf says by which acts are counted?
import { readUtf8 } from "../log/bytes.js";
import { spelled } from "../leaves/canonical.js";

const MOMENT = /^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-5][0-9])$/;
const COVER = ["pool", "units", "shares"];
const MILESTONE = ["name", "measure", "threshold", "kinds"];
const KIND = ["name", "pool", "rate", "opens_with", "per_day", "in_all"];

const WHOLE = "text";

function picked(each, names) {
  return Object.fromEntries(names.map((name) => [name, each[name]]));
}

function second(moment) {
  const [, local, zone] = MOMENT.exec(moment);
  // There is no 30th of February, and no hour 24: browsers would go on to the next day.
  if (local < "0001" || !new Date(`${local}Z`).toISOString().startsWith(local)) throw new RangeError(moment);
  return Date.parse(local + zone) / 1000;
}

const secondOf = (ms) => Math.floor(ms / 1000);
const names = (rows) => rows.map((each) => each.name);
const floors = (rows) => rows.map((each) => picked(each, ["name", "floor"]));
const pledges = (rows) => rows.map((each) => picked(each, ["name", ...COVER]));
const kinds = (rows, clicks) => rows.map((each) => ({ ...picked(each, KIND), clicks: each[clicks] }));
const milestones = (rows) => rows.map((each) => picked(each, each.pool ? [...MILESTONE, ...COVER] : MILESTONE));

// What a text says, and what its leaf says of the same.
const PARTS = new Map([
  ["time_zone", [(zone) => zone, (leaf) => leaf.zone]],
  ["opens_at", [second, (leaf) => secondOf(leaf.opens_ms)]],
  ["closes_at", [second, (leaf) => secondOf(leaf.closes_ms)]],
  ["appeal_days", [(days) => days, (leaf) => leaf.appeal_days]],
  ["pools", [names, (leaf) => leaf.pools]],
  ["sponsors", [floors, (leaf) => leaf.sponsors]],
  ["kinds", [(rows) => kinds(rows, "pays_clicks"), (leaf) => kinds(leaf.kinds, "clicks")]],
  ["pledges", [pledges, (leaf) => leaf.pledges]],
  [
    "raises",
    [
      (rows) => rows.map((each) => [each.pledge, each.units, second(each.effective_at)]),
      (leaf) => leaf.raises.map((each) => [each.pledge, each.units, secondOf(each.from_ms)]),
    ],
  ],
  ["milestones", [milestones, (leaf) => milestones(leaf.milestones)]],
]);

function isSame(read, said, counted) {
  try {
    return spelled(read(said)) === spelled(counted);
  } catch {
    return false;
  }
}

function readObject(raw) {
  try {
    const said = JSON.parse(readUtf8(raw));
    return typeof said === "object" && !Array.isArray(said) ? said : null;
  } catch {
    return null;
  }
}

// The part of a published text that says another thing than its leaf; nothing if none does. What the
// text does not speak of is not compared: then people were told nothing of it. One that is no JSON object
// speaks to people alone, of whatever it likes: it is contradicted as a whole.
export function contradiction(raw, leaf) {
  const said = readObject(raw);
  if (!said) return WHOLE;
  const found = [...PARTS].find(([name, [read, counted]]) => Object.hasOwn(said, name) && !isSame(read, said[name], counted(leaf)));
  return found ? found[0] : "";
}
