// A link's secret stands behind the # and never reaches the server by itself.
// It is put into the form, taken out of the address, and sent by the person's own tap. Only on a device where this very
// person said before «that is me» it goes on by itself. A scanner of mails may run this script too: it has no mark of
// that device, so to it, as to every new and every shared device, nothing is shown before somebody taps.
const form = document.querySelector("form[data-secret]");

function takeSecret() {
  const secret = location.hash.slice(1).replace(/[^\w-]+$/, ""); // chat programs add a full stop
  if (!form || !secret) return;
  form.elements.token.value = secret;
  history.replaceState(null, "", location.pathname);
  for (const part of form.querySelectorAll("[data-typed]")) part.hidden = true;
  for (const part of form.querySelectorAll("[data-link]")) part.hidden = false;
  goOn();
}

async function goOn() {
  const { known } = form.dataset; // nobody ever came on a device without it
  if (!known) return;
  const answer = await fetch(known, { method: "POST", body: new FormData(form) }).then((one) => one.json()).catch(() => null);
  if (answer?.is_known) form.submit();
}

takeSecret();
window.addEventListener("hashchange", takeSecret); // a second link opened in the same tab
