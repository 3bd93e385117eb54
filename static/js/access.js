// A link's secret stands behind the # and never reaches the server by itself.
// It is put into the form, taken out of the address, and sent by the person's own tap.
const form = document.querySelector("form[data-secret]");

function takeSecret() {
  const secret = location.hash.slice(1).replace(/[^\w-]+$/, ""); // chat programs add a full stop
  if (!form || !secret) return;
  form.elements.token.value = secret;
  history.replaceState(null, "", location.pathname);
  for (const part of form.querySelectorAll("[data-typed]")) part.hidden = true;
  for (const part of form.querySelectorAll("[data-link]")) part.hidden = false;
}

takeSecret();
window.addEventListener("hashchange", takeSecret); // a second link opened in the same tab
