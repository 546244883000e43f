// On the page of a receipt: takes its file, checks it here, and says so. Nothing is sent anywhere.
import { Bad } from "../log/bytes.js";
import { checkReceipt } from "../checks/receipt.js";
import { readTrust } from "../checks/trust.js";

const MARKS = { right: "✓", wrong: "✗", unwitnessed: "?" };

// What the page offers to say, in its own language; only figures come from the file.
function say(place, name, detail = "") {
  const said = place.querySelector("[data-said]");
  said.textContent = `${MARKS[name] ?? ""} ${place.dataset[name]}${detail ? ` ${detail}` : ""}`.trim();
  place.dataset.state = name;
}

function isAboutThisAct(place, { leaf, content }) {
  const { act, kind, object } = place.dataset;
  const isObject = !content || object === undefined || content.object === object;
  return String(leaf.act) === act && leaf.kind === kind && isObject;
}

async function fetched(address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return new Uint8Array(await answer.arrayBuffer());
}

async function check(place) {
  const began = performance.now();
  const claim = { log: null, policy: null, hasBadPolicy: false };
  const told = await checkReceipt(await fetched(place.dataset.receipt), readTrust(place.dataset.keys), claim);
  const french = document.documentElement.lang.startsWith("fr");
  if (told.finding.state !== "right") say(place, "wrong", french ? told.finding.fr : told.finding.en);
  else if (!isAboutThisAct(place, told.receipt)) say(place, "wrong");
  else say(place, told.seal.finding.state);
  place.dataset.tookMs = String(Math.round(performance.now() - began));
}

for (const place of document.querySelectorAll("[data-receipt]")) {
  check(place).catch((error) => say(place, "unreadable", error instanceof Bad ? error.message : ""));
}
