// On the page of a receipt: takes its file, checks it here, and says so. Nothing is sent anywhere.
import { checkReceipt } from "../checks/receipt.js";
import { readTrust } from "../checks/trust.js";

const MARKS = { right: "✓ ", wrong: "✗ ", unwitnessed: "? " };
const NOT_YET = 202;
const PAUSE_S = 5;
const MOST_TURNS = 60;

// What the page has to say about each outcome stands in it, in its own language.
function say(place, name, detail = "") {
  const said = place.querySelector("[data-said]");
  said.textContent = `${MARKS[name] ?? ""}${place.dataset[name]} ${detail}`.trim();
  place.dataset.state = name;
}

function isAboutThisAct({ dataset }, { leaf, content }) {
  const isObject = !content || !dataset.object || content.object === dataset.object;
  return String(leaf.act) === dataset.act && leaf.kind === dataset.kind && isObject;
}

async function judge(place, raw) {
  const claim = { log: null, policy: null, hasBadPolicy: false };
  const told = await checkReceipt(raw, readTrust(place.dataset.keys), claim);
  if (told.finding.state !== "right") {
    const isFrench = document.documentElement.lang.startsWith("fr");
    say(place, "wrong", isFrench ? told.finding.fr : told.finding.en);
  } else say(place, isAboutThisAct(place, told.receipt) ? told.seal.finding.state : "wrong");
}

async function check(place, turn = 0) {
  const answer = await fetch(place.dataset.receipt, { credentials: "same-origin", cache: "no-store" });
  if (answer.status === NOT_YET && turn < MOST_TURNS) {
    say(place, "waiting");
    setTimeout(() => begin(place, turn + 1), 1000 * Number(answer.headers.get("Retry-After") ?? PAUSE_S));
    return;
  }
  if (!answer.ok) throw new Error(String(answer.status));
  const raw = new Uint8Array(await answer.arrayBuffer());
  const began = performance.now();
  await judge(place, raw);
  place.dataset.tookMs = String(Math.ceil(performance.now() - began));
}

function begin(place, turn) {
  check(place, turn).catch(() => say(place, "unreadable"));
}

for (const place of document.querySelectorAll("[data-receipt]")) {
  say(place, "checking");
  begin(place, 0);
}
