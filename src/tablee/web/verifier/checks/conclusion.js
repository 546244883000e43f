// What it all comes to: the code, the figures, and what no log can show.
const LIMITS = {
  invented_acts: [
    "That no act was invented: whoever keeps the log can write acts that nobody did. Only drawing lots and looking again finds them.",
    "Qu’aucune action n’est inventée : qui tient le journal peut y écrire des actions que personne n’a faites. Seul un tirage au sort les trouve.",
  ],
  human_acts: ["That a person did each act, and not a machine.", "Qu’une personne a fait chaque action, et non une machine."],
  meals_eaten: [
    "That a meal was eaten: deliveries are what the association signed.",
    "Qu’un repas a été mangé : les livraisons sont ce que l’association a signé.",
  ],
  supporters: [
    "How many people took part: a milestone looks at it, and the log names nobody.",
    "Combien de personnes ont participé : un palier en dépend, et le journal ne nomme personne.",
  ],
  early_history: [
    "That the history shown is the only one: no quorum of witnesses saw it. All of it may have been written anew.",
    "Que l’histoire montrée est la seule : trop peu de témoins l’ont vue. Tout a pu être récrit.",
  ],
  keys: [
    "Whose keys these are: that of the log, of a witness, or of whoever signed a promise, a receipt or an audit was read in this very copy. Compare them with those that sponsors, the association, auditors and witnesses publish elsewhere, and give them above.",
    "À qui sont les clés : celle du journal, d’un témoin, ou de qui a signé un engagement, un reçu ou un audit a été lue dans cette copie même. Comparez-les à celles que les mécènes, l’association, auditeurs et témoins publient ailleurs, et donnez-les plus haut.",
  ],
  promises: [
    "That sponsors made these promises: not all of them are signed in the log.",
    "Que les mécènes ont pris ces engagements : tous ne sont pas signés dans le journal.",
  ],
  erased_acts: [
    "What some acts were: people had them erased. They count, but nobody can open them again.",
    "Ce qu’étaient certaines actions : on les a fait effacer. Elles comptent, mais nul ne peut plus les rouvrir.",
  ],
  nameless_acts: [
    "That limits per person were kept where the person is not known.",
    "Que les limites par personne sont tenues là où la personne n’est pas connue.",
  ],
  told_in_time: [
    "That acts counted after the last call were told of before it.",
    "Que les actions comptées après la clôture avaient été dites avant.",
  ],
};

export function limit(name) {
  const [en, fr] = LIMITS[name];
  return { name, en, fr };
}

// The exit codes of `tablee verify`.
export function codeOf(findings) {
  const states = findings.map((each) => each.state);
  if (states.includes("wrong")) return 1;
  return states.includes("unwitnessed") ? 3 : 0;
}

export const VERDICTS = { 0: "proven", 1: "wrong", 2: "unusable", 3: "unwitnessed" };

function sum(counts) {
  return [...counts.values()].reduce((total, each) => total + each, 0);
}

// All in units; lines are counted in places, of which a unit may have several.
export function figuresOf(recount) {
  const lines = [...recount.lines.values()].map((line) => ({ ...line.figures, gone: line.gone }));
  const portions = recount.versions.all.at(-1)?.portions ?? 1;
  const over = (name) => Math.floor(lines.reduce((total, line) => total + line[name], 0) / portions);
  const delivered = sum(recount.words.signed("delivery"));
  return {
    pledged: over("cap"),
    pending: over("pending"),
    paid: over("paid"),
    unpaid: over("unpaid"),
    voided: over("gone"),
    paid_by_sponsors: sum(recount.words.signed("payment")),
    delivered,
    outstanding: Math.max(0, Math.floor(sum(recount.owed()) / portions) - delivered),
  };
}

// For each sponsor: promised, of it signed, earned, owed, paid.
export function sponsorsOf(recount) {
  const [pledged, earned] = [recount.pledged(), recount.earned()];
  const signed = recount.words.signedCover([...recount.laid.values()]);
  const paid = recount.words.signed("payment");
  return [...new Set([...pledged.keys(), ...earned.keys(), ...paid.keys()])].map((name) => ({
    name,
    pledged: pledged.get(name) ?? 0,
    signed: signed.get(name) ?? 0,
    earned: earned.get(name) ?? 0,
    paid: paid.get(name) ?? 0,
  }));
}

const SIGNERS = ["sponsor", "beneficiary", "auditor"];

// Whether whoever verifies brought a key of each who may have signed something.
function areSignersGiven({ words }, trust) {
  const given = new Set([...trust.keys.map((key) => key.vkey), ...trust.ssh]);
  const signers = words.told.filter(({ role }) => SIGNERS.includes(role));
  return !words.documents.length || signers.every(({ key }) => given.has(key));
}

function countedLimits(recount) {
  const found = [];
  if (recount.noted.stated) found.push("supporters");
  if (sponsorsOf(recount).some((each) => each.signed < each.pledged)) found.push("promises");
  if (recount.words.erasedSince()) found.push("erased_acts");
  if (recount.noted.unnamed) found.push("nameless_acts");
  if (recount.noted.late) found.push("told_in_time");
  return found;
}

// Before the terms nothing was counted, and nothing is to be said of the count.
export function limitsOf(recount, { seal, trust, isKept }) {
  const found = ["invented_acts", "human_acts", "meals_eaten"];
  if (seal.finding.state !== "right" && !isKept) found.push("early_history");
  if (!seal.isCompared || !areSignersGiven(recount, trust)) found.push("keys");
  if (recount.terms.size) found.push(...countedLimits(recount));
  return found.map(limit);
}
