// Whose signatures make a checkpoint believed: the log, its witnesses, and how many of them.
// c2sp.org/tlog-policy
import { Bad, isSame, readNumber } from "./bytes.js";
import { COSIGNATURE, ED25519, ML_DSA_44, readKey } from "./note.js";

const NONE = "none";

function expect(isSo, en, fr) {
  if (!isSo) throw new Bad(en, fr);
}

function understood(isSo) {
  expect(isSo, "it cannot be understood.", "on ne la comprend pas.");
}

function newKey(vkey, sorts, known) {
  const key = readKey(vkey);
  expect(sorts.includes(key.sort), "keys of this sort sign something else.", "les clés de cette sorte signent autre chose.");
  expect(!known.some((each) => isSame(each.raw, key.raw)), "this key is there already.", "cette clé y est déjà.");
  return key;
}

class Reading {
  constructor() {
    this.policy = { logs: [], witnesses: [], groups: [], quorum: "" };
    this.names = new Set([NONE]);
    this.members = new Set([NONE]);
  }

  name(name) {
    expect(!this.names.has(name), `'${name}' stands for something already.`, `« ${name} » désigne déjà autre chose.`);
    this.names.add(name);
  }

  log(words) {
    understood(words.length === 2 || words.length === 3);
    this.policy.logs.push(newKey(words[1], [ED25519], this.policy.logs));
  }

  witness(words) {
    understood(words.length === 3 || words.length === 4);
    this.name(words[1]);
    const key = newKey(words[2], [COSIGNATURE, ML_DSA_44], this.policy.witnesses.map((each) => each.key));
    this.policy.witnesses.push({ name: words[1], key, url: words[3] ?? "" });
  }

  group([, name, wanted, ...members]) {
    understood(members.length > 0);
    const isKnown = members.every((each) => this.names.has(each));
    expect(isKnown, "a group names what stands above it.", "un groupe nomme ce qui est au-dessus de lui.");
    const isFree = new Set(members).size === members.length && !members.some((each) => this.members.has(each));
    expect(isFree, "a name is in one group, once.", "un nom est dans un seul groupe, une fois.");
    const threshold = { all: members.length, any: 1 }[wanted] ?? readNumber(wanted);
    const isPossible = threshold >= 1 && threshold <= members.length;
    expect(isPossible, "the group wants too few or too many.", "le groupe en veut trop ou trop peu.");
    this.name(name);
    members.forEach((each) => this.members.add(each));
    this.policy.groups.push({ name, threshold, members });
  }

  quorum(words) {
    understood(words.length === 2 && !this.policy.quorum && this.names.has(words[1]));
    this.policy.quorum = words[1];
  }
}

export function readPolicy(text) {
  const reading = new Reading();
  text.split("\n").forEach((line, at) => {
    const words = line.split(/[\t ]/).filter(Boolean);
    try {
      // eslint-disable-next-line no-control-regex
      expect(!/[\0-\x08\x0a-\x1f]/.test(line), "it holds a control character.", "elle contient un caractère de contrôle.");
      if (!words.length || words[0].startsWith("#")) return;
      understood(["log", "witness", "group", "quorum"].includes(words[0]));
      reading[words[0]](words);
    } catch (error) {
      if (!(error instanceof Bad)) throw error;
      throw new Bad(`Line ${at + 1} of the policy: ${error.en}`, `Ligne ${at + 1} de la règle : ${error.fr}`);
    }
  });
  expect(reading.policy.quorum, "A policy names its quorum.", "Une règle nomme son quorum.");
  return reading.policy;
}

// Whom the quorum counts twice, because it has two keys, and in which group; in a group of which any member will do
// several keys of a witness count once.
export function countedTwice({ witnesses, groups, quorum }) {
  const asked = new Set([quorum]);
  for (const { name, members } of [...groups].reverse()) {
    if (asked.has(name)) members.forEach((each) => asked.add(each));
  }
  const names = new Map(witnesses.map((each) => [each.name, new Set([each.key.name])]));
  for (const { name, threshold, members } of groups) {
    const below = members.map((each) => names.get(each)).sort((one, other) => one.size - other.size);
    const found = below.pop();
    for (const each of below.flatMap((names) => [...names])) {
      if (found.has(each) && threshold > 1 && asked.has(name)) return { name: each, group: name };
      found.add(each);
    }
    names.set(name, found);
  }
  return null;
}

// Whether witnesses with these keys are a quorum, where one is asked for.
export function isMet(policy, signers) {
  if (policy.quorum === NONE) return true;
  const vkeys = new Set(signers.map((key) => key.vkey));
  const hasSigned = new Map(policy.witnesses.map((each) => [each.name, vkeys.has(each.key.vkey)]));
  for (const { name, threshold, members } of policy.groups) {
    hasSigned.set(name, members.filter((each) => hasSigned.get(each)).length >= threshold);
  }
  return hasSigned.get(policy.quorum) ?? false;
}
