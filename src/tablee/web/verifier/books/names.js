// Names of accounts and days, as Beancount, hledger and spreadsheets read them.
const ROOTS = {
  promised: "Equity:Promised",
  pledged: "Assets:Pledged",
  earned: "Assets:Earned",
  voided: "Expenses:Voided",
  owed: "Liabilities:Owed",
  paid: "Assets:Paid",
  due: "Liabilities:Due",
  delivered: "Expenses:Delivered",
};

function plain(name) {
  // eslint-disable-next-line no-control-regex
  const bare = name.normalize("NFKD").replace(/[^\x00-\x7f]/g, "");
  const hyphened = bare.split(/[^A-Za-z0-9]+/).filter(Boolean).join("-") || "X";
  return hyphened[0].toUpperCase() + hyphened.slice(1);
}

// A plain name for each account, the same whenever the accounts come in the same order.
export class AccountNames {
  constructor() {
    this.names = new Map();
    this.taken = new Set();
  }

  has(account) {
    return this.names.has(account);
  }

  of(account) {
    if (!this.names.has(account)) {
      const at = account.indexOf(":");
      this.names.set(account, this.untaken(`${ROOTS[account.slice(0, at)]}:${plain(account.slice(at + 1))}`));
    }
    return this.names.get(account);
  }

  untaken(wish) {
    let name = wish;
    for (let number = 2; this.taken.has(name); number += 1) name = `${wish}-${number}`;
    this.taken.add(name);
    return name;
  }
}

export function inOneLine(text) {
  return text.replace(/[\p{C}\p{Z}]/gu, " ").split(" ").filter(Boolean).join(" ");
}

export function momentOf(minute) {
  return `${new Date(minute * 60_000).toISOString().slice(0, 16)}Z`;
}

export function dayOf(minute) {
  return momentOf(minute).slice(0, 10);
}

export function dayAfter(minute) {
  return dayOf(minute + 1_440);
}

function cellOf(cell) {
  const text = typeof cell === "string" && /^[=+\-@\t\r\n\0]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// One line of CSV (RFC 4180); text that would be a formula has a single quote before it.
export function csvRow(cells) {
  return `${cells.map(cellOf).join(",")}\r\n`;
}
