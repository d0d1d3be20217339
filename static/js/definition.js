// While one writes: the length of what is written, and no button for what happens by itself.

for (const button of document.querySelectorAll("[data-preview-button]")) button.hidden = true;

for (const counter of document.querySelectorAll("[data-count]")) {
  const field = document.getElementById(counter.dataset.count);
  const told = () => {
    counter.querySelector("[data-number]").textContent = field.value.length;
    counter.classList.toggle("is-long", field.value.length > Number(counter.dataset.limit));
  };
  field?.addEventListener("input", told);
  if (field) told();
}
