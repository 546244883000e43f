// Shows what was found: the verdict, each check, the figures, and whose keys were used.
import { base64 } from "../log/bytes.js";
import { both, element, figure, pairs, table } from "./elements.js";

const SIGNS = { right: "✓", wrong: "✗", unwitnessed: "?", absent: "–" };
const STATES = {
  right: ["right", "juste"],
  wrong: ["WRONG", "FAUX"],
  unwitnessed: ["not witnessed", "sans témoins"],
  absent: ["nothing to check", "rien à vérifier"],
};
const NAMES = {
  files: ["Files", "Fichiers"],
  checkpoint: ["Checkpoint", "Point de contrôle"],
  tiles: ["Tiles", "Tuiles"],
  root: ["Root", "Racine"],
  leaves: ["Leaves", "Feuilles"],
  count: ["Count", "Compte"],
  promises: ["Promises", "Engagements"],
  terms: ["Terms", "Règlement"],
  books: ["Books", "Registres"],
  receipt: ["Receipt", "Reçu"],
};
const VERDICTS = {
  proven: ["Proven", "Prouvé"],
  wrong: ["Wrong", "Faux"],
  unwitnessed: ["Right as far as it goes, but not witnessed", "Juste jusqu’ici, mais sans témoins"],
};
// What a receipt alone is against may be the receipt's fault.
const DISAGREED = [
  "Wrong: this copy counts right, but it and the receipt do not agree",
  "Faux : cette copie compte juste, mais elle et le reçu ne s’accordent pas",
];
const COMPARED = [
  "A key of this log or of its witnesses was not compared with one you brought: whoever made this copy may have made it, too.",
  "Une clé de ce journal ou de ses témoins n’a pas été comparée à une clé que vous auriez apportée : qui a fait cette copie a pu la faire aussi.",
];

function checkRow({ check, state, en, fr, files, leaf }) {
  const row = element("li", { class: state, "data-check": check, "data-state": state });
  const word = element("span", { class: "word" }, both(...STATES[state]));
  const title = element("p", {}, element("b", {}, both(...NAMES[check])), " · ", word);
  row.append(element("span", { class: "sign", "aria-hidden": "true" }, SIGNS[state]), title, element("p", {}, both(en, fr)));
  const where = [...files.slice(0, 20), ...(state === "wrong" && leaf !== null ? [`leaf ${leaf}`] : [])];
  if (where.length) row.append(element("p", {}, element("code", { "data-where": "" }, where.join(", "))));
  return row;
}

function titleOf({ verdict, findings, figures: totals }) {
  const bad = findings.filter((each) => each.state === "wrong");
  const isDisagreed = totals && bad.length && bad.every((each) => each.check === "receipt");
  return isDisagreed ? DISAGREED : VERDICTS[verdict];
}

export function verdictBox(report) {
  const { verdict, isCompared } = report;
  const box = element("div", { class: `verdict ${verdict}`, "data-result": verdict });
  box.append(element("h2", {}, both(...titleOf(report))));
  if (!isCompared) box.append(element("p", { class: "warning" }, both(...COMPARED)));
  return box;
}

export function unusableBox({ en, fr }) {
  const box = element("div", { class: "verdict unusable", "data-result": "unusable" });
  box.append(element("h2", {}, both("This cannot be checked", "On ne peut vérifier ceci")), element("p", {}, both(en, fr)));
  return box;
}

function poolsTable(pools) {
  const heads = [["Line", "Ligne"], ["acts", "actions"], ["promised", "promis"], ["paid", "gagnés"], ["unpaid", "sans repas"], ["pending", "en attente"]];
  const rows = Object.entries(pools).map(([name, each]) => [
    name, ...["acts", "cap", "paid", "unpaid", "pending"].map((field) => figure(each[field])),
  ]);
  return table(both("What acts have brought, line by line, in places", "Ce que les actions ont apporté, ligne par ligne, en places"), heads.map((each) => both(...each)), rows);
}

function kindsTable(kinds) {
  const heads = [["Kind of act", "Type d’action"], ["counted", "comptées"], ["paid places", "places gagnées"], ["refused", "refusées"]];
  const rows = Object.entries(kinds).map(([name, each]) => [
    name, figure(each.counted), figure(each.paid), figure(each.turned_away + each.left),
  ]);
  return table(both("By kind of act", "Par type d’action"), heads.map((each) => both(...each)), rows);
}

function sponsorsTable(sponsors) {
  const heads = [["Sponsor", "Mécène"], ["promised", "promis"], ["of it signed", "dont signé"], ["earned", "gagnés"], ["paid", "payés"]];
  const rows = sponsors.map(({ name, pledged, signed, earned, paid }) => [name, ...[pledged, signed, earned, paid].map(figure)]);
  return table(both("By sponsor, in places (paid: units)", "Par mécène, en places (payés : unités)"), heads.map((each) => both(...each)), rows);
}

const TOTALS = {
  pledged: ["pledged by sponsors", "engagés par les mécènes"],
  pending: ["pending", "en attente"],
  paid: ["earned, purchases included: owed by sponsors", "gagnés, achats compris : dus par les mécènes"],
  unpaid: ["unpaid: the pledges are used up", "sans repas : engagements épuisés"],
  voided: ["voided: refused or taken back", "annulés : refusés ou repris"],
  paid_by_sponsors: ["paid by sponsors, signed", "payés par les mécènes, signés"],
  delivered: ["delivered, signed", "livrés, signés"],
  outstanding: ["outstanding: owed, not delivered", "dus et pas encore livrés"],
};

function totalsTable(totals) {
  const rows = Object.entries(totals).map(([name, units]) => [both(...TOTALS[name]), figure(units)]);
  const made = table(both("The totals, in units", "Les totaux, en unités"), [both("Figure", "Chiffre"), both("units", "unités")], rows);
  made.setAttribute("data-totals", JSON.stringify(totals));
  return made;
}

export function figures({ figures: totals, tally, sponsors }) {
  const made = element("section", { "aria-labelledby": "figures-title" });
  made.append(element("h2", { id: "figures-title" }, both("The figures, counted again here", "Les chiffres, recomptés ici")));
  made.append(totalsTable(totals), poolsTable(tally.pools), kindsTable(tally.kinds), sponsorsTable(sponsors));
  return made;
}

// Sentences below a title; whatever others wrote is text here, and never elements.
function listed(name, title, rows) {
  const made = element("section", { "aria-labelledby": `${name}-title` });
  made.append(element("h2", { id: `${name}-title` }, both(...title)), element("ul", {}, ...rows));
  return made;
}

export function auditsList(audits) {
  const rows = audits.map(({ en, fr }) => element("li", { "data-audit": "" }, both(en, fr)));
  return listed("audits", ["The results of audits in this log", "Les résultats d’audits dans ce journal"], rows);
}

export function incidentsList(incidents) {
  const rows = incidents.map(({ en, fr }) => element("li", { "data-incident": "" }, both(en, fr)));
  return listed("incidents", ["What the organiser stated", "Ce que l’organisateur a déclaré"], rows);
}

export function limitsList(limits) {
  const rows = limits.map(({ name, en, fr }) => element("li", { "data-limit": name }, both(en, fr)));
  return listed("not-proven", ["What this does not prove", "Ce que cela ne prouve pas"], rows);
}

export function checks(findings) {
  const made = element("section", { "aria-labelledby": "checks-title" });
  const rows = findings.map(checkRow);
  made.append(element("h2", { id: "checks-title" }, both("Check by check", "Vérification par vérification")), element("ol", { class: "checks" }, ...rows));
  return made;
}

export function facts({ checkpoint, key, seen }) {
  const made = element("section", { "aria-labelledby": "facts-title" });
  made.append(element("h2", { id: "facts-title" }, both("What was checked", "Ce qui a été vérifié")));
  const rows = [
    [both("Log", "Journal"), checkpoint.origin],
    [both("Leaves", "Feuilles"), figure(checkpoint.size)],
    [both("Root", "Racine"), element("code", {}, base64(checkpoint.root))],
  ];
  if (key) rows.push([both("Key of the log", "Clé du journal"), element("code", {}, key.vkey)]);
  for (const each of seen) {
    rows.push([both(`Witness ${each.key.name}`, `Témoin ${each.key.name}`), new Date(each.atS * 1000).toISOString().replace("T", " ").slice(0, 19) + " UTC"]);
  }
  made.append(pairs(rows));
  return made;
}

function told(content) {
  const when = new Date(content.received_ms);
  return [
    [both("Object", "Objet"), content.object],
    [both("Received", "Reçue"), Number.isNaN(when.getTime()) ? "?" : `${when.toISOString().replace("T", " ").slice(0, 19)} UTC`],
  ];
}

export function act({ leaf, content, proof }) {
  const made = element("section", { "aria-labelledby": "act-title" });
  const rows = [
    [both("Act", "Action"), figure(leaf.act)],
    [both("Kind", "Type"), leaf.kind],
    ...(content ? told(content) : []),
    [both("Units", "Unités"), figure(leaf.units ?? 0)],
    [both("Leaf of the log", "Feuille du journal"), figure(proof.number)],
  ];
  made.append(element("h2", { id: "act-title" }, both("The act of this receipt", "L’action de ce reçu")), pairs(rows));
  return made;
}
