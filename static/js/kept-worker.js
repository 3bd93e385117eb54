// The ticket that somebody keeps on their phone, and nothing else: its page, and what the page is made of. The server
// decides: it says until when a page may be kept, and where it leads elsewhere, the copy is dropped. Without an answer the
// copy is shown, until its day is over.
const STORE = "kept-ticket";
const PAGE = self.registration.scope;
const PATIENCE_MS = 4000;
const GONE = [403, 404, 410];

async function drop() {
  await caches.delete(STORE);
  await self.registration.unregister();
}

async function find() {
  const page = await caches.match(PAGE, { cacheName: STORE });
  if (page && Date.now() >= Number(page.headers.get("Keep-Until"))) {
    await drop();
    return undefined;
  }
  return page;
}

async function fetchPage(request) {
  const answer = await fetch(request);
  if (answer.headers.has("Keep-Until")) await (await caches.open(STORE)).put(PAGE, answer.clone());
  else if (answer.type === "opaqueredirect" || GONE.includes(answer.status)) await drop();
  return answer;
}

async function showPage(answer) {
  const patience = new Promise((done) => setTimeout(done, PATIENCE_MS));
  const first = await Promise.race([answer, patience]).catch(() => undefined);
  if (first && first.status < 500) return first;
  return (await find()) ?? answer;
}

async function showPart(request) {
  const part = await caches.match(request, { cacheName: STORE, ignoreVary: true });
  if (part) return part;
  const answer = await fetch(request);
  if (answer.ok && (await find())) await (await caches.open(STORE)).put(request, answer.clone());
  return answer;
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(find()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") {
    const answer = fetchPage(event.request);
    event.waitUntil(answer.catch(() => undefined));
    event.respondWith(showPage(answer));
  } else if (/^\/(static|brand)\//.test(pathname)) {
    event.respondWith(showPart(event.request));
  }
});
