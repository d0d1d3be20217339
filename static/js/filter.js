/* A list that follows what is typed: what does not match is hidden, and how much is left is told.
   An element matches by its data-find; one that holds a match stays, so that the way to it is seen. */

// Milliseconds without a key before the count is told: each key's own count is not worth hearing.
const PAUSE = 300;

// As wording/finding.py reads the names.
function findable(text) {
  return text.normalize("NFC").toLowerCase()
    .replaceAll("æ", "ae").replaceAll("ø", "o").replaceAll("å", "a")
    .replaceAll("đ", "d").replaceAll("ŋ", "n").replaceAll("ŧ", "t")
    .normalize("NFD").replace(/\p{M}/gu, "")
    .replaceAll("aa", "a").replaceAll("oe", "o").replaceAll("ae", "a");
}

function wordsOf(text) {
  return findable(text).match(/[\p{L}\p{N}_]+/gu) ?? [];
}

function filter(list, words) {
  const items = [...list.querySelectorAll("[data-find]")];
  const found = new Set(items.filter((item) => words.every((word) => item.dataset.find.includes(word))));
  for (const item of items) {
    const below = [...item.querySelectorAll("[data-find]")];
    item.hidden = !found.has(item) && !below.some((one) => found.has(one));
  }
  for (const part of list.querySelectorAll("details")) open(part, words.length > 0);
  return found.size;
}

// What is folded shows what was found in it, and folds again as it was.
function open(part, searching) {
  if (!searching) {
    if ("searched" in part.dataset) part.open = false;
    delete part.dataset.searched;
  } else if (!part.open && part.querySelector("[data-find]:not([hidden])")) {
    part.open = true;
    part.dataset.searched = "";
  }
}

function text(words, size, status) {
  if (!words.length) return "";
  const { none, one, many } = status.dataset;
  return [none, one][size] ?? many.replace("{}", size);
}

let waiting;

function look(input) {
  const list = document.querySelector("[data-filter-list]");
  const status = document.querySelector("[data-filter-count]");
  if (!list) return;
  const words = wordsOf(input.value);
  const size = filter(list, words);
  clearTimeout(waiting);
  waiting = setTimeout(() => { status.textContent = text(words, size, status); }, PAUSE);
}

// Also of what is put in the page's place later.
function reveal() {
  for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-filter-input]")) look(event.target);
});
document.addEventListener("htmx:after:swap", reveal);
reveal();
const input = document.querySelector("[data-filter-input]");
// A browser may keep what was typed when the reader comes back.
if (input && input.value !== input.defaultValue) look(input);
