// Reads a page aloud with a voice that lies on this device. Where there is none for the page's language, no button
// shows: a voice elsewhere would be told what stands on somebody's page.
const BLOCK = "h1, h2, h3, h4, p, li, dt, dd, label, legend, button, summary, a.kern-btn, td, th";
const [start, stop] = ["start", "stop"].map((what) => document.querySelector(`[data-aloud="${what}"]`));
const speech = window.speechSynthesis;

const base = (language) => language.toLowerCase().split(/[-_]/)[0];
const voiceFor = (language) =>
  speech.getVoices().find((voice) => voice.localService && base(voice.lang) === base(language));

function blocks() {
  const found = new Map();
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const here = walker.currentNode.parentElement;
    if (!here.getClientRects().length || here.closest("nav, [aria-hidden=true]")) continue;
    const block = here.closest(BLOCK) || here;
    found.set(block, (found.get(block) || "") + walker.currentNode.data);
  }
  return [...found].map(([block, text]) => [block, text.replace(/\s+/g, " ").trim()]).filter(([, text]) => text);
}

function read() {
  quiet();
  for (const [block, text] of blocks()) {
    const language = block.closest("[lang]").lang;
    const voice = voiceFor(language);
    if (!voice) continue;
    const words = new SpeechSynthesisUtterance(text);
    Object.assign(words, { voice, lang: voice.lang, rate: 0.9 });
    words.onstart = () => {
      block.classList.add("is-read");
      block.scrollIntoView({ block: "nearest" });
    };
    words.onend = words.onerror = () => {
      block.classList.remove("is-read");
      if (!speech.pending) turn(false);
    };
    speech.speak(words);
  }
  turn(true);
  stop.focus();
}

function quiet() {
  speech.cancel();
  for (const block of document.querySelectorAll(".is-read")) block.classList.remove("is-read");
  turn(false);
}

function turn(isReading) {
  const hasFocus = document.activeElement === stop;
  start.hidden = isReading || !voiceFor(document.documentElement.lang);
  stop.hidden = !isReading;
  if (hasFocus && !isReading) start.focus();
}

if (speech && start) {
  start.addEventListener("click", read);
  stop.addEventListener("click", quiet);
  addEventListener("pagehide", () => speech.cancel());
  speech.addEventListener?.("voiceschanged", () => turn(!stop.hidden));
  turn(false);
}
