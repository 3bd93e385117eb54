// While somebody looks at a ticket, it asks whether what it shows is still so: a changed or withdrawn place is seen
// within a minute. The answer is empty; where something changed, the page is read anew.
const EVERY_MS = 45_000;
const { ask, version } = document.querySelector("[data-version]").dataset;

async function look() {
  if (document.hidden) return;
  const answer = await fetch(ask, { headers: { "If-None-Match": `"${version}"` } }).catch(() => null);
  if (answer?.ok) location.reload();
}

setInterval(look, EVERY_MS);
document.addEventListener("visibilitychange", look);
