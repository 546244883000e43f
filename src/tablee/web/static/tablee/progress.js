// Asks how it stands with a post, and shows the page anew once we have looked at it.
const place = document.querySelector("[data-progress]");
const FIRST_MS = 700;
const LONGEST_MS = 15000;
const SLOWER = 1.25;

async function outcome() {
  const answer = await fetch(place.dataset.progress + location.search, {
    headers: { Accept: "application/json" },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).outcome;
}

function show() {
  const address = new URL(location.href);
  for (const name of ["follow", "since", "trouble"]) address.searchParams.delete(name);
  location.replace(address);
}

async function look(pauseMs) {
  try {
    if (!document.hidden && (await outcome()) !== "queued") {
      place.querySelector("[data-said]").textContent = place.querySelector("[data-said]").dataset.said;
      show();
      return;
    }
  } catch {
    // The next turn asks again.
  }
  setTimeout(look, pauseMs, Math.min(pauseMs * SLOWER, LONGEST_MS));
}

setTimeout(look, FIRST_MS, FIRST_MS * SLOWER);
