// Buttons that bring the page to others: its address, by the phone's own sharing or else to the clipboard, and the
// page on paper. Heard on the document, since parts of the page are put in each other's place.

const shown = () => {
  for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = !navigator.clipboard;
  for (const button of document.querySelectorAll("[data-print][hidden]")) button.hidden = false;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy], [data-print]");
  if (button?.matches("[data-print]")) toPaper();
  else if (button) copy(button);
});

// Whatever paper would not wait for comes first; without it the page is printed all the same.
async function toPaper() {
  const needed = [];
  document.dispatchEvent(new CustomEvent("portal:to-print", { detail: needed }));
  await Promise.allSettled(needed);
  window.print();
}

async function copy(button) {
  const url = button.dataset.copy;
  if (navigator.share && matchMedia("(pointer: coarse)").matches) {
    // Whoever thinks better of it has not met with an error.
    await navigator.share({ title: document.title, url }).catch(() => null);
    return;
  }
  await navigator.clipboard.writeText(url);
  const melding = document.getElementById("melding");
  if (melding) melding.textContent = button.dataset.copied;
  const before = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = before), 3000);
}

document.addEventListener("htmx:after:swap", shown);
shown();
