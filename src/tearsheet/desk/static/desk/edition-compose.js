// The order of the taken stories before an edition is drafted of them: the places are numbers in
// the form, written anew whenever a story is dragged or moved by a step.

import { Order } from "./edition-order.js";

const list = document.getElementById("items");
const told = document.getElementById("moved");

if (list) {
  const order = new Order(list, (item, before, at, of) => {
    const line = told.dataset.words.replace("{at}", at).replace("{of}", of);
    told.textContent = `${item.dataset.name}: ${line}`;
  });
  for (const hidden of list.querySelectorAll("[hidden]")) hidden.hidden = false;
  order.number();
  list.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (!step) return;
    const item = step.closest(".item");
    order.step(item, Number(step.dataset.step));
    if (step.disabled) item.querySelector("[data-step]:not([disabled])")?.focus();
    else step.focus();
  });
}
