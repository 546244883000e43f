// The page: takes files and keys, runs the checks in short turns, and shows what they found.
import { Bad } from "../log/bytes.js";
import { readTrust } from "../checks/trust.js";
import { verify } from "../checks/verify.js";
import { both } from "./elements.js";
import { chosen, dropped, sorted } from "./given.js";
import { act, auditsList, checks, facts, figures, incidentsList, limitsList, unusableBox, verdictBox } from "./report.js";

const TURN_MS = 40;

function find(name) {
  return document.querySelector(`[data-${name}]`);
}

function speak(tongue) {
  document.documentElement.lang = tongue;
  for (const button of document.querySelectorAll("[data-tongue]")) {
    button.setAttribute("aria-pressed", String(button.dataset.tongue === tongue));
  }
}

// Tells how far a check has come; between turns the page breathes.
function teller(progress) {
  let last = performance.now();
  return async (_check, part) => {
    if (performance.now() - last < TURN_MS) return;
    progress.value = part;
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    last = performance.now();
  };
}

function show(report) {
  const place = find("report");
  place.replaceChildren(checks(report.findings));
  if (report.receipt) place.append(act(report.receipt));
  if (report.figures) place.append(figures(report));
  if (report.seal?.checkpoint) place.append(facts(report.seal));
  if (report.audits.length) place.append(auditsList(report.audits));
  if (report.incidents.length) place.append(incidentsList(report.incidents));
  if (report.limits.length) place.append(limitsList(report.limits));
  find("limits").hidden = report.limits.length > 0;
  place.hidden = false;
  find("verdict").replaceChildren(verdictBox(report));
}

class Desk {
  constructor() {
    this.files = [];
    this.isBusy = false;
  }

  take(files) {
    this.files = files;
    const names = files.slice(0, 3).map(([path]) => path);
    const more = files.length > 3 ? ` (+${files.length - 3})` : "";
    find("chosen").replaceChildren(both(`Chosen: ${names.join(", ")}${more}`, `Choisi : ${names.join(", ")}${more}`));
  }

  async check() {
    if (this.isBusy) return;
    this.isBusy = true;
    find("check").disabled = true;
    find("working").hidden = false;
    find("report").hidden = true;
    find("verdict").replaceChildren();
    try {
      const given = await sorted(this.files);
      show(await verify(given, readTrust(find("keys").value), teller(find("working").firstElementChild)));
    } catch (error) {
      find("verdict").replaceChildren(unusableBox(error instanceof Bad ? error : { en: String(error), fr: String(error) }));
    }
    this.isBusy = false;
    find("check").disabled = false;
    find("working").hidden = true;
    find("verdict").scrollIntoView({ block: "nearest" });
  }
}

function begin() {
  const desk = new Desk();
  const drop = find("drop");
  speak(navigator.language.startsWith("fr") ? "fr" : "en");
  for (const button of document.querySelectorAll("[data-tongue]")) {
    button.addEventListener("click", () => speak(button.dataset.tongue));
  }
  find("files").addEventListener("change", (event) => desk.take(chosen(event.target.files)));
  find("folder").addEventListener("change", (event) => desk.take(chosen(event.target.files)));
  find("key-file").addEventListener("change", async (event) => {
    find("keys").value = await event.target.files[0].text();
  });
  find("form").addEventListener("submit", (event) => {
    event.preventDefault();
    desk.check();
  });
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    desk.take(await dropped(event.dataTransfer));
  });
}

begin();
