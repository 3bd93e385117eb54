// The camera at a door. Every question also works as a plain form; this only makes it quicker:
// the camera stays on, the answer comes into the page, and a question that did not arrive can be asked again.
const asking = document.getElementById("asking");
const said = document.getElementById("said");
const trouble = document.getElementById("trouble");
const eye = document.getElementById("eye");
const camera = document.getElementById("camera");
const TONES = { // hertz and seconds, and how the phone shakes in milliseconds
  welcome: [[[660, 0.12], [880, 0.2]], [80]],
  here: [[[660, 0.2]], [60, 80, 60]],
  old: [[[520, 0.15], [520, 0.15]], [150, 80, 150]],
  other: [[[520, 0.15], [390, 0.25]], [300]],
  unknown: [[[220, 0.5]], [500, 100, 500]],
};
const PAUSE_MS = 120;

let detector = null;
let sound = null;
let unanswered = null; // the question that did not arrive, with its number
let isWaiting = false;
let seen = ""; // what the camera saw last: the same ticket is not asked about twice in a row

function newScanId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// ---- asking

async function ask(address, question) {
  if (isWaiting) return;
  isWaiting = true;
  trouble.hidden = true;
  try {
    const answer = await fetch(address, { method: "POST", body: question, headers: { Accept: "application/json" } });
    if (!answer.headers.get("Content-Type").startsWith("application/json")) {
      // Too many tries, or this phone no longer looks after the door: the page says what, and whom to call.
      location.assign(answer.redirected ? answer.url : location.pathname);
      return;
    }
    unanswered = null;
    show(await answer.json());
  } catch {
    unanswered = [address, question];
    trouble.hidden = false;
    document.getElementById("again").focus();
  } finally {
    isWaiting = false;
  }
}

function show(answer) {
  said.innerHTML = answer.said;
  document.getElementById("crowd-count").innerHTML = answer.count;
  document.getElementById("crowd").innerHTML = answer.crowd;
  document.body.className = `door door--${answer.ground}`;
  asking.hidden = true;
  scrollTo(0, 0);
  said.querySelector("h1").focus();
  play(answer.ground);
}

function next(event) {
  event.preventDefault();
  said.replaceChildren();
  document.body.className = "door";
  asking.hidden = false;
  document.getElementById("typed").value = "";
  history.replaceState(null, "", location.pathname); // the field for the code folds up again
  asking.querySelector("h1").focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-ask]");
  if (!form) return;
  event.preventDefault();
  const question = new FormData(form);
  question.set("scan_id", newScanId());
  ask(form.action, question);
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-next]")) next(event);
});
document.getElementById("again").addEventListener("click", () => unanswered && ask(...unanswered));

function askByCamera(text) {
  const question = new FormData(eye);
  question.set("scan_id", newScanId());
  question.set("shown", text);
  ask(eye.action, question);
}

// ---- seeing

function decoder() {
  BarcodeDetectionAPI.prepareZXingModule({ overrides: { locateFile: () => asking.dataset.wasm } });
  return new BarcodeDetectionAPI.BarcodeDetector({ formats: ["qr_code"] });
}

function showEye(state) {
  for (const part of asking.querySelectorAll("[data-eye]")) part.hidden = part.dataset.eye !== state;
  camera.hidden = state !== "on";
}

async function start() {
  sound ??= new AudioContext();
  try {
    const video = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 960 } };
    camera.srcObject = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    detector ??= decoder();
    await camera.play();
    showEye("on");
    look();
  } catch {
    showEye("none");
  }
}

async function look() {
  if (!asking.hidden && trouble.hidden && !isWaiting && !document.hidden) {
    const [found] = await detector.detect(camera).catch(() => []);
    if (found && found.rawValue !== seen) askByCamera(found.rawValue);
    seen = found ? found.rawValue : "";
  }
  setTimeout(look, PAUSE_MS);
}

async function readPhoto(event) {
  const [photo] = event.target.files;
  if (!photo) return;
  detector ??= decoder();
  const [found] = await detector.detect(photo).catch(() => []);
  askByCamera(found ? found.rawValue : "");
  event.target.value = "";
}

// ---- being heard and felt

function play(ground) {
  const [tones, shakes] = TONES[ground] ?? [[], []];
  if (shakes.length) navigator.vibrate?.(shakes);
  if (sound?.state !== "running") return;
  let at = sound.currentTime;
  for (const [pitch, length] of tones) {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    volume.gain.setValueAtTime(0.25, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + length);
    tone.frequency.value = pitch;
    tone.connect(volume).connect(sound.destination);
    tone.start(at);
    tone.stop(at + length);
    at += length;
  }
}

// ---- the net

function noteNet() {
  document.querySelector("[data-online]").hidden = !navigator.onLine;
  document.querySelector("[data-offline]").hidden = navigator.onLine;
}
addEventListener("online", noteNet);
addEventListener("offline", noteNet);
noteNet();

// ---- beginning

document.getElementById("photo").addEventListener("change", readPhoto);
eye.querySelector("[data-eye=start]").addEventListener("click", start);

async function begin() {
  if (!navigator.mediaDevices) return showEye("none");
  showEye("start");
  const allowed = await navigator.permissions?.query({ name: "camera" }).catch(() => null);
  if (allowed?.state === "granted") start(); // asked and allowed before: no further tap
}
begin();
