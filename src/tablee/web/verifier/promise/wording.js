// The text of a signed document: a first line that says what it is, then one field in each line.
import { Bad } from "../log/bytes.js";

const NUMBER = /^[1-9][0-9]{0,12}$/;
const COUNT = /^(?:0|[1-9][0-9]{0,12})$/;
const HASH = /^[0-9a-f]{64}$/;
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const SECOND = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;
const CURRENCY = /^[A-Z]{3}$/;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const ANY = /^/;
const MOST_UNITS = 1e12;
const LONGEST_VALUE = 200;

const PROMISED = [["campaign", ANY], ["sponsor", ANY], ["name", ANY], ["pool", ANY], ["units", NUMBER]];
const MONEY = [["amount-minor", NUMBER], ["currency", CURRENCY]];
const HAPPENED = [["on", DAY], ["reference", ANY]];
const DRAWN = [["campaign", ANY], ["auditor", ANY], ["size", NUMBER], ["root", HASH]];
const FOUND = [["draws", COUNT], ["invalid", COUNT], ["unverifiable", COUNT], ["sheet", HASH]];
const LINES = new Map([
  ["tablee-pledge/v1", [...PROMISED, ["signed", DAY]]],
  ["tablee-raise/v1", [...PROMISED, ["from", SECOND], ["signed", DAY]]],
  ["tablee-payment/v1", [["campaign", ANY], ["sponsor", ANY], ["units", NUMBER], ...MONEY, ...HAPPENED]],
  ["tablee-delivery/v1", [["campaign", ANY], ["beneficiary", ANY], ["units", NUMBER], ...HAPPENED]],
  ["tablee-audit/v1", [...DRAWN, ...FOUND, ["signed", DAY]]],
]);

function refuse(en, fr) {
  throw new Bad(en, fr);
}

function isDate(value) {
  const moment = new Date(value.length === 10 ? `${value}T00:00:00Z` : value);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value.replace("Z", "")) && !value.startsWith("0000");
}

function isWritten(value, form) {
  if (!form.test(value)) return false;
  if (form === NUMBER || form === COUNT) return Number(value) <= MOST_UNITS;
  return form === DAY || form === SECOND ? isDate(value) : true;
}

function readLine(line, [name, form]) {
  const gap = line.indexOf(" ");
  if (gap < 0 || line.slice(0, gap) !== name) refuse(`'${name}' and a value were expected.`, `« ${name} » et une valeur étaient attendus.`);
  const value = line.slice(gap + 1);
  const isTooLong = [...value].length > LONGEST_VALUE;
  if (!value || value !== value.trim() || isTooLong || HIDDEN.test(value) || !isWritten(value, form)) {
    refuse(`'${name}' is not written as it must be.`, `« ${name} » s’écrit autrement.`);
  }
  return value;
}

export function readText(text) {
  const [header, ...lines] = text.split("\n");
  const every = LINES.get(header);
  if (!every) refuse("The first line names no document that is known.", "La première ligne ne nomme aucun document connu.");
  if (lines.pop() !== "") refuse("The text does not end with a line break.", "Le texte ne finit pas à la ligne.");
  const isPaid = lines.some((line) => line.startsWith("amount-minor "));
  const wanted = isPaid ? every : every.filter((line) => !MONEY.includes(line));
  if (lines.length !== wanted.length) refuse("A line is missing, or too many.", "Une ligne manque, ou est de trop.");
  const fields = new Map(wanted.map((line, at) => [line[0], readLine(lines[at], line)]));
  return { kind: header.slice("tablee-".length, -"/v1".length), fields };
}
