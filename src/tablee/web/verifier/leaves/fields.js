// The fields of each kind of leaf. Each kind has one or several forms; a leaf has exactly the fields
// of one of them, and besides what it is (`leaf`) and its minute (docs/log/leaves.*).
import { choice, either, flag, many, pattern, record, row, table, whole, words } from "./shape.js";

export const JUDGES = ["clock", "verification", "evidence"];
const ROLES = ["sponsor", "beneficiary", "witness", "auditor", "organiser"];
const DOOR_REASONS = [
  "too_early", "too_late", "kind_not_open", "daily_limit", "total_limit", "in_the_future", "evidence_too_weak",
  "campaign_closed",
];
const DECISION_REASONS = [
  "no_link", "not_found", "not_public", "duplicate_content", "spam", "unlawful", "not_the_author", "gone", "returned",
  "withdrawn", "off_topic", "not_readable", "too_long", "front_page", "referral_gone", "choice_gone", "unchosen", "absent",
];

const NAME = words(100);
const NUMBER = whole(1);
const WHOLE = whole();
const TAG = pattern("[A-Za-z0-9_-]{21}[AQgw]", "16 bytes in base64url", "16 octets en base64url");
const COMMITMENT = pattern("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]", "32 bytes in base64url", "32 octets en base64url");
const HASH = pattern("[0-9a-f]{64}", "a SHA-256 in hexadecimal", "un SHA-256 en hexadécimal");
const DOCUMENT = words(20_000);
const COVER = { pool: NAME, units: NUMBER, shares: many(row(NAME, whole(1, 10_000)), 1) };
const KIND = {
  name: NAME, pool: NAME, rate: NUMBER, opens_ms: WHOLE, closes_ms: WHOLE, opens_with: words(100, 0),
  per_day: WHOLE, in_all: WHOLE, clicks: flag,
};
const MILESTONE = { name: NAME, measure: choice("acts", "units", "supporters"), threshold: NUMBER, kinds: many(NAME) };
const JUDGE = either(choice(...JUDGES), TAG);
const DECIDED = { act: NUMBER, judge: JUDGE };
const REASONED = { ...DECIDED, reason: choice(...DECISION_REASONS) };
const BETTER = { evidence: choice("A", "B") };
const SAID = { act: NUMBER, kind: NAME, evidence: choice("A", "B", "C"), object: TAG, commitment: COMMITMENT };

function figures(...names) {
  return record(Object.fromEntries(names.map((name) => [name, WHOLE])));
}

const TERMS = {
  number: NUMBER, from_ms: WHOLE, zone: NAME, opens_ms: WHOLE, closes_ms: WHOLE, last_call_ms: WHOLE, appeal_days: WHOLE,
  portions: NUMBER, pools: many(NAME, 1), purchase_pools: many(NAME), kinds: many(record(KIND), 1),
  sponsors: many(record({ name: NAME, floor: WHOLE })), pledges: many(record({ name: NAME, ...COVER })),
  raises: many(record({ pledge: NAME, units: NUMBER, from_ms: WHOLE })),
  milestones: many(either(record(MILESTONE), record({ ...MILESTONE, ...COVER }))), document: HASH,
};
const TALLY = {
  through: WHOLE, acts: WHOLE,
  pools: table(NAME, figures("cap", "acts", "offered", "paid", "unpaid", "pending")),
  kinds: table(NAME, figures("acts", "counted", "counted_units", "paid", "pending", "turned_away", "left")),
  earned: table(NAME, table(NAME, NUMBER)), reached: many(NAME),
};
const RESULT = {
  step: choice("result"), size: NUMBER, root: HASH, draws: WHOLE, invalid: WHOLE, unverifiable: WHOLE, sheet: HASH,
};

// For each kind: its forms, as pairs of required and optional fields.
export const FORMS = new Map([
  ["genesis", [[{
    format: whole(1, 1), campaign: NAME, origin: words(300), log: words(400), replay: flag,
    leaves_between_tallies: whole(512, 512), minutes_between_tallies: whole(60, 60),
  }]]],
  ["key", [[{
    role: choice(...ROLES), name: NAME, key: words(4_000), held_by: choice("self", "server"), is_valid: flag,
  }]]],
  ["terms", [[TERMS]]],
  ["pledge", [[{ name: NAME, ...COVER }]]],
  ["raise", [[{ pledge: NAME, from_ms: WHOLE, ...COVER }]]],
  ["milestone", [[{ name: NAME }], [{ name: NAME, ...COVER }]]],
  ["act", [
    [{ ...SAID, pool: NAME, units: NUMBER, start: WHOLE }, { day: TAG, who: TAG, occurred: WHOLE }],
    [{ ...SAID, reason: choice(...DOOR_REASONS) }, { occurred: WHOLE }],
  ]],
  ["confirm", [[DECIDED, BETTER]]],
  ["refuse", [[REASONED]]],
  ["reverse", [[REASONED]]],
  ["restore", [[DECIDED, BETTER]]],
  ["finish", [[REASONED]]],
  ["tally", [[TALLY, { previous: WHOLE }]]],
  ["promise", [[{ document: DOCUMENT }]]],
  ["receipt", [[{ document: DOCUMENT }]]],
  ["incident", [[{ en: words(4_000), fr: words(4_000) }]]],
  ["audit", [
    [{ step: choice("commit"), by: NAME, hash: HASH }],
    [{ step: choice("reveal"), by: NAME, seed: HASH }],
    [RESULT, { document: DOCUMENT }],
  ]],
  ["erase", [[{ what: choice("acts", "keys"), count: NUMBER }]]],
  ["close", [[{}]]],
  ["settle", [[{ owed: table(NAME, WHOLE) }]]],
]);
