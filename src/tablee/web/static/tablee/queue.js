// The moderation queue by keyboard: one key for each decision. Without this file every
// decision is a button; with it the page stays, and the hand on the keys.
"use strict";
(() => {
  const queue = document.querySelector(".queue");
  if (!queue) return;
  const said = queue.querySelector(".said");
  const many = document.getElementById("many");
  const cards = () => [...queue.querySelectorAll(".card:not(.done)")];
  let here = null;

  const go = (card) => {
    if (!card) return;
    if (here) here.classList.remove("here");
    here = card;
    here.classList.add("here");
    here.focus();
  };

  const step = (by) => {
    const left = cards();
    const index = left.indexOf(here);
    go(left[Math.min(Math.max(index + by, 0), left.length - 1)]);
  };

  const chosen = () => cards().filter((card) => card.querySelector(".chosen").checked);

  const settle = (answer) => {
    const next = cards().find(
      (card) => here && here.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING
        && !answer.done.includes(Number(card.dataset.act)));
    for (const card of cards()) {
      const number = card.dataset.act;
      if (answer.done.includes(Number(number))) card.classList.add("done");
      const trouble = card.querySelector(".trouble");
      trouble.textContent = answer.troubles[number] || "";
      trouble.hidden = !answer.troubles[number];
    }
    for (const card of queue.querySelectorAll(".card.done")) card.hidden = true;
    said.textContent = `${answer.said} ${Object.values(answer.troubles).join(" ")}`;
    go(next || cards().at(-1));
  };

  const decide = async (decision, acts) => {
    if (!acts.length) return;
    const form = new FormData(many);
    form.delete("act");
    form.delete("reason");
    for (const card of acts) form.append("act", card.dataset.act);
    form.set("decision", decision);
    try {
      const answer = await fetch(queue.dataset.decide,
        { method: "POST", body: form, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      settle(await answer.json());
    } catch (failure) {
      said.textContent = failure.message;
    }
  };

  const subjects = (isAppeal) => {
    const some = chosen();
    const acts = some.length ? some : [here];
    return acts.filter((card) => card && ("appeal" in card.dataset) === isAppeal);
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    x: () => { if (here) here.querySelector(".chosen").click(); },
    a: () => cards().forEach((card) => { card.querySelector(".chosen").checked = true; }),
    o: () => { if (here) here.querySelector("a.page")?.click(); },
    c: () => decide("confirm", subjects(false)),
    g: () => decide("grant", subjects(true)),
    d: () => decide("dismiss", subjects(true)),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    const reason = queue.querySelector(
      `.card:not([data-appeal]) button[data-key="${CSS.escape(event.key)}"]`);
    if (reason) {
      event.preventDefault();
      decide(reason.value, subjects(false));
    } else if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  queue.addEventListener("submit", (event) => {
    const card = event.target.closest(".card");
    if (!card || !event.submitter) return;
    event.preventDefault();
    go(card);
    decide(event.submitter.value, [card]);
  });
  queue.addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    if (card && card !== here) { if (here) here.classList.remove("here"); here = card; card.classList.add("here"); }
  });

  go(cards()[0]);
})();
