// What a verifier finds: one sentence for each check, in both languages, and what it is worth.
import { Bad } from "../log/bytes.js";

function finding(check, state, en, fr, files = [], leaf = null) {
  return { check, state, en, fr, files, leaf };
}

export function right(check, en, fr) {
  return finding(check, "right", en, fr);
}

// Right as far as it goes, but no quorum of witnesses stands for it.
export function unwitnessed(check, en, fr) {
  return finding(check, "unwitnessed", en, fr);
}

// There was nothing to check.
export function absent(check, en, fr) {
  return finding(check, "absent", en, fr);
}

export function wrong(check, en, fr, files = [], leaf = null) {
  return finding(check, "wrong", en, fr, files, leaf);
}

// Runs a check; a fault in what it reads becomes its finding, with a sentence before it.
export async function tried(check, before, files, run) {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Bad)) throw error;
    return wrong(check, `${before.en} ${error.en}`, `${before.fr} ${error.fr}`, files, error.leaf ?? null);
  }
}

export function listed(names) {
  return names.slice(0, 5).join(", ");
}
