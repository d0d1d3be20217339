// When a part of the page has been put in another's place, the focus stays where it was, and those who can't
// see what changed are told.

let focused = "";

document.addEventListener("htmx:before:swap", () => {
  focused = document.activeElement?.id ?? "";
});

document.addEventListener("htmx:after:swap", (event) => {
  const place = event.detail?.ctx?.target?.id ?? "";
  // A row tells what its chart shows; else what the page says of itself.
  const told = place.startsWith("rad-") ? document.querySelector(`#${place} .chart-sentence`) : document.querySelector("[data-told]");
  const melding = document.getElementById("melding");
  if (melding) melding.textContent = told?.textContent ?? "";
  if (document.activeElement && document.activeElement !== document.body) return;
  const back = focused && document.getElementById(focused);
  (back || document.querySelector("[popovertarget], details.chooser > summary"))?.focus({ preventScroll: true });
});
