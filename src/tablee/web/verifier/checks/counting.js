// Does the count of the log, made again leaf by leaf, agree with every tally in it?
import { Bad } from "../log/bytes.js";
import { leafHash } from "../log/tree.js";
import { readLeaf } from "../leaves/leaf.js";
import { Recount } from "../count/recount.js";
import { absent, right, wrong } from "./finding.js";

const SIGNED = ["promise", "receipt"];

// Whether a leaf holds what somebody signed, or is said to have.
function isSigned({ leaf, document }) {
  return SIGNED.includes(leaf) || (leaf === "audit" && document !== undefined);
}

// Reads every leaf once: for the tree, for the recount, until the first that contradicts it.
export class Counting {
  // `log` is the key that has signed the checkpoint, if one has.
  constructor(tree, books, log) {
    Object.assign(this, { tree, books, log });
    this.recount = new Recount();
    this.unreadable = null;
    this.fault = null;
    this.tally = null;
  }

  get isWhole() {
    return !this.unreadable && !this.fault;
  }

  // Counts one more leaf; signatures take a while: where there is one, a promise to wait for.
  take(number, entry) {
    this.tree.add(leafHash(entry));
    if (this.unreadable) return null;
    const leaf = this.read(number, entry);
    if (!leaf || this.fault) return null;
    if (isSigned(leaf)) return this.takeSigned(number, leaf);
    this.count(number, leaf);
    return null;
  }

  async takeSigned(number, leaf) {
    this.count(number, leaf);
    if (!this.isWhole) return;
    const party = await this.recount.words.unsignedBy();
    if (!party) return;
    this.recount.size -= 1;
    this.fail(
      number,
      "promises",
      new Bad(`This is not signed with a valid key of ${party}.`, `Ceci n’est pas signé par une clé valable de ${party}.`),
    );
  }

  count(number, leaf) {
    try {
      this.checkBegins(leaf);
      this.recount.take(leaf);
      if (leaf.leaf === "tally") this.tally = leaf;
      this.books.take(leaf, number);
    } catch (error) {
      if (!(error instanceof Bad)) throw error;
      this.fail(number, isSigned(leaf) ? "promises" : "count", error);
    }
  }

  checkBegins({ leaf, origin, log }) {
    if (leaf === "genesis" && this.log && (origin !== this.log.name || log !== this.log.vkey)) {
      throw new Bad("It is the beginning of another log.", "C’est le début d’un autre journal.");
    }
  }

  fail(number, check, { en, fr }) {
    this.fault = wrong(check, `Leaf ${number} is wrong: ${en}`, `La feuille ${number} est fausse : ${fr}`, [], number);
  }

  read(number, entry) {
    try {
      return readLeaf(entry);
    } catch (error) {
      if (!(error instanceof Bad)) throw error;
      this.unreadable = wrong("leaves", `Leaf ${number} is not in order: ${error.en}`, `La feuille ${number} n’est pas en règle : ${error.fr}`, [], number);
      return null;
    }
  }

  aboutLeaves(size) {
    return (
      this.unreadable ??
      right(
        "leaves",
        `All ${size} leaves are in their only spelling and say what leaves may say.`,
        `Les ${size} feuilles ont leur seule écriture, et disent ce que des feuilles peuvent dire.`,
      )
    );
  }

  stopped(check, size) {
    return absent(
      check,
      `Only ${this.recount.size} of ${size} leaves could be counted again.`,
      `Seules ${this.recount.size} feuilles sur ${size} ont pu être recomptées.`,
    );
  }

  aboutCount(size) {
    if (this.fault?.check === "count") return this.fault;
    if (this.recount.size !== size) return this.stopped("count", size);
    if (!this.tally) return wrong("count", "The log holds no tally.", "Le journal ne contient aucun décompte.");
    return right(
      "count",
      `All ${this.tally.acts} acts were counted again in their lines, and every tally agrees to the unit.`,
      `Les ${this.tally.acts} actions ont été recomptées dans leurs lignes ; chaque décompte tombe juste.`,
    );
  }

  aboutPromises(size) {
    const { words } = this.recount;
    if (this.fault?.check === "promises") return this.fault;
    if (this.recount.size !== size) return this.stopped("promises", size);
    if (!words.documents.length) {
      return absent(
        "promises",
        "Nobody signed anything in this log: promises are only what the site says.",
        "Personne n’a rien signé dans ce journal : les engagements sont ce que dit le site.",
      );
    }
    const { length } = words.documents;
    return right(
      "promises",
      `All ${length} signed promises, receipts and results carry the signature of who gave them.`,
      `Les ${length} engagements, reçus et résultats signés portent la signature de qui les a donnés.`,
    );
  }
}
