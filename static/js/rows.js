// A row opens, closes and changes its chart where it stands. Without this file each is a page of its own.

const PLACES = "a[data-toggle], [data-in-place] .setting a";
const OPEN = "tbody.is-opened";

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(PLACES);
  if (!link || !window.htmx || event.defaultPrevented || event.button) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // another tab is wanted
  event.preventDefault();
  prepared().then(() => open(link));
});

function open(link) {
  const { pathname, search } = new URL(link.href);
  const target = link.closest("tbody[id^=rad-]");
  const headers = { "HX-Target": `tbody#${target.id}`, "X-Stood-Open": document.querySelector(OPEN)?.id ?? "" };
  window.htmx.ajax("GET", pathname + search, { source: link, target, headers, swap: "outerHTML", push: pathname + search });
}

// Styles and charts, which a page without an open row has not loaded yet.
async function prepared() {
  const lacking = document.getElementById("for-rader");
  if (!lacking) return;
  const parts = lacking.content.cloneNode(true);
  const styles = [...parts.querySelectorAll("link")];
  lacking.remove();
  const loaded = styles.map((style) => new Promise((done) => {
    style.addEventListener("load", done);
    style.addEventListener("error", done); // without its styles the row is still read
  }));
  document.head.append(parts);
  await Promise.all(loaded);
}

document.addEventListener("htmx:after:swap", () => {
  // The browser may have gone back to an open row.
  if (document.querySelector(OPEN)) prepared();
  // The head of a table stays in sight but over an open row, whose own tables have heads.
  for (const frame of document.querySelectorAll(".registry > .scroll")) frame.classList.toggle("has-opened", Boolean(frame.querySelector(OPEN)));
});

// What was chosen is shown by the chips; the places to choose from are in the way of the results.
document.addEventListener("submit", (event) => {
  for (const chooser of event.target.querySelectorAll("details.chooser[open]")) close(chooser);
  document.querySelector(".place-sheet:popover-open")?.hidePopover();
});
// A place that was taken away by its chip is not to come back with the next choice.
document.addEventListener("htmx:after:swap", () => {
  const chosen = new Set([...document.querySelectorAll("#valgte [data-place]")].map((chip) => chip.dataset.place));
  if (chosen.size) for (const box of document.querySelectorAll(".place-sheet [name=sted]")) box.checked = chosen.has(box.value);
});
document.addEventListener("keydown", (event) => {
  const chooser = event.key === "Escape" && event.target.closest?.("details.chooser[open]");
  if (chooser) close(chooser);
});

function close(chooser) {
  chooser.open = false;
  chooser.querySelector("summary").focus();
}
