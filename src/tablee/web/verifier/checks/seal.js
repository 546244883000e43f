// Is the checkpoint signed by the log's key, and do enough witnesses stand for it?
import { Bad } from "../log/bytes.js";
import { readCheckpoint, seenBy } from "../log/checkpoint.js";
import { believed, readNote } from "../log/note.js";
import { countedTwice, isMet } from "../log/policy.js";
import { right, tried, unwitnessed, wrong } from "./finding.js";
import { givenWitnesses, logKey, witnessKeys } from "./trust.js";

const CHECK = "checkpoint";

function whenSeen(atS) {
  const moment = new Date(atS * 1000);
  return Number.isNaN(moment.getTime()) ? "?" : `${moment.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

async function checkSigned(note, checkpoint, key) {
  if (!key) throw new Bad("no key is known that could have signed it.", "on ne connaît pas de clé qui ait pu le signer.");
  if (key.name !== checkpoint.origin) {
    throw new Bad(
      `it is about ${checkpoint.origin}, the key is that of ${key.name}.`,
      `il parle de ${checkpoint.origin}, la clé est celle de ${key.name}.`,
    );
  }
  if (!(await believed(note, [key])).length) {
    throw new Bad(`${key.name} has not signed it with the key ${key.vkey}.`, `${key.name} ne l’a pas signé avec la clé ${key.vkey}.`);
  }
}

function hasQuorum(trust, claim, seen) {
  const signers = seen.map((each) => each.key);
  const given = givenWitnesses(trust);
  if (!trust.policy && given.length) return given.every((key) => signers.includes(key));
  const policy = trust.policy ?? claim.policy;
  return Boolean(policy) && policy.quorum !== "none" && isMet(policy, signers);
}

function witnessed(trust, claim, seen) {
  const names = seen.map((each) => `${each.key.name} (${whenSeen(each.atS)})`).join(", ");
  const isMetByPolicy = hasQuorum(trust, claim, seen);
  const isByKeys = !trust.policy && givenWitnesses(trust).length;
  const double = isMetByPolicy && !isByKeys ? countedTwice(trust.policy ?? claim.policy) : null;
  if (double) {
    return unwitnessed(
      CHECK,
      `The log’s key signed it, but its policy is no quorum: the witness ${double.name} has several keys, and counts more than once in the group '${double.group}'. It was seen by: ${names}.`,
      `La clé du journal l’a signé, mais sa politique n’est pas un quorum : le témoin ${double.name} a plusieurs clés, et compte plus d’une fois dans le groupe « ${double.group} ». L’ont vu : ${names}.`,
    );
  }
  if (isMetByPolicy) {
    return right(
      CHECK,
      `The log’s key signed it, and a quorum of witnesses has seen it: ${names}.`,
      `La clé du journal l’a signé, et assez de témoins l’ont vu : ${names}.`,
    );
  }
  return unwitnessed(
    CHECK,
    `The log’s key signed it, but no quorum of witnesses has${names && `: ${names}`}. Another history may have been shown to others.`,
    `La clé du journal l’a signé, mais trop peu de témoins l’ont vu${names && ` : ${names}`}. Une autre histoire a pu être montrée à d’autres.`,
  );
}

function policyFault(claim, key) {
  const files = ["policy"];
  if (claim.hasBadPolicy) {
    return wrong(
      CHECK,
      "The file that names the witnesses cannot be read.",
      "Le fichier qui nomme les témoins ne peut être lu.",
      files,
    );
  }
  if (claim.policy && !claim.policy.logs.some((each) => each.vkey === key.vkey)) {
    return wrong(
      CHECK,
      "The file that names the witnesses is about another log’s key.",
      "Le fichier qui nomme les témoins parle de la clé d’un autre journal.",
      files,
    );
  }
  return null;
}

// Returns the finding, and the checkpoint, key and witnesses as far as they can be told.
export async function checkSeal(raw, trust, claim, path = CHECK) {
  const seal = { checkpoint: null, key: null, isCompared: false, seen: [], finding: null };
  const unreadable = { en: "The checkpoint cannot be read:", fr: "Le point de contrôle ne peut être lu :" };
  const untrue = { en: "The checkpoint cannot be believed:", fr: "Le point de contrôle ne peut être cru :" };
  let note = null;
  seal.finding = await tried(CHECK, unreadable, [path], () => {
    note = readNote(raw);
    seal.checkpoint = readCheckpoint(note.text);
    return null;
  });
  if (seal.finding) return seal;
  Object.assign(seal, logKey(trust, claim, seal.checkpoint.origin));
  seal.finding = await tried(CHECK, untrue, [path], async () => {
    await checkSigned(note, seal.checkpoint, seal.key);
    seal.seen = await seenBy(note, witnessKeys(trust, claim));
    const finding = policyFault(claim, seal.key) ?? witnessed(trust, claim, seal.seen);
    // Whoever made the copy wrote its policy, too: witnesses named there alone may be anybody.
    if (finding.state === "right" && !trust.policy && !givenWitnesses(trust).length) seal.isCompared = false;
    return finding;
  });
  return seal;
}
