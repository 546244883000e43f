// One spelling for each object: what is hashed, signed or opened is the same bytes for everybody.
import { Bad, readUtf8, utf8 } from "../log/bytes.js";

const MOST_DEPTH = 12;
const PAIRED = /[\ud800-\udfff]/;

function refuse(en, fr) {
  throw new Bad(en, fr);
}

// By code point, as every program sorts names here; JavaScript compares halves of characters.
export function compare(one, other) {
  if (PAIRED.test(one) || PAIRED.test(other)) return comparePoints([...one], [...other]);
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function comparePoints(one, other) {
  for (let at = 0; at < one.length && at < other.length; at += 1) {
    if (one[at] !== other[at]) return one[at].codePointAt(0) - other[at].codePointAt(0);
  }
  return one.length - other.length;
}

function spelledText(text) {
  if (PAIRED.test(text) && /\p{Surrogate}/u.test(text)) {
    refuse("A text holds half a character.", "Un texte contient une moitié de caractère.");
  }
  return JSON.stringify(text);
}

// The only spelling of a value, as text.
export function spelled(value, depth = 0) {
  if (depth > MOST_DEPTH) refuse("This lies too deep.", "C’est trop profond.");
  if (typeof value === "string") return spelledText(value);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) refuse("A number is too large, or not whole.", "Un nombre est trop grand, ou n’est pas entier.");
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map((each) => spelled(each, depth + 1)).join(",")}]`;
  if (value === null || typeof value !== "object") {
    refuse(
      "Only whole numbers, texts, lists, objects, true and false are written.",
      "On n’écrit que des nombres entiers, textes, listes, objets, vrai et faux.",
    );
  }
  let text = "";
  for (const name of Object.keys(value).sort(compare)) {
    text += `${text ? "," : ""}${spelledText(name)}:${spelled(value[name], depth + 1)}`;
  }
  return `{${text}}`;
}

export function dumped(value) {
  return utf8(spelled(value));
}

export function readCanonicalText(text) {
  let value = null;
  try {
    value = JSON.parse(text);
  } catch {
    refuse("This is not JSON.", "Ce n’est pas du JSON.");
  }
  if (spelled(value) !== text) {
    refuse("This JSON has another spelling than the only one.", "Ce JSON est écrit autrement que de la seule façon.");
  }
  return value;
}

export function readCanonical(raw) {
  return readCanonicalText(readUtf8(raw));
}
