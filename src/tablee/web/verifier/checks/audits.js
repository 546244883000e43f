// What the log says was found in acts drawn by lot: whose word it is, and what it means.
// The sentences are those of `tablee verify`, to the letter.
import { base64, hex, unbase64, utf8 } from "../log/bytes.js";
import { sha256 } from "../log/sha2.js";
import { isSshKey } from "../promise/sorts.js";

const MILLION = 1_000_000;
const MOST_LOTS = 5_000;

// Whether so few bad lots come at most five times in a hundred, if that many millionths are bad.
function isUnlikely(bad, lots, share) {
  const [part, good] = [BigInt(share), BigInt(MILLION - share)];
  let [term, likely] = [1n, 1n];
  for (let each = 1; each <= bad; each += 1) {
    term = (term * BigInt(lots - each + 1) * part) / BigInt(each);
    likely = likely * good + term;
  }
  return likely * good ** BigInt(lots - bad) * 100n <= 5n * BigInt(MILLION) ** BigInt(lots);
}

// The share of bad units, in millionths, that so many bad lots leave possible (Clopper and Pearson).
export function mostBad(bad, lots) {
  let [low, high] = [0, MILLION];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isUnlikely(bad, lots, middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

// As a percentage with two decimals, rounded up.
function percent(share) {
  const hundredths = Math.ceil(share / 100);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
}

// What people compare: as `ssh-keygen -l` shows it, or of the whole vkey line.
export function fingerprint(key) {
  const raw = isSshKey(key) ? unbase64(key.split(" ")[1]) : utf8(key);
  return `SHA256:${base64(sha256(raw)).replace(/=+$/, "")}`;
}

function signedBy({ document }) {
  if (!document) {
    return {
      en: "Written by the organiser, and signed by nobody:",
      fr: "Écrit par l'organisateur, et signé par personne :",
    };
  }
  const { name, key } = document.signer;
  return {
    en: `Signed by ${name}, with the key ${fingerprint(key)}:`,
    fr: `Signé par ${name}, avec la clé ${fingerprint(key)} :`,
  };
}

function bound(bad, looked) {
  if (!looked) {
    return {
      en: "None of the acts drawn could be looked at again: nothing is known of the others.",
      fr: "Aucune des actions tirées n'a pu être revue : on ne sait rien des autres.",
    };
  }
  const share = percent(mostBad(bad, looked));
  return {
    en: `${bad} bad of ${looked} drawn: with 95 % confidence, no more than ${share} % of the units that can be looked at again come from bad acts.`,
    fr: `${bad} mauvaises sur ${looked} tirées : à 95 % de confiance, pas plus de ${share.replace(".", ",")} % des unités que l'on peut revoir viennent de mauvaises actions.`,
  };
}

function unknown(bad, missing, draws) {
  const share = percent(mostBad(bad + missing, draws));
  return {
    en: `${missing} of ${draws} lots fell on acts that nobody can look at again, most of them erased. Were all of these bad, the bound for all units would be ${share} %.`,
    fr: `${missing} lots sur ${draws} sont tombés sur des actions que nul ne peut revoir, effacées pour la plupart. Si toutes étaient mauvaises, la borne pour toutes les unités serait ${share.replace(".", ",")} %.`,
  };
}

function erasedSince(count) {
  return {
    en: `Acts erased after what was drawn from was fixed: ${count}. Whoever knew the lots may have chosen them: count as many of those that nobody can look at again as bad.`,
    fr: `Actions effacées après que l'on a fixé ce dont on tire : ${count}. Qui connaissait les lots a pu les choisir : comptez-en autant comme mauvaises parmi celles que nul ne peut revoir.`,
  };
}

function tooMany({ draws, invalid, unverifiable }) {
  return {
    en: `${invalid} bad of ${draws} drawn, ${unverifiable} that nobody can look at again: so many are never drawn here, and what it means is not computed.`,
    fr: `${invalid} mauvaises sur ${draws} tirées, ${unverifiable} que nul ne peut revoir : on n'en tire jamais tant ici, et ce que cela signifie n'est pas calculé.`,
  };
}

function told(audit) {
  const { draws, invalid, unverifiable } = audit.leaf;
  if (draws > MOST_LOTS) return [signedBy(audit), tooMany(audit.leaf)];
  const said = [signedBy(audit), bound(invalid, draws - unverifiable)];
  if (unverifiable) said.push(unknown(invalid, unverifiable, draws));
  if (unverifiable && audit.erased) said.push(erasedSince(audit.erased));
  return said;
}

// What auditors found, as the log says, of the log as it is here.
export function audited(audits, tree) {
  return audits.filter(({ leaf: { size, root } }) => size <= tree.size && hex(tree.root(size)) === root).flatMap(told);
}
