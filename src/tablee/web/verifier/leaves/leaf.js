// Reads leaves: strictly, or not at all.
import { Bad, readUtf8 } from "../log/bytes.js";
import { readCanonicalText } from "./canonical.js";
import { FORMS } from "./fields.js";
import { choice, hasFields, record, whole } from "./shape.js";

const MOST_LEAF_BYTES = 65_535;
const TAG = "[A-Za-z0-9_-]{21}[AQgw]";
const NAME = '"[^"\\\\\\u0000-\\u001f\\ud800-\\udfff]{1,100}"';
const NUMBER = "(?:0|[1-9][0-9]{0,14})";
const MINUTE = "(?:0|[1-9][0-9]{0,8})";
// In the year 9575: of each leaf every reader can say the day, and the day after.
const MOST_MINUTE = 4_000_000_000;
// Acts in their line, of which there are most: a leaf that matches is in its only spelling.
const ACT = new RegExp(
  `^\\{"act":[1-9][0-9]{0,14},"commitment":"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"(?:,"day":"${TAG}")?,"evidence":"[ABC]"` +
    `,"kind":${NAME},"leaf":"act","minute":${MINUTE},"object":"${TAG}"(?:,"occurred":${NUMBER})?,"pool":${NAME}` +
    `,"start":${NUMBER},"units":[1-9][0-9]{0,14}(?:,"who":"${TAG}")?\\}$`,
);

const RECORDS = new Map(
  [...FORMS].map(([kind, forms]) => [
    kind,
    forms.map(([required, optional = {}]) => {
      const whenAndWhat = { leaf: choice(kind), minute: whole(0, MOST_MINUTE), ...required };
      return { required: whenAndWhat, optional, check: record(whenAndWhat, optional) };
    }),
  ]),
);

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function readLeaf(raw) {
  if (raw.length > MOST_LEAF_BYTES) throw new Bad("A leaf has at most 65,535 bytes.", "Une feuille a au plus 65 535 octets.");
  const text = readUtf8(raw);
  if (ACT.test(text)) return JSON.parse(text);
  const leaf = readCanonicalText(text);
  if (!isObject(leaf)) throw new Bad("A leaf is an object.", "Une feuille est un objet.");
  const forms = RECORDS.get(leaf.leaf);
  if (!forms) throw new Bad("There is no such kind of leaf.", "Il n’y a pas de feuille de cette sorte.");
  // Where no form has these fields, the first one says so.
  const form = forms.find(({ required, optional }) => hasFields(leaf, required, optional)) ?? forms[0];
  form.check(leaf, "");
  return leaf;
}
