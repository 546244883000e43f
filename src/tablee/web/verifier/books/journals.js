// The books as journals: of Beancount, of hledger, as rows of CSV and as lines of JSON.
import { spelled } from "../leaves/canonical.js";
import { AccountNames, csvRow, dayAfter, dayOf, inOneLine, momentOf } from "./names.js";

const UNIT = "UNIT";

function quoted(text) {
  return `"${inOneLine(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

export class Beancount {
  constructor() {
    this.names = new AccountNames();
    this.isBegun = false;
  }

  head(campaign, day) {
    if (this.isBegun) return "";
    this.isBegun = true;
    return `option "title" ${quoted(campaign)}\noption "operating_currency" "${UNIT}"\n\n${day} commodity ${UNIT}\n\n`;
  }

  write(campaign, { minute, reason, first, last, postings }) {
    const day = dayOf(minute);
    let text = this.head(campaign, day);
    for (const [account] of postings) {
      if (!this.names.has(account)) text += `${day} open ${this.names.of(account)} ${UNIT}\n  account: ${quoted(account)}\n`;
    }
    text += `${day} * ${quoted(reason)}\n  first-leaf: ${first}\n  last-leaf: ${last}\n`;
    for (const [account, units] of postings) text += `  ${this.names.of(account)}  ${units} ${UNIT}\n`;
    return `${text}\n`;
  }

  close(campaign, minute, balances) {
    const rows = [...balances].map(([account, units]) => `${dayAfter(minute)} balance ${this.names.of(account)}  ${units} ${UNIT}\n`);
    return this.head(campaign, dayOf(minute)) + rows.join("");
  }
}

export class Hledger {
  constructor() {
    this.names = new AccountNames();
    this.isBegun = false;
  }

  head(campaign) {
    if (this.isBegun) return "";
    this.isBegun = true;
    return `; ${inOneLine(campaign)}\n\ncommodity 1. ${UNIT}\n\n`;
  }

  write(campaign, { minute, reason, first, last, postings }) {
    let text = this.head(campaign);
    for (const [account] of postings) {
      if (!this.names.has(account)) text += `account ${this.names.of(account)}\n  ; ${inOneLine(account)}\n`;
    }
    text += `${dayOf(minute)} * ${inOneLine(reason).replaceAll(";", ",")}\n    ; first-leaf: ${first}, last-leaf: ${last}\n`;
    for (const [account, units] of postings) text += `    ${this.names.of(account)}  ${units} ${UNIT}\n`;
    return `${text}\n`;
  }

  close(campaign, minute, balances) {
    const rows = [...balances].map(([account, units]) => `    ${this.names.of(account)}  0 ${UNIT} = ${units} ${UNIT}\n`);
    return this.head(campaign) + (rows.length ? `${dayOf(minute)} * reconciliation\n` : "") + rows.join("");
  }
}

export const LEDGER_HEAD = csvRow(["first_leaf", "last_leaf", "moment", "reason", "account", "units"]);

export function ledgerRows({ first, last, minute, reason, postings }) {
  return postings.map((posting) => csvRow([first, last, momentOf(minute), reason, ...posting])).join("");
}

export function ledgerJson({ first, last, minute, reason, postings }) {
  return `${spelled({ first_leaf: first, last_leaf: last, moment: momentOf(minute), reason, postings })}\n`;
}
