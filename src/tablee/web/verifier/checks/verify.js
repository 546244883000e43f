// Verifies a log, or one receipt alone: every check in its order, and then what it all comes to.
import { Bad, isSame } from "../log/bytes.js";
import { Books } from "../books/books.js";
import { audited } from "./audits.js";
import { VERDICTS, codeOf, figuresOf, limit, limitsOf, sponsorsOf } from "./conclusion.js";
import { Counting } from "./counting.js";
import { checkFiles } from "./exported.js";
import { absent, listed, wrong } from "./finding.js";
import { checkKept } from "./kept.js";
import { checkReceipt } from "./receipt.js";
import { checkSeal } from "./seal.js";
import { stated } from "./stated.js";
import { checkTerms, leavesFault, tallyFault } from "./texts.js";
import { Tree, blamed, checkRoot, checkTiles, readBundles } from "./tree.js";
import { readClaim } from "./trust.js";
import { checkWord, isWord, notHeld } from "./word.js";

const NO_BYTES = new Uint8Array();
const MOST_LEAVES = 20_000_000;

function noReceipt() {
  return absent("receipt", "No receipt was given.", "Aucun reçu n’a été donné.");
}

class Verification {
  constructor({ source, receipt, kept = null }, trust, tell) {
    Object.assign(this, { source, receipt, kept, trust, tell });
    this.tree = new Tree();
    this.unreadable = [];
  }

  async run() {
    const { source, trust } = this;
    if (!source.paths().includes("checkpoint")) {
      throw new Bad(
        "There is no file 'checkpoint': this is not a log, nor an export of one.",
        "Il n’y a pas de fichier « checkpoint » : ce n’est ni un journal, ni un export.",
      );
    }
    this.claim = await readClaim(source);
    this.books = await Books.of(source);
    const raw = await source.read("checkpoint");
    this.seal = await checkSeal(raw ?? NO_BYTES, trust, this.claim);
    const files = await checkFiles(source, this.seal.key ?? this.claim.log, this.tell);
    if (!this.seal.checkpoint) return this.concluded([files, this.seal.finding], null);
    const { size } = this.seal.checkpoint;
    if (size > MOST_LEAVES) {
      throw new Bad("This is larger than any log may be: it was not read.", "C’est plus grand qu’un journal ne peut l’être : rien n’a été lu.");
    }
    await this.readLeaves(size);
    const findings = [files, this.seal.finding, ...(await this.aboutTree())];
    findings.push(this.counting.aboutLeaves(size), this.counting.aboutCount(size));
    findings.push(this.aboutPromises(size), await checkTerms(source, this.counting.recount.terms));
    findings.push(await this.aboutBooks());
    const kept = this.kept && (await checkKept(this.kept, this.tree, trust, this.claim));
    if (kept) findings.push(kept);
    const told = this.receipt && (await this.aboutReceipt());
    findings.push(told ? told.finding : noReceipt());
    return this.concluded(findings, told, kept);
  }

  async readLeaves(size) {
    const { finding, key } = this.seal;
    this.counting = new Counting(this.tree, this.books, finding.state === "wrong" ? null : key);
    for await (const { first, entries } of readBundles(this.source, size, this.unreadable)) {
      for (let at = 0; at < entries.length && !this.unreadable.length; at += 1) {
        const late = this.counting.take(first + at, entries[at]);
        if (late) await late;
      }
      await this.tell("leaves", first / size);
    }
  }

  async aboutTree() {
    const { size, root } = this.seal.checkpoint;
    const tiles = await checkTiles(this.source, this.tree, size, this.unreadable);
    if (this.unreadable.length) {
      const none = ["Leaves are missing: no root can be made of them.", "Des feuilles manquent : aucune racine n’en peut être faite."];
      return [tiles, absent("root", ...none)];
    }
    const isOther = !isSame(this.tree.edge.root, root) && tiles.state === "wrong";
    return [isOther ? await blamed(this.source, tiles, root, size) : tiles, checkRoot(this.tree, root)];
  }

  // What is found of signatures, and whether every key given is a known one.
  aboutPromises(size) {
    const found = this.counting.aboutPromises(size);
    const known = new Set([...this.counting.recount.words.told.map((each) => each.key), this.claim.log?.vkey]);
    const given = [...this.trust.keys.filter((key) => key.sort === 1).map((key) => key.vkey), ...this.trust.ssh];
    const unknown = given.filter((key) => !known.has(key));
    if (found.state === "wrong" || !unknown.length) return found;
    return wrong(
      "promises",
      `A key that you gave is not one of this log: ${listed(unknown)}`,
      `Une clé que vous avez donnée n’est pas de ce journal : ${listed(unknown)}`,
    );
  }

  async aboutBooks() {
    const { counting, source, tree } = this;
    if (!counting.isWhole || this.unreadable.length) {
      return absent(
        "books",
        "The books were not compared: the log itself is wrong.",
        "Les registres n’ont pas été comparés : le journal lui-même est faux.",
      );
    }
    const faults = [...(await leavesFault(source, tree)), ...(counting.tally ? await tallyFault(source, counting.tally) : [])];
    return this.books.finding(counting.recount, faults, readBundles(source, tree.size, []));
  }

  // What is found of a receipt, or of the word that the log gave before there was one.
  async aboutReceipt() {
    const { counting, receipt, seal, source } = this;
    if (!isWord(receipt)) return checkReceipt(receipt, this.trust, this.claim, this.tree);
    const { recount } = counting;
    const isHeld = recount.terms.size && !this.unreadable.length && !counting.unreadable;
    return { receipt: null, finding: isHeld ? await checkWord(receipt, { source, seal, recount }) : notHeld() };
  }

  concluded(findings, told, kept = null) {
    const { seal, counting } = this;
    const recount = counting?.recount.terms.size ? counting.recount : null;
    // The log's word names no tree: it shows nothing of what was there before.
    const isKept = (told?.receipt && told.finding.state === "right") || kept?.state === "right";
    return {
      findings, seal,
      receipt: told?.receipt ?? null,
      code: codeOf(findings),
      verdict: VERDICTS[codeOf(findings)],
      isCompared: seal.isCompared,
      figures: recount && figuresOf(recount),
      tally: recount && recount.tally(),
      sponsors: recount && sponsorsOf(recount),
      audits: recount ? audited(recount.words.audits, this.tree) : [],
      incidents: recount ? recount.incidents.map(stated) : [],
      limits: counting ? limitsOf(counting.recount, { seal, trust: this.trust, isKept }) : [],
    };
  }
}

// A receipt without its log: the leaf, the way to the root, and who signed that.
async function verifyReceipt(raw, trust) {
  if (isWord(raw)) {
    throw new Bad(
      "This is the log’s signed promise, and not a receipt yet: give the log as well, to see whether it was kept.",
      "C’est la promesse signée du journal, et pas encore un reçu : donnez aussi le journal, pour voir s’il l’a tenue.",
    );
  }
  const claim = { log: null, policy: null, hasBadPolicy: false };
  if (!trust.policy && !trust.keys.length) {
    throw new Bad(
      "A receipt alone can only be checked with the log’s key: give it above.",
      "Un reçu seul ne se vérifie qu’avec la clé du journal : donnez-la plus haut.",
    );
  }
  const told = await checkReceipt(raw, trust, claim);
  const seal = told.seal ?? { finding: absent("checkpoint", "It was not read.", "Il n’a pas été lu."), seen: [], isCompared: true };
  const findings = [seal.finding, told.finding];
  const limits = ["invented_acts", "human_acts", "meals_eaten"];
  if (seal.finding.state !== "right") limits.push("early_history");
  return {
    findings, seal, code: codeOf(findings), verdict: VERDICTS[codeOf(findings)], isCompared: true,
    receipt: told.receipt, figures: null, tally: null, sponsors: null, audits: [], incidents: [], limits: limits.map(limit),
  };
}

// `given` is what there is: { source } or { receipt } or both, and { kept }, an older checkpoint; `tell` is told how far it has come.
export async function verify(given, trust, tell = async () => {}) {
  return given.source ? new Verification(given, trust, tell).run() : verifyReceipt(given.receipt, trust);
}
