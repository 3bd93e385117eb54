// A passkey: what the device is asked stands in the page, its answer goes back in the form.
const asking = document.querySelector("form [data-passkey]");

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

async function ask(question) {
  const challenge = bytes(question.challenge);
  if (!question.user) return navigator.credentials.get({ publicKey: { ...question, challenge, allowCredentials: known(question.allowCredentials) } });
  const user = { ...question.user, id: bytes(question.user.id) };
  return navigator.credentials.create({ publicKey: { ...question, challenge, user, excludeCredentials: known(question.excludeCredentials) } });
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} });
}

async function answer() {
  const form = asking.closest("form");
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    form.elements.answer.value = written(await ask(JSON.parse(asking.dataset.passkey)));
    form.submit();
  } catch {
    failed.hidden = false; // no passkey here, or the person thought better of it
    failed.focus();
  }
}

if (asking && window.PublicKeyCredential) {
  asking.hidden = false;
  asking.addEventListener("click", answer);
}
