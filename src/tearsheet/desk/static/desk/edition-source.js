// The source beside a sentence, and the gate's word on it while it is written.

const PAUSE = 350;

export class Source {
  constructor(panel, { check, look, token, version }) {
    Object.assign(this, { panel, check, look, token, version });
    this.home = panel.parentElement;
    this.claim = null;
    this.timers = new WeakMap();
    this.asked = 0;
    this.wide = matchMedia("(min-width: 62rem)");
    this.wide.addEventListener("change", () => this.put());
    panel.hidden = !this.wide.matches;
    panel.addEventListener("pointerover", (event) => this.point(event.target));
    panel.addEventListener("pointerleave", () => this.field?.light([]));
    document.addEventListener("selectionchange", () => this.follow());
  }

  // Show what a claim rests on. ``field`` is null on a page that cannot be written on.
  show(claim, field, open = this.wide.matches) {
    if (this.claim !== claim) {
      this.field?.light([]);
      this.claim?.classList.remove("current");
      this.claim?.querySelector("[data-source]")?.setAttribute("aria-expanded", "false");
      Object.assign(this, { claim, field });
      claim.classList.add("current");
      if (!open) this.panel.hidden = !this.wide.matches;
    }
    if (!open) return;
    this.panel.hidden = false;
    this.put();
    claim.querySelector("[data-source]")?.setAttribute("aria-expanded", "true");
    this.ask(claim, field);
  }

  toggle(claim, field) {
    const shown = this.claim === claim && !this.panel.hidden && claim.contains(this.panel);
    if (!shown) { this.show(claim, field, true); return; }
    this.panel.hidden = true;
    claim.querySelector("[data-source]")?.setAttribute("aria-expanded", "false");
  }

  // By key: the panel itself, so that it can be read and its links followed.
  visit(claim, field) {
    this.show(claim, field, true);
    this.panel.focus();
  }

  // Beside the edition where there is room, below the sentence where there is not.
  put() {
    if (this.wide.matches) {
      if (this.panel.parentElement !== this.home) this.home.append(this.panel);
      this.panel.hidden = false;
    } else if (this.claim) this.claim.append(this.panel);
  }

  later(claim, field) {
    clearTimeout(this.timers.get(claim));
    this.timers.set(claim, setTimeout(() => this.ask(claim, field), PAUSE));
  }

  async ask(claim, field) {
    const text = field?.text, turn = this.asked += 1;
    let answer;
    try {
      answer = await (field?.dirty ? this.checked(field) : fetch(this.look(claim)));
    } catch { return; }  // the line is down: what is saved says so
    if (!answer.ok || answer.status === 204) return;  // 204: it was taken out meanwhile
    const told = await answer.json();
    if (field && field.text !== text) return;
    field?.mark(told);
    this.tell(claim, told);
    if (this.claim === claim && turn === this.asked) this.fill(told.source);
  }

  checked(field) {
    const words = new URLSearchParams({
      base: field.base, item: field.item, sentence: field.sentence, text: field.text });
    return fetch(this.check, { method: "POST", body: words, headers: { "X-CSRFToken": this.token } });
  }

  tell(claim, told) {
    claim.classList.toggle("refused", !told.proven);
    const notes = claim.querySelector(".claim-notes");
    if (notes.dataset.last === told.notes) return;
    const controls = () => [...notes.querySelectorAll("a, button")];
    const at = controls().indexOf(document.activeElement);
    notes.innerHTML = notes.dataset.last = told.notes;
    if (at >= 0) controls()[at]?.focus({ preventScroll: true });
  }

  fill(html) {
    this.panel.querySelector(".source-body").innerHTML = html;
    this.follow();
  }

  // The passage lights up where the caret's words come from …
  follow() {
    const caret = this.field?.caret;
    for (const mark of this.panel.querySelectorAll("mark")) {
      const here = caret != null && spans(mark).some(([from, to]) => from <= caret && caret <= to);
      mark.classList.toggle("now", here);
    }
  }

  // … and the words of the sentence where one points at the passage.
  point(target) {
    const mark = target.closest("mark[data-at]");
    this.field?.light(mark ? spans(mark) : []);
  }
}

const spans = (mark) => (mark.dataset.at ?? "").split(" ").filter(Boolean)
  .map((span) => span.split("-").map(Number));
