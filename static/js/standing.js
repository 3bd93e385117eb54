// While somebody looks at a ticket, it asks whether what it shows is still so: a changed or withdrawn place is seen
// within a minute. The answer is empty; where something changed, the page is read anew. A copy that the phone kept says
// how old it is while nobody answers.
const EVERY_MS = 45_000;
const HOUR_MS = 3_600_000;
const OLD_H = 12;
const { ask, version, made } = document.querySelector("[data-version]").dataset;

async function look() {
  if (document.hidden) return;
  const answer = await fetch(ask, { headers: { "If-None-Match": `"${version}"` } }).catch(() => null);
  if (answer?.ok) location.reload();
  if (made) sayAge(!answer || answer.status >= 500);
}

function sayAge(isAlone) {
  const hours = Math.max(0, Date.now() - Number(made)) / HOUR_MS;
  const shown = hours < OLD_H ? "new" : "old";
  for (const note of document.querySelectorAll("[data-aged]")) note.hidden = !isAlone || note.dataset.aged !== shown;
  for (const age of document.querySelectorAll("[data-age]")) age.textContent = inWords(hours);
  for (const way of document.querySelectorAll("[data-online]")) way.hidden = isAlone;
}

function inWords(hours) {
  const language = `${document.documentElement.lang}-u-nu-latn`;
  if (!Intl.RelativeTimeFormat?.supportedLocalesOf(language).length) return ""; // day and time stand there anyway
  const words = new Intl.RelativeTimeFormat(language);
  const said = hours < 1 ? words.format(-Math.max(1, Math.round(hours * 60)), "minute") : words.format(-Math.round(hours), "hour");
  return `(${said})`;
}

setInterval(look, EVERY_MS);
document.addEventListener("visibilitychange", look);
if (made) look();
