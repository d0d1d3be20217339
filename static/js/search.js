/* Suggests while one types, below the box: a combobox. Arrow keys choose, Enter goes there, Escape closes;
   without a choice Enter sends the form, as it does without this. */

// Milliseconds without a key before the server is asked.
const PAUSE = 60;

class Search {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("input");
    this.place = form.querySelector(".suggestions");
    this.listId = `${this.box.id}-forslag`;
    this.asked = 0;
    const said = { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": this.listId };
    Object.entries(said).forEach(([name, value]) => this.box.setAttribute(name, value));
    this.box.addEventListener("input", () => this.later());
    this.box.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || this.close());
    // A press on a suggestion must not take the focus, and the list with it, before it is a click.
    this.place.addEventListener("mousedown", (event) => event.preventDefault());
    // The page as it was when it is come back to: with the list closed.
    addEventListener("pagehide", () => this.close());
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.suggest(), PAUSE);
  }

  async suggest() {
    const asked = ++this.asked;
    const typed = this.box.value.trim();
    if (!typed) return this.close();
    const answer = await fetch(`${this.form.dataset.search}?${new URLSearchParams({ sok: typed })}`).catch(() => null);
    const found = answer?.ok ? await answer.text() : "";
    // What was typed before, or whoever has left since, needs no answer.
    if (asked !== this.asked || document.activeElement !== this.box) return;
    this.put(found);
  }

  put(found) {
    this.choose(null);
    this.place.innerHTML = found;
    this.options.forEach((option, at) => { option.id = `${this.listId}-${at}`; });
    this.list?.setAttribute("id", this.listId);
    this.show(Boolean(found.trim()));
    document.getElementById("melding").textContent = this.place.querySelector("[data-told]")?.dataset.told ?? "";
  }

  get list() {
    return this.place.querySelector("[role=listbox]");
  }

  get options() {
    return [...this.place.querySelectorAll("[role=option]")];
  }

  close() {
    clearTimeout(this.waiting);
    this.asked += 1;
    this.show(false);
  }

  show(open) {
    this.place.hidden = !open;
    this.box.setAttribute("aria-expanded", String(open && this.list !== null));
    if (!open) this.choose(null);
  }

  choose(option) {
    this.chosen?.setAttribute("aria-selected", "false");
    this.chosen = option;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.box.setAttribute("aria-activedescendant", option.id);
    else this.box.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.place.hidden) {
      event.preventDefault(); // which would empty the box
      this.close();
    } else if (event.key === "Enter" && this.chosen) {
      event.preventDefault();
      location.assign(this.chosen.href);
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && this.options.length) {
      event.preventDefault();
      this.step(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  // There is one place more than there are suggestions: in the box itself, where nothing is chosen.
  step(way) {
    const places = [null, ...this.options];
    const at = places.indexOf(this.chosen ?? null);
    this.show(true);
    this.choose(places[(at + way + places.length) % places.length]);
  }
}

document.querySelectorAll("form[data-search]").forEach((form) => new Search(form));
