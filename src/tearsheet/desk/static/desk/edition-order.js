// The order of the items: by dragging a handle (mouse, pen, finger), by buttons and by keys.

export class Order {
  constructor(list, moved) {
    this.list = list;
    this.moved = moved;  // told (item, key of the one behind it, place from 1, of how many)
    list.addEventListener("pointerdown", (event) => this.grab(event));
  }

  get items() { return [...this.list.querySelectorAll(":scope > .item")]; }

  step(item, by) {
    const items = this.items, at = items.indexOf(item), to = at + by;
    if (at < 0 || to < 0 || to >= items.length) return false;
    this.place(item, by > 0 ? items[to].nextElementSibling : items[to]);
    return true;
  }

  place(item, before) {
    const focused = item.contains(document.activeElement) ? document.activeElement : null;
    this.list.insertBefore(item, before);
    focused?.focus({ preventScroll: true });
    this.number();
    item.scrollIntoView({ block: "nearest" });
    const items = this.items;
    this.moved(item, before?.dataset.item ?? "", items.indexOf(item) + 1, items.length);
  }

  number() {
    const items = this.items;
    items.forEach((item, n) => {
      const place = item.querySelector(".item-number");
      if (place instanceof HTMLInputElement) place.value = n + 1; else place.textContent = n + 1;
      item.querySelector("[data-step='-1']").disabled = n === 0;
      item.querySelector("[data-step='1']").disabled = n === items.length - 1;
    });
  }

  grab(event) {
    const handle = event.target.closest(".handle");
    if (!handle || event.button) return;
    const item = handle.closest(".item"), was = item.nextElementSibling;
    const leave = new AbortController();
    event.preventDefault();
    item.classList.add("dragged");
    this.list.classList.add("dragging");
    const drag = (move) => {
      const others = this.items.filter((one) => one !== item);
      const before = others.find((one) => {
        const box = one.getBoundingClientRect();
        return move.clientY < box.top + box.height / 2;
      }) ?? null;
      if (before !== item.nextElementSibling) this.list.insertBefore(item, before);
      if (move.clientY < 60) scrollBy(0, -14);
      if (move.clientY > innerHeight - 60) scrollBy(0, 14);
    };
    const stop = (drop) => {
      leave.abort();
      item.classList.remove("dragged");
      this.list.classList.remove("dragging");
      const now = item.nextElementSibling;
      if (drop.type === "pointercancel") this.list.insertBefore(item, was);
      else if (now !== was) this.place(item, now);
    };
    // On the document: an element that is put elsewhere loses the pointer it had caught.
    const { signal } = leave;
    document.addEventListener("pointermove", drag, { signal });
    document.addEventListener("pointerup", stop, { signal });
    document.addEventListener("pointercancel", stop, { signal });
  }
}
