// Signed documents: pledges, raises, payments, deliveries and results of audits, as those sign them whose word they are.
import { Bad, isSame, utf8 } from "../log/bytes.js";
import { isSigned } from "../log/ed25519.js";
import { ED25519, believed, readKey, readNote } from "../log/note.js";
import { isSshKey } from "./sorts.js";
import { readSshKey } from "./sshkey.js";
import { BEGIN, readArmour, sshMessage } from "./sshsig.js";
import { readText } from "./wording.js";

const MOST_DOCUMENT_BYTES = 16_384;
// Whose word a document is, and in which sort of leaf it stands, by its kind.
const ROLES = { pledge: "sponsor", raise: "sponsor", payment: "sponsor", delivery: "beneficiary", audit: "auditor" };
const LEAVES = { pledge: "promise", raise: "promise", payment: "receipt", delivery: "receipt", audit: "audit" };

export function readDocument(whole) {
  if (utf8(whole).length > MOST_DOCUMENT_BYTES) throw new Bad("The document is too long.", "Le document est trop long.");
  const at = whole.indexOf(BEGIN);
  const note = at < 0 ? readNote(utf8(whole)) : null;
  const text = note ? note.text : whole.slice(0, at);
  const { kind, fields } = readText(text);
  const role = ROLES[kind];
  return {
    text, kind, role, note,
    ssh: note ? null : readArmour(whole.slice(at)),
    fields,
    campaign: fields.get("campaign"),
    party: fields.get(role),
    units: Number(fields.get("units") ?? 0),
    leaf: LEAVES[kind],
  };
}

function isSameKey(one, other) {
  return isSame(one.value, other.value) && one.application === other.application;
}

async function sshSigner({ ssh, text }, own) {
  const signer = own.find((each) => isSshKey(each.key) && isSameKey(readSshKey(each.key), ssh.key));
  return signer && (await isSigned(ssh.key.value, sshMessage(ssh, text), ssh.value)) ? signer : null;
}

async function noteSigner({ note }, own) {
  const noted = own.filter((each) => !isSshKey(each.key)).map((each) => ({ ...each, noted: readKey(each.key) }));
  try {
    const signers = await believed(note, noted.map((each) => each.noted).filter((key) => key.sort === ED25519));
    return noted.find((each) => signers.includes(each.noted)) ?? null;
  } catch (error) {
    if (!(error instanceof Bad)) throw error;
    return null;
  }
}

// Which of the keys (with role, name and key) that were valid then signed it; none makes it worthless.
export async function signerOf(document, keys) {
  const own = keys.filter((each) => each.role === document.role && each.name === document.party);
  return document.ssh ? sshSigner(document, own) : noteSigner(document, own);
}
