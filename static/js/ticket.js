// A phone that looks after a door opened a ticket with its own camera: ask at once, the secret is behind the #.
const form = document.querySelector("form[data-ticket]");
const shown = location.hash.slice(1);
if (shown) {
  history.replaceState(null, "", location.pathname);
  form.elements.shown.value = shown;
  form.requestSubmit();
}
