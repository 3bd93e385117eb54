// A ticket stays on somebody's own phone after a tap, and goes with another one. It also goes wherever a page of ours
// does not say that it may stay: after signing out, on a shared phone, when the place is gone, when the day is over.
const STORE = "kept-ticket";
const form = document.querySelector("form[data-keep]");
const dropper = document.querySelector("[data-drop]");

async function drop() {
  await caches.delete(STORE);
  for (const one of await navigator.serviceWorker.getRegistrations()) {
    if (one.scope.endsWith("/ticket/kept/")) await one.unregister();
  }
}

function isActive(worker) {
  return new Promise((done, fail) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") done();
      if (worker.state === "redundant") fail();
    });
  });
}

async function keep(event) {
  event.preventDefault();
  const [trouble] = form.querySelectorAll("[role=alert]");
  trouble.hidden = true;
  try {
    const { installing } = await navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.keep });
    if (installing) await isActive(installing);
    form.submit();
  } catch {
    trouble.hidden = false;
  }
}

async function offer() {
  if (form.dataset.may !== "yes") await drop();
  const isHere = Boolean(await caches.match(form.dataset.keep, { cacheName: STORE }));
  form.hidden = isHere;
  document.querySelector("[data-copy]").hidden = !isHere;
  form.addEventListener("submit", keep);
}

// A browser may have had fonts and drawings at hand from the page before, and asked nobody for them: ask, so that the
// worker keeps them too.
function completeCopy() {
  const drawings = Array.from(document.querySelectorAll("use"), (use) => new URL(use.href.baseVal, location).href.split("#")[0]);
  const seen = performance.getEntriesByType("resource").map((entry) => entry.name);
  for (const part of new Set([...drawings, ...seen])) {
    if (/^\/(static|brand)\//.test(new URL(part).pathname)) fetch(part).catch(() => undefined);
  }
}

async function letGo() {
  await drop();
  document.getElementById("copy").hidden = true;
  document.getElementById("gone").hidden = false;
}

if ("caches" in window && "serviceWorker" in navigator) {
  if (form) offer();
  else if (!dropper) drop();
  else if (navigator.serviceWorker.controller) {
    dropper.addEventListener("click", letGo);
    addEventListener("load", completeCopy);
  } else location.replace(dropper.dataset.drop);
}
