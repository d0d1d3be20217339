// A row opens, closes and changes its chart where it stands. Without this file each is a page of its own.

const PLACES = "a[data-toggle], [data-in-place] .setting a";
const OPEN = "tbody[id^=rad-]:has(> .opened)";

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(PLACES);
  if (!link || !window.htmx || event.defaultPrevented || event.button) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // another tab is wanted
  event.preventDefault();
  const { pathname, search } = new URL(link.href);
  const target = link.closest("tbody[id^=rad-]");
  const headers = { "HX-Target": `tbody#${target.id}`, "X-Stood-Open": document.querySelector(OPEN)?.id ?? "" };
  window.htmx.ajax("GET", pathname + search, { source: link, target, headers, swap: "outerHTML", push: pathname + search });
});

// What was chosen is shown by the chips; the places to choose from are in the way of the results.
document.addEventListener("submit", (event) => {
  for (const chooser of event.target.querySelectorAll("details.chooser[open]")) close(chooser);
});
document.addEventListener("keydown", (event) => {
  const chooser = event.key === "Escape" && event.target.closest?.("details.chooser[open]");
  if (chooser) close(chooser);
});

function close(chooser) {
  chooser.open = false;
  chooser.querySelector("summary").focus();
}
