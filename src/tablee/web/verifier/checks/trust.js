// Whose keys are believed: those that somebody brought along, or else those the log names.
import { Bad, readUtf8 } from "../log/bytes.js";
import { COSIGNATURE, ED25519, ML_DSA_44, readKey } from "../log/note.js";
import { readPolicy } from "../log/policy.js";
import { unpacked } from "../log/tiles.js";
import { isSshKey } from "../promise/sorts.js";

const POLICY_WORDS = /^\s*(?:log|witness|group|quorum)\s/mu;

function readKeyLine(line, trust) {
  if (isSshKey(line)) trust.ssh.push(line.split(/\s+/).slice(0, 2).join(" "));
  else trust.keys.push(readKey(line));
}

// What the words of whoever verifies mean: keys, one a line, or a policy that names them.
export function readTrust(text) {
  const trust = { keys: [], ssh: [], policy: null };
  if (POLICY_WORDS.test(text)) trust.policy = readPolicy(text);
  else {
    for (const line of text.split(/[\n,]/).map((each) => each.trim())) {
      if (line && !line.startsWith("#")) readKeyLine(line, trust);
    }
  }
  return trust;
}

function namedLog(raw) {
  try {
    return readKey(JSON.parse(readUtf8(raw)).log);
  } catch {
    return null;
  }
}

async function namedFirst(source) {
  const partial = source.paths().filter((path) => path.startsWith("tile/entries/000.p/"));
  for (const path of ["tile/entries/000", ...partial.sort((one, other) => other.length - one.length)]) {
    const raw = await source.read(path);
    let key = null;
    try {
      if (raw) key = namedLog(unpacked(raw)[0]);
    } catch {
      key = null; // The next one may say.
    }
    if (key) return key;
  }
  return null;
}

// What a log says of itself; nothing of it is believed yet.
export async function readClaim(source) {
  const claim = { log: await namedFirst(source), policy: null, hasBadPolicy: false };
  const policy = await source.read("policy");
  const beside = await source.read("keys.json");
  try {
    if (policy) claim.policy = readPolicy(readUtf8(policy));
  } catch (error) {
    if (!(error instanceof Bad)) throw error;
    claim.hasBadPolicy = true;
  }
  if (!policy && source.paths().includes("policy")) claim.hasBadPolicy = true;
  claim.log ??= beside && namedLog(beside);
  claim.log ??= claim.policy?.logs[0] ?? null;
  return claim;
}

// The key that must have signed for a log, and whether it came from elsewhere than the log.
export function logKey(trust, claim, origin) {
  const given = [...(trust.policy?.logs ?? []), ...trust.keys.filter((key) => key.sort === ED25519)];
  const found = given.find((key) => key.name === origin);
  if (found) return { key: found, isCompared: true };
  return trust.policy ? { key: null, isCompared: true } : { key: claim.log, isCompared: false };
}

export function givenWitnesses(trust) {
  return trust.keys.filter((key) => key.sort === COSIGNATURE || key.sort === ML_DSA_44);
}

export function witnessKeys(trust, claim) {
  if (trust.policy) return trust.policy.witnesses.map((each) => each.key);
  const given = givenWitnesses(trust);
  return given.length ? given : (claim.policy?.witnesses ?? []).map((each) => each.key);
}
