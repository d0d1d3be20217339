// The order of a list: dragged by its handles, stepped by its buttons, or by a number. Saved by the form.

const form = document.querySelector("[data-order]");
const list = form.querySelector("ol");
const rows = () => [...list.children];

function renumber() {
  const all = rows();
  for (const [at, row] of all.entries()) {
    row.querySelector(".place").value = at + 1;
    row.querySelector("[data-step=up]").disabled = at === 0;
    row.querySelector("[data-step=down]").disabled = at === all.length - 1;
  }
  form.querySelector("[data-unsaved]").hidden = false;
}

function tell(row) {
  const name = row.querySelector("[data-name]").textContent.trim();
  const values = { name, place: rows().indexOf(row) + 1, all: rows().length };
  document.getElementById("melding").textContent = form.dataset.moved.replace(/\{(\w+)\}/g, (_, one) => values[one]);
}

// To the place, counted from 0. The others pass it by: an element that is taken out of the page, were it for
// a moment, loses the focus and the pointer that drags it.
function move(row, to) {
  const at = () => rows().indexOf(row);
  while (at() < to) list.insertBefore(row.nextElementSibling, row);
  while (at() > to) list.insertBefore(row.previousElementSibling, row.nextElementSibling);
  renumber();
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest("li");
  move(row, rows().indexOf(row) + (button.dataset.step === "up" ? -1 : 1));
  // At the end of the list the other button is what is left.
  (button.disabled ? row.querySelector("[data-step]:not(:disabled)") : button)?.focus();
  tell(row);
});

list.addEventListener("change", (event) => {
  if (!event.target.matches(".place")) return;
  const row = event.target.closest("li");
  const wanted = Number.parseInt(event.target.value, 10);
  move(row, Number.isNaN(wanted) ? rows().indexOf(row) : Math.min(Math.max(wanted, 1), rows().length) - 1);
  event.target.focus();
  tell(row);
});

for (const handle of list.querySelectorAll("[data-handle]")) {
  handle.hidden = false;
  handle.addEventListener("pointerdown", (event) => {
    const row = handle.closest("li");
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    row.classList.add("is-dragged");
    const drag = (moved) => {
      const over = rows().find((one) => one !== row && within(moved.clientY, one));
      if (over) move(row, rows().indexOf(over));
    };
    const drop = () => {
      row.classList.remove("is-dragged");
      handle.removeEventListener("pointermove", drag);
      tell(row);
    };
    handle.addEventListener("pointermove", drag);
    handle.addEventListener("lostpointercapture", drop, { once: true });
  });
}

function within(y, row) {
  const { top, bottom } = row.getBoundingClientRect();
  return y > top && y < bottom;
}
