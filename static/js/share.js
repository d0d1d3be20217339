// Buttons that give the page's address to others: by the phone's own sharing, else to the clipboard. Heard on the
// document, since parts of the page are put in each other's place.

const shown = () => {
  for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = !navigator.clipboard;
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
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
});
document.addEventListener("htmx:after:swap", shown);
shown();
