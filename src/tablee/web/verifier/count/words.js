// The words of others in a log: keys, signed documents, and the steps of an audit.
import { Bad, fromHex, hex } from "../log/bytes.js";
import { sha256 } from "../log/sha2.js";
import { COSIGNATURE, ED25519, ML_DSA_44, readKey } from "../log/note.js";
import { readDocument, signerOf } from "../promise/document.js";
import { isSshKey } from "../promise/sorts.js";
import { readSshKey } from "../promise/sshkey.js";
import { add, attribute } from "./segment.js";

function expect(isSo, en, fr) {
  if (!isSo) throw new Bad(en, fr);
}

const LONGEST_KEY = 2_000;
// What an audit's leaf and its auditor's document both say.
const FOUND = ["size", "root", "draws", "invalid", "unverifiable", "sheet"];
// eslint-disable-next-line no-control-regex
const HIDDEN = /[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff]/;

function checkKey({ role, name, key }) {
  const isPlain = name === name.trim() && key === key.trim() && !HIDDEN.test(name) && [...key].length <= LONGEST_KEY;
  expect(isPlain, "A key has another spelling than the only one.", "Une clé est écrite autrement que de la seule façon.");
  const sort = isSshKey(key) ? readSshKey(key) && ED25519 : readKey(key).sort;
  const isFit = role === "witness" ? [COSIGNATURE, ML_DSA_44].includes(sort) : sort === ED25519;
  expect(isFit, "A key is of a sort that its owner does not sign with.", "Une clé est d’une sorte dont son propriétaire ne signe pas.");
}

// A cause as a document can name it: a raise by the second from which it applies.
function toTheSecond(cause) {
  return cause.startsWith("raise:") ? cause.replace(/\d+$/, (ms) => String(Math.floor(ms / 1000) * 1000)) : cause;
}

function causeOf({ kind, fields }) {
  if (kind === "pledge") return `pledge:${fields.get("name")}`;
  return `raise:${fields.get("name")}:${Date.parse(fields.get("from"))}`;
}

export class Words {
  constructor() {
    this.keys = new Map();
    this.told = [];
    this.documents = [];
    this.seen = new Set();
    this.hashes = new Map();
    this.seeds = new Map();
    this.audits = [];
    this.erasures = [];
  }

  key(leaf) {
    checkKey(leaf);
    this.told.push(leaf);
    const name = JSON.stringify([leaf.role, leaf.name, leaf.key, leaf.held_by]);
    expect(leaf.is_valid !== this.keys.has(name), `Nothing changes for this key of ${leaf.name}.`, `Rien ne change pour cette clé de ${leaf.name}.`);
    if (leaf.is_valid) this.keys.set(name, leaf);
    else this.keys.delete(name);
  }

  // Reads a signed document; whether the signature is good, `unsignedBy` finds out.
  document(leaf, campaign) {
    const document = readDocument(leaf.document);
    expect(document.campaign === campaign, "A document is about another campaign.", "Un document parle d’une autre campagne.");
    expect(
      document.leaf === leaf.leaf,
      "A document is not of the sort its leaf says.",
      "Un document n’est pas de la sorte que dit sa feuille.",
    );
    const reference = document.fields.get("reference");
    const names = [document.text, ...(reference ? [JSON.stringify([document.kind, document.party, reference])] : [])];
    const isNew = !names.some((each) => this.seen.has(each));
    expect(isNew, "A document, or its reference, is there already.", "Un document, ou sa référence, est déjà là.");
    names.forEach((each) => this.seen.add(each));
    this.documents.push(document);
    return document;
  }

  erase(leaf, size) {
    if (leaf.what === "acts") this.erasures.push({ size, count: leaf.count });
  }

  // How many acts were erased, all in all or after the log had that size.
  erasedSince(size = 0) {
    return this.erasures.filter((each) => each.size >= size).reduce((sum, { count }) => sum + BigInt(count), 0n);
  }

  audit(leaf, size, { isClosed, campaign }) {
    if (leaf.step === "result") this.result(leaf, size, campaign);
    else {
      const said = leaf.step === "commit" ? this.hashes : this.seeds;
      const isInTime = (leaf.step === "commit") !== isClosed && !said.has(leaf.by);
      expect(isInTime, "A seed comes at the wrong time, or again.", "Une graine vient au mauvais moment, ou à nouveau.");
      if (leaf.step === "commit") this.hashes.set(leaf.by, leaf.hash);
      else this.reveal(leaf);
    }
  }

  reveal({ by, seed }) {
    const isKept = this.hashes.get(by) === hex(sha256(fromHex(seed)));
    expect(isKept, "A seed is revealed that was not committed to.", "On révèle une graine qui n’avait pas été engagée.");
    this.seeds.set(by, seed);
  }

  result(leaf, size, campaign) {
    const isSound = this.seeds.size > 0 && leaf.size <= size && leaf.invalid + leaf.unverifiable <= leaf.draws;
    expect(isSound, "An audit found more than it looked at, or drew without a seed.", "Un audit a trouvé plus qu’il n’a regardé, ou a tiré sans graine.");
    const document = leaf.document ? this.document(leaf, campaign) : null;
    const isSame = !document || FOUND.every((name) => document.fields.get(name) === String(leaf[name]));
    expect(isSame, "Its auditor signed something else than it says.", "Son auditeur a signé autre chose que ce qu’elle dit.");
    // By `document.signer` one sees whose key signed it; without a document the organiser wrote it, and nobody signed.
    this.audits.push({ leaf, document, erased: this.erasedSince(leaf.size) });
  }

  // The party that should have signed the last document with a key valid now, and has not.
  async unsignedBy() {
    const document = this.documents.at(-1);
    document.signer = await signerOf(document, [...this.keys.values()]);
    if (document.signer) return "";
    if (document.leaf === "audit") this.audits.pop();
    return this.documents.pop().party;
  }

  // How many units each party has signed for, in documents of these kinds.
  signed(...kinds) {
    const found = new Map();
    for (const document of this.documents) {
      if (kinds.includes(document.kind)) add(found, document.party, document.units);
    }
    return found;
  }

  // Of the cover that was laid, how much of each sponsor's part bears its signature.
  signedCover(laid) {
    const said = new Map();
    for (const document of this.documents.filter((each) => each.leaf === "promise")) {
      // Who signs a promise anew promises it once: two drafts of a half are no whole.
      const name = JSON.stringify([document.party, causeOf(document), document.fields.get("pool")]);
      said.set(name, Math.max(said.get(name) ?? 0, document.units));
    }
    const found = new Map();
    for (const { cause, pool, units, shares } of laid) {
      const parts = new Map();
      attribute(parts, [{ units, shares }], 0, units);
      for (const [sponsor, part] of parts) {
        add(found, sponsor, Math.min(part, said.get(JSON.stringify([sponsor, toTheSecond(cause), pool])) ?? 0));
      }
    }
    return found;
  }
}
