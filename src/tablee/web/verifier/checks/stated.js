// What the organiser stated, and when: in one line, without characters that nobody sees.
import { momentOf } from "../books/names.js";

// Controls, blanks other than a space, what turns other characters around or joins them, and what no font
// can know. They are named one by one: what they are must not depend on how much of Unicode a browser knows.
const HIDDEN = new RegExp(
  "[\\0-\\x1f\\x7f-\\xa0\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u1680\\u180e\\u2000-\\u200f" +
    "\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ud800-\\uf8ff\\ufeff\\ufff9-\\ufffb\\u{110bd}\\u{110cd}\\u{13430}-\\u{1343f}" +
    "\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}\\u{f0000}-\\u{10ffff}]",
  "gu",
);

export function stated({ minute, en, fr }) {
  const moment = momentOf(minute);
  const [seenEn, seenFr] = [en, fr].map((words) => words.replace(HIDDEN, " "));
  return { en: `${moment} ${seenEn}`, fr: `${moment} ${seenFr}` };
}
