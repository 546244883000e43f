// Sends the form without leaving the page, so that nothing is lost when the network is: what could
// not be sent stays, and is sent again once there is a connection.
import { solved } from "../puzzle.js";

const AGAIN_MS = 15_000;
const ERRORS = ["picture", "alt", "title", "credit", "licence", "consent"];

export class Post {
  constructor(form, { fill, sent }) {
    this.form = form;
    this.fill = fill;
    this.sent = sent;
    this.button = form.querySelector("[data-send]");
    this.said = form.querySelector("[data-sending]");
    this.isSending = false;
    form.addEventListener("focusin", () => this.prove(), { once: true });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    addEventListener("online", () => this.isWaiting && this.send());
  }

  say(name) {
    this.said.textContent = name ? this.said.dataset[name] : "";
  }

  // Begins the small calculation that keeps machines away, once for each stamp.
  prove() {
    const place = this.form.querySelector("[data-puzzle]");
    if (this.proved?.puzzle !== place.dataset.puzzle) {
      const { puzzle } = place.dataset;
      this.proved = { puzzle, answer: solved(puzzle).catch(() => "") };
    }
    return this.proved.answer;
  }

  async send(isAgain = false) {
    if (this.isSending) return;
    this.isSending = true;
    this.isWaiting = false;
    clearTimeout(this.timer);
    this.say("sending");
    this.button.disabled = true;
    let answer = null;
    try {
      const body = await this.body();
      if (body) answer = await this.ask(body);
    } finally {
      this.isSending = false;
      this.button.disabled = false;
    }
    if (answer) await this.hear(answer, isAgain);
  }

  async body() {
    const body = new FormData(this.form);
    await this.fill(body);
    if (body.get("picture").size > Number(this.form.dataset.mostBytes)) {
      this.say("large");
      return null;
    }
    body.set("altcha", await this.prove());
    return body;
  }

  async ask(body) {
    try {
      return await fetch(location.href, { method: "POST", body });
    } catch {
      this.say("offline");
      this.isWaiting = true;
      this.timer = setTimeout(() => this.send(), AGAIN_MS);
      return null;
    }
  }

  async hear(answer, isAgain) {
    if (answer.redirected && answer.ok) {
      this.sent();
      location.assign(answer.url);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.querySelector("form[data-drawing]");
    if (!form) return this.say("failed");
    this.say("");
    for (const name of ["stamp", "csrfmiddlewaretoken"]) {
      this.form.elements[name].value = form.elements[name].value;
    }
    const place = this.form.querySelector("[data-puzzle]");
    place.dataset.puzzle = form.querySelector("[data-puzzle]").dataset.puzzle;
    const isFormWrong = this.mark(form);
    // The first answer may have been lost on its way, and the form be used up by it.
    if (!isFormWrong && answer.status === 422 && !isAgain) await this.send(true);
  }

  // Shows what is wrong with the form; says whether a field is.
  mark(form) {
    form.querySelectorAll("noscript").forEach((words) => words.remove());
    let first = null;
    for (const name of ERRORS) {
      const words = form.querySelector(`#${name}-error`)?.textContent.trim() ?? "";
      const place = document.getElementById(`${name}-error`);
      place.textContent = words;
      place.closest(".field").classList.toggle("wrong", Boolean(words));
      if (words) first ??= place.closest(".field");
    }
    this.form.querySelector(".known")?.remove();
    const all = form.querySelector(".known");
    if (all) this.button.closest("p").before(document.adoptNode(all));
    first?.querySelector("input, textarea, canvas")?.focus();
    return first !== null;
  }
}
