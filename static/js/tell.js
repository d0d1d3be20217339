// When a part of the page has been put in another's place, those who can't see it are told what it is now.

document.addEventListener("htmx:after:swap", () => {
  const told = document.querySelector("[data-told]");
  const place = document.getElementById("melding");
  if (told && place) place.textContent = told.textContent;
});
