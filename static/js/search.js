/* Suggests while one types, below the box: a combobox. Arrow keys choose, Enter goes there, Escape closes;
   without a choice Enter sends the form, as it does without this. */

// Milliseconds without a key before the server is asked.
const PAUSE = 80;

class Search {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("input");
    this.list = form.querySelector("[role=listbox]");
    this.asked = 0;
    Object.entries({
      role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": this.list.id,
    }).forEach(([name, value]) => this.box.setAttribute(name, value));
    this.box.addEventListener("input", () => this.later());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("focus", () => this.list.childElementCount && this.box.value && this.show(true));
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || this.show(false));
    // A press on a suggestion must not take the focus, and the list with it, before it is a click.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.suggest(), PAUSE);
  }

  async suggest() {
    const typed = this.box.value.trim();
    const asked = ++this.asked;
    if (!typed) return this.show(false);
    try {
      const answer = await fetch(`${this.form.dataset.search}?${new URLSearchParams({ sok: typed })}`);
      if (!answer.ok || asked !== this.asked) return; // an answer to what was typed before comes too late
      this.list.innerHTML = await answer.text();
      this.options.forEach((option, at) => { option.id = `${this.list.id}-${at}`; });
      this.choose(null);
      this.show(true);
    } catch {
      this.show(false);
    }
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  show(open) {
    this.list.hidden = !open;
    this.box.setAttribute("aria-expanded", String(open));
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
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      return this.show(false);
    }
    if (event.key === "Enter" && this.chosen) {
      event.preventDefault();
      return location.assign(this.chosen.href);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !this.options.length) return;
    event.preventDefault();
    this.show(true);
    // One place more than there are suggestions: in the box itself, where nothing is chosen.
    const places = [null, ...this.options];
    const at = places.indexOf(this.chosen ?? null);
    this.choose(places[(at + step + places.length) % places.length]);
  }
}

document.querySelectorAll("form[data-search]").forEach((form) => new Search(form));
