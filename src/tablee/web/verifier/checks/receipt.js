// Is the act of a receipt in the log, and is it the act that its owner did?
import { Bad, isSame } from "../log/bytes.js";
import { readProof } from "../log/proof.js";
import { checkInclusion, leafHash } from "../log/tree.js";
import { dumped, readCanonical } from "../leaves/canonical.js";
import { readLeaf } from "../leaves/leaf.js";
import { opens } from "../leaves/veil.js";
import { right, tried, wrong } from "./finding.js";
import { checkSeal } from "./seal.js";

const CHECK = "receipt";
const WITH_CONTENT = "content,leaf,salt";
const WITHOUT_CONTENT = "leaf";
const CONTENT = "kind,object,occurred_ms,received_ms,source";

function namesOf(value) {
  return typeof value === "object" && value !== null ? Object.keys(value).sort().join(",") : "";
}

function isReadable(extra) {
  if (namesOf(extra) === WITHOUT_CONTENT) return true;
  return namesOf(extra) === WITH_CONTENT && namesOf(extra.content) === CONTENT && typeof extra.salt === "string";
}

// What a receipt says; nothing in it is believed yet. Without a content it is somebody else's, or the
// act was erased: then it shows that the leaf is in the log, and no more.
function readReceipt(raw) {
  const proof = readProof(raw);
  const extra = readCanonical(proof.extra);
  if (!isReadable(extra)) {
    throw new Bad("It holds no leaf, salt and content.", "Il ne contient pas de feuille, de sel et de contenu.");
  }
  const rawLeaf = dumped(extra.leaf);
  const leaf = readLeaf(rawLeaf);
  if (leaf.leaf !== "act") throw new Bad("Its leaf is not that of an act.", "Sa feuille n’est pas celle d’une action.");
  return { proof, rawLeaf, leaf, salt: extra.salt ?? "", content: extra.content ?? null };
}

function checkProven({ proof, rawLeaf }, seal) {
  if (seal.finding.state === "wrong") throw new Bad(seal.finding.en, seal.finding.fr);
  const { size, root } = seal.checkpoint;
  checkInclusion(proof.number, size, leafHash(rawLeaf), proof.hashes, root);
}

function otherAct(number) {
  return wrong(
    CHECK,
    "The leaf is in the log, but it is not about the act that the receipt shows.",
    "La feuille est dans le journal, mais ne parle pas de l’action que montre le reçu.",
    [],
    number,
  );
}

// How the log given contradicts the receipt, if it does.
function against({ proof, rawLeaf }, { checkpoint }, tree) {
  if (proof.number < tree.size && !isSame(tree.leaf(proof.number), leafHash(rawLeaf))) {
    return wrong(
      CHECK,
      "The log holds another leaf in the place of this act: it was changed or dropped. Keep the receipt, it is the proof.",
      "Le journal a une autre feuille à la place de cette action : on l’a changée ou retirée. Gardez le reçu, c’est la preuve.",
      [],
      proof.number,
    );
  }
  if (checkpoint.size > tree.size) {
    return wrong(
      CHECK,
      `The receipt is of a longer log: ${checkpoint.size} leaves, and here are ${tree.size}. Leaves were dropped, or this copy is older than the receipt: fetch it again. Keep the receipt, it is the proof.`,
      `Le reçu est d’un journal plus long : ${checkpoint.size} feuilles, ici ${tree.size}. On en a retiré, ou cette copie est plus ancienne que le reçu : téléchargez-la à nouveau. Gardez le reçu, c’est la preuve.`,
      [],
      proof.number,
    );
  }
  if (!isSame(tree.root(checkpoint.size), checkpoint.root)) {
    return wrong(
      CHECK,
      "The log given is not the continuation of the one that gave this receipt. Keep both, they are the proof.",
      "Le journal donné n’est pas la suite de celui qui a donné ce reçu. Gardez les deux, ce sont les preuves.",
      [],
      proof.number,
    );
  }
  return null;
}

function proven({ leaf, proof, content }) {
  const units = leaf.units ?? 0;
  const shown = content
    ? ["and it is the act that the receipt shows.", "et c’est celle que montre le reçu."]
    : ["but nothing in the receipt says what it was.", "mais rien dans le reçu ne dit ce qu’elle était."];
  return {
    ...right(
      CHECK,
      `Act ${leaf.act} (${leaf.kind}, ${units} units) is leaf ${proof.number} of the log, ${shown[0]}`,
      `L’action ${leaf.act} (${leaf.kind}, ${units} unités) est la feuille ${proof.number} du journal, ${shown[1]}`,
    ),
    leaf: proof.number,
  };
}

function isOfAct({ leaf, salt, content }) {
  return !content || (opens(leaf.commitment, salt, content) && content.kind === leaf.kind);
}

// Returns the finding, the receipt and the seal of its checkpoint, as far as they can be read.
export async function checkReceipt(raw, trust, claim, tree = null) {
  const found = { receipt: null, seal: null, finding: null };
  const untrue = { en: "The receipt cannot be believed:", fr: "Le reçu ne peut être cru :" };
  found.finding = await tried(CHECK, untrue, [], async () => {
    found.receipt = readReceipt(raw);
    found.seal = await checkSeal(found.receipt.proof.checkpoint, trust, claim);
    checkProven(found.receipt, found.seal);
    if (!isOfAct(found.receipt)) return otherAct(found.receipt.proof.number);
    return (tree && against(found.receipt, found.seal, tree)) ?? proven(found.receipt);
  });
  return found;
}
