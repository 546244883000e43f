// Runs the modules of the verifier under Node for the tests: a question a line, an answer a line.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const root = pathToFileURL(`${process.argv[2]}/`).href;
// A browser without WebCrypto, where the tests ask for one.
if (process.argv[3] === "bare") Object.defineProperty(globalThis, "crypto", { value: undefined });
const load = (path) => import(root + path);
const { Bad, base64, unbase64, utf8 } = await load("log/bytes.js");
const { isSignedSlowly } = await load("log/ed25519.js");
const { isSignedMlDsaSlowly } = await load("log/mldsa.js");
const { sha256, sha512 } = await load("log/sha2.js");
const { believed, readKey, readNote } = await load("log/note.js");
const { readCheckpoint, seenBy } = await load("log/checkpoint.js");
const { countedTwice, isMet, readPolicy } = await load("log/policy.js");
const { readProof } = await load("log/proof.js");
const { Edge, checkInclusion, leafHash } = await load("log/tree.js");
const { unpacked } = await load("log/tiles.js");
const { openedZip, withoutTop } = await load("files/source.js");
const { readTrust } = await load("checks/trust.js");
const { mostBad } = await load("checks/audits.js");
const { contradiction } = await load("checks/agreement.js");
const { stated } = await load("checks/stated.js");
const { verify } = await load("checks/verify.js");
const { readCanonical, spelled } = await load("leaves/canonical.js");
const { readLeaf } = await load("leaves/leaf.js");
const { Recount } = await load("count/recount.js");
const { readDocument, signerOf } = await load("promise/document.js");

const bytes = (text) => unbase64(text ?? "");

class Folder {
  constructor(place) {
    const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    this.place = place;
    this.names = files.map((each) => relative(place, join(each.parentPath, each.name)));
    this.flipped = { path: "", bit: 0 };
  }

  paths() {
    return this.names;
  }

  async read(path) {
    if (!this.names.includes(path)) return null;
    const raw = new Uint8Array(readFileSync(join(this.place, path)));
    if (path === this.flipped.path) raw[this.flipped.bit >> 3] ^= 1 << (this.flipped.bit & 7);
    return raw;
  }
}

async function opened(place) {
  if (statSync(place).isDirectory()) return withoutTop(new Folder(place));
  return openedZip(new Blob([readFileSync(place)]));
}

// The same object that `tablee verify --json` prints.
function asObject({ findings, seal, code, figures, audits, incidents, limits }) {
  const { checkpoint } = seal;
  return {
    origin: checkpoint?.origin ?? "",
    size: checkpoint?.size ?? 0,
    root: checkpoint ? base64(checkpoint.root) : "",
    code,
    checks: findings.map(({ check, state, files, leaf, en, fr }) => ({
      name: check, state, files, ...(leaf === null ? {} : { leaf }), en, fr,
    })),
    figures: figures ?? {},
    ...(audits.length ? { audits } : {}),
    ...(incidents.length ? { incidents } : {}),
    not_proven: limits,
  };
}

async function verified({ place, keys, receipt, kept }) {
  const source = place ? await opened(place) : null;
  return asObject(await verify({ source, receipt: receipt ? bytes(receipt) : null, kept: kept ? bytes(kept) : null }, readTrust(keys ?? "")));
}

async function flipped({ place, bits }) {
  const source = new Folder(place);
  const found = [];
  for (const [path, bit] of bits) {
    source.flipped = { path, bit };
    const { code, findings } = await verify({ source, receipt: null }, readTrust(""));
    found.push({ path, bit, code, named: findings.flatMap((each) => each.files) });
  }
  return found;
}

const recounts = new Map();

async function taken({ name, leaf }) {
  if (!recounts.has(name)) recounts.set(name, new Recount());
  const recount = recounts.get(name);
  const read = readLeaf(utf8(leaf));
  recount.take(read);
  const isSigned = ["promise", "receipt"].includes(read.leaf) || (read.leaf === "audit" && read.document);
  if (isSigned && (await recount.words.unsignedBy())) {
    throw new Bad("It is not signed.", "Ce n’est pas signé.");
  }
  return recount.size;
}

function counted({ name }) {
  const recount = recounts.get(name);
  recounts.delete(name);
  return recount?.tally() ?? null;
}

function rootOf({ bundles }) {
  const edge = new Edge();
  for (const bundle of bundles) unpacked(bytes(bundle)).forEach((each) => edge.append(leafHash(each)));
  return base64(edge.root);
}

async function sealed({ note, keys }) {
  const [read, known] = [readNote(bytes(note)), keys.map(readKey)];
  const { origin, size, root: top } = readCheckpoint(read.text);
  const signers = await believed(read, known.filter((each) => each.sort === 1));
  const seen = await seenBy(read, known.filter((each) => each.sort !== 1));
  return { origin, size, root: base64(top), signers: signers.map((each) => each.vkey), seen: seen.map(({ key, atS }) => [key.vkey, atS]) };
}

const OPS = {
  verify: verified,
  flip: flipped,
  take: taken,
  tally: counted,
  root: rootOf,
  seal: sealed,
  inclusion: ({ index, size, leaf, proof, root: top }) => checkInclusion(index, size, bytes(leaf), proof.map(bytes), bytes(top)) ?? true,
  signed: ({ key, message, signature }) => isSignedSlowly(bytes(key), bytes(message), bytes(signature)),
  signedMlDsa: ({ key, message, signature }) => isSignedMlDsaSlowly(bytes(key), bytes(message), bytes(signature)),
  hashed: ({ raw }) => [base64(sha256(bytes(raw))), base64(sha512(bytes(raw)))],
  canonical: ({ raw }) => spelled(readCanonical(bytes(raw))),
  leaf: ({ raw }) => readLeaf(bytes(raw)),
  proof: ({ raw }) => readProof(bytes(raw)).number,
  policy: ({ text, signers }) => isMet(readPolicy(text), signers.map(readKey)),
  twice: ({ text }) => countedTwice(readPolicy(text))?.group ?? null,
  stated: ({ minute, en, fr }) => stated({ minute, en, fr }),
  mostBad: ({ bad, lots }) => mostBad(bad, lots),
  contradiction: ({ text, leaf }) => contradiction(utf8(text), leaf),
  key: ({ text }) => [readKey(text).name, readKey(text).sort],
  async document({ text, keys }) {
    const document = readDocument(text);
    return { kind: document.kind, fields: Object.fromEntries(document.fields), signer: (await signerOf(document, keys))?.key ?? null };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { op, ...said } = JSON.parse(line);
  let answer = null;
  try {
    answer = { ok: await OPS[op](said) };
  } catch (error) {
    answer = error instanceof Bad ? { bad: error.en, mauvais: error.fr } : { broken: String(error.stack) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
