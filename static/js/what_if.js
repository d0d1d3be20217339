// A limit's slider and number in step; the panel that htmx puts in place said aloud, and kept as it was unfolded.

const place = document.getElementById("melding");
const MARK = document.documentElement.lang === "en" ? "." : ",";

// Where the panel comes by itself, no button is needed for it. Enter in a field would still press it.
for (const button of document.querySelectorAll("[data-what-if-button]")) button.hidden = true;
document.addEventListener("submit", (event) => {
  if (event.submitter?.matches("[data-what-if-button]")) event.preventDefault();
});

for (const limit of document.querySelectorAll("[data-limit-field]")) follow(limit.querySelector("[data-slider]"), limit.querySelector("input:not([data-slider])"));

function follow(slider, number) {
  const told = () => slider.setAttribute("aria-valuetext", number.value.trim() ? `${number.value.trim()} ${slider.dataset.unit}`.trim() : slider.dataset.unset);
  const slide = () => {
    const entered = Number(number.value.replace(",", ".").replace("−", "-").replace(/[\s%]/g, ""));
    if (!Number.isNaN(entered) && number.value.trim()) slider.value = entered;
    told();
  };
  slider.addEventListener("input", () => {
    number.value = slider.value.replace(".", MARK);
    told();
  });
  number.addEventListener("input", slide);
  slider.hidden = false;
  slide();
}

// What was unfolded in a panel stays so with the next answer.
const unfolded = new Set();
document.addEventListener("toggle", (event) => {
  if (event.target.matches("[data-what-if] details")) unfolded[event.target.open ? "add" : "delete"](event.target.id);
}, true);

document.addEventListener("htmx:before:swap", (event) => {
  if (!event.detail?.ctx?.response?.raw?.redirected) return;
  event.preventDefault();
  if (place) place.textContent = document.querySelector("[data-signed-out]")?.dataset.signedOut ?? "";
});

document.addEventListener("htmx:after:swap", (event) => {
  const panel = event.target.closest?.("[data-what-if]") ?? event.detail?.ctx?.target?.closest?.("[data-what-if]");
  const told = panel?.querySelector("[data-told]")?.dataset.told;
  if (!told) return;
  for (const fold of panel.querySelectorAll("details[id]")) fold.open = unfolded.has(fold.id);
  if (place && place.textContent !== told) place.textContent = told;
});

// The answer to a form is at the form.
document.querySelector("[data-target-form] [data-errors]")?.scrollIntoView({ block: "center" });
