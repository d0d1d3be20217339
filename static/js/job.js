// Follows a job: says aloud what changes, and no more often than that.

const place = document.getElementById("melding");
let said = document.getElementById("jobb")?.dataset.told ?? "";

document.addEventListener("htmx:after:swap", () => {
  const job = document.getElementById("jobb");
  if (!job) return;
  document.title = job.dataset.heading;
  if (job.dataset.told === said) return;
  said = job.dataset.told;
  if (place) place.textContent = said;
});

// Who has been signed out is asked to sign in, on a page of its own.
document.addEventListener("htmx:before:swap", (event) => {
  if (!event.detail?.ctx?.response?.raw?.redirected) return;
  event.preventDefault();
  location.reload();
});
