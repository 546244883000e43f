// The log's signed word that an act will be sealed: what people hold until there is a receipt.
import { Bad } from "../log/bytes.js";

export const HEADER = "tablee-receipt/v1";
const FIELDS = ["log", "act", "kind", "object", "received", "sealed-by"];
// A whole number in its only spelling; eighteen digits are more than other numbers here can hold.
const NUMBER = /^(?:0|[1-9][0-9]{0,17})$/;

function readNumber(text) {
  if (!NUMBER.test(text)) {
    throw new Bad("A number is written in digits, without leading zeros.", "Un nombre s’écrit en chiffres, sans zéros devant.");
  }
  return BigInt(text);
}

function readLine(name, line) {
  if (!line.startsWith(`${name} `) || line.length === name.length + 1) {
    throw new Bad(`The line '${name}' is missing.`, `La ligne « ${name} » manque.`);
  }
  return line.slice(name.length + 1);
}

// What the text of a note promises; minutes are counted since 1970.
export function readWord(text) {
  const [header, ...lines] = text.split("\n");
  if (header !== HEADER || lines.length !== FIELDS.length + 1 || lines.at(-1)) {
    throw new Bad("This is not a log’s word about an act.", "Ce n’est pas la parole d’un journal sur une action.");
  }
  const [log, act, kind, object, received, sealedBy] = FIELDS.map((name, at) => readLine(name, lines[at]));
  return { log, act: readNumber(act), kind, object, received: readNumber(received), sealedBy: readNumber(sealedBy) };
}
