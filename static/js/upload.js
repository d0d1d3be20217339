// Sends a file with its progress, then opens the page of its job. Without this file the form sends itself. What
// is said stands in the form, in the language of the page.

const MEGABYTE = 2 ** 20;
// What is said aloud while a file is sent: at every so many per cent.
const SAID_EVERY = 25;

for (const form of document.querySelectorAll("form[data-upload]")) prepare(form);

function prepare(form) {
  const parts = {
    form,
    input: form.querySelector("input[type=file]"),
    drop: form.querySelector("[data-drop]"),
    sending: form.querySelector("[data-sending]"),
    progress: form.querySelector("progress"),
    sent: form.querySelector("[data-sent]"),
    told: form.querySelector("[data-told]"),
    submit: form.querySelector("[type=submit]"),
  };
  for (const word of form.querySelectorAll(".with-drop")) word.hidden = false;
  listen(parts);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!parts.sending.hidden) return; // it is on its way
    send(parts);
  });
}

// --- Dragging ---------------------------------------------------------------------------------------------

function listen({ form, input, drop }) {
  let inside = 0; // the events of what lies within the field come too
  const over = (change) => {
    inside = Math.max(0, inside + change);
    drop.classList.toggle("is-over", inside > 0);
  };
  drop.addEventListener("dragenter", (event) => { event.preventDefault(); over(1); });
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("dragleave", () => over(-1));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    over(-inside);
    const { files } = event.dataTransfer;
    if (files.length > 1) return fault(form, "file", form.dataset.sayOne);
    if (!files.length) return;
    input.files = files;
    check(form, input);
  });
  input.addEventListener("change", () => check(form, input));
}

// --- Sending ----------------------------------------------------------------------------------------------

// Whether there is a file that may be sent at all.
function check(form, input) {
  fault(form, "file", "");
  const [file] = input.files;
  const limit = Number(form.dataset.limit);
  if (file && file.size > limit) {
    const values = { size: Math.ceil(file.size / MEGABYTE), limit: limit / MEGABYTE };
    fault(form, "file", filled(form.dataset.sayLarge, values));
    return false;
  }
  return Boolean(file);
}

function send(parts) {
  const { form, input, sending, progress, told, submit } = parts;
  for (const place of form.querySelectorAll("[data-error]")) fault(form, place.dataset.error, "");
  if (!check(form, input)) return input.focus();
  const request = new XMLHttpRequest();
  let said = -1;
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    const percent = Math.floor((100 * loaded) / total);
    progress.value = percent;
    parts.sent.textContent = filled(form.dataset.sayShare, { percent });
    const step = Math.floor(percent / SAID_EVERY);
    if (step > said) told.textContent = percent < 100 ? filled(form.dataset.sayPart, { percent }) : form.dataset.saySent;
    said = Math.max(said, step);
  });
  request.addEventListener("load", () => answered(parts, request));
  request.addEventListener("error", () => stop(parts, form.dataset.sayBroken));
  request.addEventListener("abort", () => stop(parts, form.dataset.sayCancelled));
  form.querySelector("[data-cancel]").onclick = () => request.abort();
  progress.value = 0;
  sending.hidden = false;
  submit.disabled = true;
  request.send(new FormData(form));
}

function answered(parts, request) {
  const answer = parsed(request.responseText);
  if (answer?.address) {
    location.assign(answer.address);
    return;
  }
  if (!answer?.faults) {
    // Signed out, perhaps: the server says more to one who asks for the page.
    stop(parts, parts.form.dataset.sayRefused);
    return;
  }
  stop(parts, "");
  for (const [name, sentences] of Object.entries(answer.faults)) {
    fault(parts.form, parts.form.querySelector(`[data-error="${name}"]`) ? name : "file", sentences.join(" "));
  }
  parts.form.querySelector("[aria-invalid]")?.focus();
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function stop({ form, input, sending, submit }, sentence) {
  sending.hidden = true;
  submit.disabled = false;
  if (sentence) fault(form, "file", sentence);
  input.focus();
}

function fault(form, name, sentence) {
  const place = form.querySelector(`[data-error="${name}"]`);
  place.textContent = sentence;
  const field = form.elements[name];
  if (sentence) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  if (sentence) form.querySelector("[data-told]").textContent = sentence;
}

// The sentence with its values in the place of their names.
function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// A page that the browser kept shows a form that is ready again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
