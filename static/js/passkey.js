// What needs a passkey is shown where the browser has them, and a passkey that was not used is told about.

const told = () => document.querySelectorAll("[data-passkey-error]");

document.addEventListener("DOMContentLoaded", () => {
  if (!window.PublicKeyCredential) return;
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = false;
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-passkey]")) for (const sentence of told()) sentence.hidden = true;
});

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const sentence of told()) sentence.hidden = false;
});
