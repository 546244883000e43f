// Offers the device's own window for sharing, and says when a share button was pressed. Without
// this file the links are plain links; what is said here is shown as an intent and brings nothing.
if (navigator.share) document.documentElement.dataset.canShare = "";

const say = (button) => navigator.sendBeacon(button.dataset.pressed);

async function shareWith(button) {
  try {
    await navigator.share({ text: button.dataset.text, url: button.dataset.address });
  } catch (stopped) {
    if (stopped.name === "AbortError") return; // closed without sharing
    throw stopped;
  }
  say(button);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shares] [data-pressed]");
  if (!button) return;
  if (button.dataset.address) shareWith(button);
  else say(button);
});
