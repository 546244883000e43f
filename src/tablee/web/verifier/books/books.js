// Are the books, the tables and the figures of an export those that its leaves make?
import { readUtf8, utf8 } from "../log/bytes.js";
import { compare, spelled } from "../leaves/canonical.js";
import { absent, right, wrong } from "../checks/finding.js";
import { BooksOfLog } from "./derivation.js";
import { Beancount, Hledger, LEDGER_HEAD, ledgerJson, ledgerRows } from "./journals.js";
import { ActSheet, SHEET_HEAD } from "./sheet.js";

const BEANCOUNT = "ledger/main.beancount";
const HLEDGER = "ledger/main.journal";
const CSV = "ledger/main.csv";
const JSONL = "ledger/main.jsonl";
const SHEET = "acts.csv";
const BOOKS = [BEANCOUNT, HLEDGER, CSV, JSONL, SHEET];
const KEYS = "keys.json";

// A file, compared with what is written once more, piece by piece.
class Compared {
  constructor(raw) {
    this.raw = raw;
    this.at = 0;
    this.isSame = true;
  }

  add(text) {
    if (!this.isSame) return;
    const piece = utf8(text);
    for (let index = 0; index < piece.length && this.isSame; index += 1) this.isSame = this.raw[this.at + index] === piece[index];
    this.at += piece.length;
  }

  get isRight() {
    return this.isSame && this.at === this.raw.length;
  }
}

function expectedKeys(log, told) {
  const parties = new Map();
  for (const { role, name, key, held_by: heldBy, is_valid: isValid } of told) {
    const id = [role, name, key];
    if (isValid) parties.set(JSON.stringify(id), { id, party: { role, name, key, held_by: heldBy } });
    else parties.delete(JSON.stringify(id));
  }
  const inOrder = [...parties.values()].sort(({ id: one }, { id: other }) => {
    const at = one.findIndex((each, index) => each !== other[index]);
    return at < 0 ? 0 : compare(one[at], other[at]);
  });
  return spelled({ log, parties: inOrder.map(({ party }) => party) });
}

export class Books {
  // Ready to compare whatever books lie in the source.
  static async of(source) {
    const books = new Books();
    for (const path of BOOKS) {
      if (source.paths().includes(path)) books.files.set(path, new Compared((await source.read(path)) ?? new Uint8Array()));
    }
    books.keys = source.paths().includes(KEYS) ? await source.read(KEYS) : null;
    books.add(CSV, LEDGER_HEAD);
    books.add(SHEET, SHEET_HEAD);
    return books;
  }

  constructor() {
    this.files = new Map();
    this.campaign = "";
    this.entries = new BooksOfLog();
    this.beancount = new Beancount();
    this.hledger = new Hledger();
    this.sheet = new ActSheet();
  }

  add(path, text) {
    this.files.get(path)?.add(text);
  }

  take(leaf, number) {
    if (!this.files.size) return;
    if (leaf.leaf === "genesis") this.campaign = leaf.campaign;
    this.sheet.take(leaf, number);
    for (const move of this.entries.take(leaf)) {
      this.add(BEANCOUNT, this.beancount.write(this.campaign, move));
      this.add(HLEDGER, this.hledger.write(this.campaign, move));
      this.add(CSV, ledgerRows(move));
      this.add(JSONL, ledgerJson(move));
    }
  }

  async writeActs(bundles) {
    for await (const { first, entries } of bundles) {
      entries.forEach((entry, at) => {
        const leaf = JSON.parse(readUtf8(entry));
        if (leaf.leaf === "act") this.add(SHEET, this.sheet.row(leaf, first + at));
      });
    }
  }

  keysFault({ genesis, words }) {
    if (!this.keys) return [];
    const said = new TextDecoder().decode(this.keys).replace(/\n+$/, "");
    return said === expectedKeys(genesis.log, words.told) ? [] : [KEYS];
  }

  async close(bundles) {
    const { minute } = this.entries;
    const balances = this.entries.reconciliation();
    this.add(BEANCOUNT, this.beancount.close(this.campaign, minute, balances));
    this.add(HLEDGER, this.hledger.close(this.campaign, minute, balances));
    if (this.files.has(SHEET)) await this.writeActs(bundles);
    return BOOKS.filter((path) => this.files.has(path) && !this.files.get(path).isRight);
  }

  // `faults` are files beside them that are wrong; `bundles` gives the leaves once more.
  async finding(recount, faults, bundles) {
    const bad = [...(this.files.size ? await this.close(bundles) : []), ...faults, ...this.keysFault(recount)];
    if (bad.length) {
      return wrong(
        "books",
        `These files do not say what the log says: ${bad.join(", ")}`,
        `Ces fichiers ne disent pas ce que dit le journal : ${bad.join(", ")}`,
        bad,
      );
    }
    if (!this.files.size) return absent("books", "There are no books beside this log.", "Il n’y a pas de registre près du journal.");
    return right(
      "books",
      "The books and tables are those that the leaves make, to the byte.",
      "Les registres et les tableaux sont ceux que font les feuilles, à l’octet près.",
    );
  }
}
