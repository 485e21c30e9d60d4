// A sentence that is written in place: a text area over a mirror of its words. The mirror makes
// it grow and carries the marks; the text area stays what every browser and reader knows.

const points = (text) => {
  // The desk counts code points, a script counts UTF-16 units.
  const at = [0];
  for (const letter of text) at.push(at[at.length - 1] + letter.length);
  return (point) => at[Math.min(point, at.length - 1)];
};

export class Field {
  constructor(claim) {
    this.claim = claim;
    this.item = claim.dataset.item;
    this.sentence = claim.dataset.sentence;
    const said = claim.querySelector(".said-words");
    this.saved = said.dataset.text ?? said.textContent;
    this.base = 0;
    this.rests = [];
    this.faults = [];
    this.now = null;
    this.mirror = Object.assign(document.createElement("div"), { className: "mirror" });
    this.mirror.setAttribute("aria-hidden", "true");
    this.area = Object.assign(document.createElement("textarea"), {
      className: "words", value: this.saved, rows: 1, maxLength: 20000,
    });
    this.area.setAttribute("aria-labelledby", `${claim.dataset.of} l-${claim.id}`);
    this.area.setAttribute("aria-describedby", `n-${claim.id}`);
    for (const one of [this.mirror, this.area]) {
      one.lang = said.lang;
      one.dir = said.dir || "auto";
    }
    const frame = Object.assign(document.createElement("div"), { className: "slate" });
    frame.append(this.mirror, this.area);
    said.replaceWith(frame);
    this.paint();
  }

  get text() { return this.area.value; }
  get dirty() { return this.text !== this.saved; }

  write(text) {
    if (text === this.text) return;
    const [from, to] = [this.area.selectionStart, this.area.selectionEnd];
    this.area.value = text;
    if (document.activeElement === this.area) this.area.setSelectionRange(from, to);
    this.unmark();
  }

  // Other words for a stretch, as if typed: the browser's own undo takes them back.
  replace(start, end, words) {
    const at = points(this.text);
    this.area.focus();
    this.area.setSelectionRange(at(start), at(end));
    if (!document.execCommand("insertText", false, words)) {
      this.area.setRangeText(words, at(start), at(end), "end");
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  mark({ rests, faults }) {
    this.rests = rests;
    this.faults = faults;
    this.paint();
  }

  // The words have changed: marks before and behind the change move with them, until checked anew.
  typed() {
    const [old, fresh] = [[...this.painted], [...this.text]];
    let head = 0, tail = 0;
    while (head < Math.min(old.length, fresh.length) && old[head] === fresh[head]) head += 1;
    while (tail < Math.min(old.length, fresh.length) - head
      && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail += 1;
    const by = fresh.length - old.length, end = old.length - tail;
    const moved = (spans) => spans.flatMap(([from, to]) => (
      to <= head ? [[from, to]] : from >= end ? [[from + by, to + by]] : []));
    this.mark({ rests: moved(this.rests), faults: moved(this.faults) });
  }

  unmark() { this.mark({ rests: [], faults: [] }); }

  // Where the caret stands, in code points; null while the field is not in use.
  get caret() {
    if (document.activeElement !== this.area) return null;
    return [...this.text.slice(0, this.area.selectionStart)].length;
  }

  light(spans) {
    this.now = spans;
    this.paint();
  }

  paint() {
    this.painted = this.text;
    const text = this.text, at = points(text), length = [...text].length;
    const layers = { rests: this.rests, fault: this.faults, now: this.now ?? [] };
    const bounds = new Set([0, length]);
    for (const spans of Object.values(layers)) {
      for (const [start, end] of spans) bounds.add(Math.min(start, length)).add(Math.min(end, length));
    }
    const cuts = [...bounds].sort((one, other) => one - other);
    const runs = cuts.slice(0, -1).map((start, n) => {
      const end = cuts[n + 1];
      const kinds = Object.keys(layers).filter((name) =>
        layers[name].some(([from, to]) => from <= start && end <= to));
      const run = document.createElement(kinds.length ? "mark" : "span");
      run.className = kinds.join(" ");
      run.textContent = text.slice(at(start), at(end));
      return run;
    });
    // A last line feed needs something behind it to take up room.
    this.mirror.replaceChildren(...runs, "\u200b");
  }
}
