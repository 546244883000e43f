// Does the small calculation that keeps machines away (ALTCHA, version 2), while you type.
// Nothing is loaded from anywhere, and the form works without it: then it asks for patience.
const HASTE_MS = 1100; // the form asks again when it comes back sooner

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const hex = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function derived(puzzle, password) {
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(puzzle.salt), iterations: puzzle.cost };
  return hex(await crypto.subtle.deriveBits(how, key, puzzle.keyLength * 8));
}

async function solve(challenge) {
  const puzzle = challenge.parameters;
  const password = new Uint8Array(puzzle.nonce.length / 2 + 4);
  password.set(bytes(puzzle.nonce));
  const counter = new DataView(password.buffer, password.length - 4);
  for (let tried = 0; tried < 0xffffffff; tried += 1) {
    counter.setUint32(0, tried);
    const derivedKey = await derived(puzzle, password);
    if (derivedKey.startsWith(puzzle.keyPrefix)) {
      return btoa(JSON.stringify({ challenge, solution: { counter: tried, derivedKey } }));
    }
  }
  return "";
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Returns the answer to a puzzle, once enough time has passed for a person.
export async function solved(puzzle) {
  const [answer] = await Promise.all([solve(JSON.parse(puzzle)), pause(HASTE_MS)]);
  return answer;
}

function guard(form) {
  const place = form.querySelector("[data-puzzle]");
  const said = form.querySelector("[data-sending]");
  const button = form.querySelector("button");
  let answer = null;
  const begin = () => {
    answer ??= solved(place.dataset.puzzle);
    return answer;
  };
  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    said.textContent = said.dataset.sending;
    try {
      place.value = await begin();
    } catch {
      // Without it, the form asks for a little patience instead.
    }
    form.submit();
  });
  addEventListener("pageshow", () => {
    button.disabled = false;
    said.textContent = "";
  });
}

if (globalThis.crypto?.subtle) document.querySelectorAll("form[data-guarded]").forEach(guard);
