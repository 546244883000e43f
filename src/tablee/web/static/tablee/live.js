// Keeps the figures, bars and plates of a campaign page up to date. The page is whole without it.
const page = document.querySelector("[data-campaign]");
const language = document.documentElement.lang;
const numbers = new Intl.NumberFormat(language);
const portions = Number(page.dataset.portions) || 1;
const isStill = matchMedia("(prefers-reduced-motion: reduce)");
const SPOKEN_EVERY_MS = 15000;
const DRAWN_EVERY_MS = 250; // plates fill a few a second, however fast the count runs
const RELOADED_EVERY_MS = 4000;

let latest = null;
let spokenAt = 0;
let spokenPaid = null;
let shape = null;
let reloading = 0;

// As words/figures.py writes them: the narrow space is too narrow in large figures.
const whole = (places) => numbers.format(Math.floor(places / portions)).replaceAll("\u202f", "\u00a0");

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

// What was bought is a sum of its own: the arms are "without_purchases" and "purchases".
function showArm(arm, sums) {
  for (const name of ["paid", "pending", "unpaid"]) {
    for (const each of document.querySelectorAll(`[data-figure="${arm}.${name}"]`)) {
      write(each, whole(sums[name]));
    }
  }
}

function showBar(totals) {
  const bar = document.querySelector("[data-bar]");
  const size = Math.max(Number(bar.dataset.whole), totals.paid) || 1;
  const paid = Math.floor((totals.paid * 1000) / size);
  bar.querySelector(".full").setAttribute("width", paid);
  bar.querySelector(".open").setAttribute("x", paid);
  bar.querySelector(".open").setAttribute("width", Math.floor((totals.pending * 1000) / size));
}

// The same rules as in parts/plates.py.
function lookOf(index, size, pool) {
  const holds = Math.min(size, pool.cap - index * size);
  const paid = pool.paid - index * size;
  const taken = Math.min(pool.cap, pool.offered) - index * size;
  if (paid >= holds) return ["full", 10];
  if (paid > 0) {
    const food = Math.max(1.5, Math.floor(100 * Math.sqrt(paid / holds)) / 10);
    return [taken > paid ? "filling open" : "filling", food];
  }
  return [taken > 0 ? "open" : "bare", 8];
}

function drawPlates(line, pool, most) {
  const size = Number(line.dataset.size);
  let drawn = 0;
  let left = 0;
  line.querySelectorAll("[data-plates] > g").forEach((plate, index) => {
    const [look, food] = lookOf(index, size, pool);
    const name = `plate ${look}`;
    const disc = plate.lastElementChild;
    if (plate.getAttribute("class") === name && Number(disc.getAttribute("r")) === food) return;
    if (drawn >= most) {
      left += 1;
      return;
    }
    drawn += 1;
    plate.setAttribute("class", name);
    disc.setAttribute("r", food);
  });
  return left;
}

function drawOutlines(line, pool) {
  const group = line.querySelector("[data-outlines]");
  const beyond = Math.ceil((pool.offered - Math.min(pool.cap, pool.offered)) / Number(line.dataset.size));
  return Math.min(beyond, 25) !== group.childElementCount;
}

function showPools(pools) {
  let isStale = false;
  for (const pool of pools) {
    const line = document.getElementById(`line-${pool.name}`);
    if (!line) continue;
    for (const name of ["paid", "pending", "unpaid"]) {
      write(line.querySelector(`[data-figure="${name}"]`), whole(pool[name]));
    }
    isStale = drawOutlines(line, pool) || isStale;
  }
  return isStale;
}

// What changes sentences and not only figures: then the server says them again.
function shapeOf(tally) {
  return JSON.stringify([
    tally.state,
    tally.pools.map((pool) => [pool.cap, pool.offered >= pool.cap, pool.pending > 0, pool.unpaid > 0]),
    (tally.kinds || []).map((kind) => [kind.is_open, kind.is_paying]),
    (tally.milestones || []).map((each) => each.is_reached),
  ]);
}

async function renew() {
  reloading = 0;
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const place of ["[data-notices]", "[data-ways]", "[data-story]", "#purchases", "[data-favourites]", "[data-posts]", "#share", ".label"]) {
      const [old, next] = [document.querySelector(place), fresh.querySelector(place)];
      if (old && next && !old.contains(document.activeElement)) old.replaceWith(next);
    }
    for (const next of fresh.querySelectorAll("[data-pool]")) {
      const old = document.getElementById(next.id);
      if (old && !old.contains(document.activeElement)) renewLine(old, next);
    }
    document.querySelector("[data-bar]").dataset.whole = fresh.querySelector("[data-bar]").dataset.whole;
    for (const next of fresh.querySelectorAll("[data-promised]")) {
      write(document.querySelector(`[data-promised="${next.dataset.promised}"]`), next.textContent);
    }
  } catch {
    // The next change asks again.
  }
}

// Plates already on the table are kept as they are, so that they go on filling one by one.
function renewLine(old, next) {
  if (old.dataset.cap === next.dataset.cap) {
    const plates = old.querySelector("[data-plates]");
    next.querySelector("[data-plates]").replaceWith(plates);
  }
  old.replaceWith(next);
}

function renewSoon() {
  // Spread out, so that a full line does not bring everybody back at once.
  if (!reloading) reloading = setTimeout(renew, RELOADED_EVERY_MS * (0.25 + Math.random()));
}

function speak(tally) {
  const now = Date.now();
  if (now - spokenAt < SPOKEN_EVERY_MS || tally.without_purchases.paid === spokenPaid) return;
  if (spokenPaid !== null) {
    write(document.querySelector("[data-status]"), `${whole(tally.without_purchases.paid)} ${page.dataset.said}`);
    spokenAt = now;
  }
  spokenPaid = tally.without_purchases.paid;
}

function take(text) {
  let tally;
  try {
    tally = JSON.parse(text);
  } catch {
    return;
  }
  if (!tally.without_purchases || (latest && tally.sequence < latest.sequence)) return;
  latest = tally;
  showArm("without_purchases", tally.without_purchases);
  if (tally.purchases) showArm("purchases", tally.purchases);
  showBar(tally.without_purchases);
  const isStale = showPools(tally.pools);
  const next = shapeOf(tally);
  if (isStale || (shape !== null && shape !== next)) renewSoon();
  shape = next;
  speak(tally);
}

function draw() {
  if (!latest || document.hidden) return;
  for (const pool of latest.pools) {
    const line = document.getElementById(`line-${pool.name}`);
    if (line && Number(line.dataset.cap) === pool.cap) drawPlates(line, pool, isStill.matches ? 100 : 1);
  }
}

function listen() {
  const onAir = document.querySelector("[data-on-air]");
  const source = new EventSource(page.dataset.live);
  source.addEventListener("open", () => { onAir.hidden = false; });
  source.addEventListener("error", () => { onAir.hidden = true; });
  source.addEventListener("message", (event) => take(event.data));
  source.addEventListener("tally", (event) => take(event.data));
  addEventListener("pagehide", () => source.close());
}

listen();
setInterval(draw, DRAWN_EVERY_MS);
