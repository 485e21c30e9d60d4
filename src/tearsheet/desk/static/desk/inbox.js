// Triage: a decided card gives way to a line with Undo in its place, and the next one has the focus.
// What the desk did not confirm is put back. Everything here is a form that works without it.

import { say as note } from "./desk.js";

const LOOK_EVERY = 45_000;
const DOUBLE_CLICK = 350;
const LETTERS = { t: "taken", l: "later", d: "dropped", n: "not about us" };

const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const form = () => document.getElementById("triage");
const cards = () => all(".story:not(.gone)");
const boxOf = (card) => card.querySelector("input[name=story]");
const marked = () => all("input[name=story]:checked");
const storyAt = (key) => document.getElementById(`s-${key}`);

let current = null;
let clickedAt = -Infinity;
let doing = Promise.resolve();

// Where one is.

function cardOf(element) {
  return element?.closest?.(".story") ?? null;
}

document.addEventListener("focusin", (event) => {
  const card = cardOf(event.target);
  if (card) current = card.id;
});

function here() {
  const focused = cardOf(document.activeElement);
  return focused ?? (current && document.getElementById(current)) ?? null;
}

function go(card, options) {
  const target = card?.querySelector("h3 a, button");
  if (!target) return;
  target.focus(options);
  if (!options?.preventScroll) card.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const list = cards(), at = here();
  if (!list.length) return;
  if (!at) return go(list[0]);
  if (list.includes(at)) return go(list[list.indexOf(at) + by] ?? at);
  const beside = by > 0 ? next(at) : before(at);
  if (beside) go(beside);
}

function next(card) {
  let one = card.nextElementSibling;
  while (one?.matches(".gone")) one = one.nextElementSibling;
  return one;
}

function before(card) {
  let one = card.previousElementSibling;
  while (one?.matches(".gone")) one = one.previousElementSibling;
  return one;
}

// What is said: the same words again are said again.

function announce(words) {
  const region = document.getElementById("inbox-said");
  region.textContent = "";
  setTimeout(() => { region.textContent = words; }, 60);
}

// Deciding.

function lineInPlaceOf(card, choice) {
  const line = document.createElement("li"), words = document.createElement("p");
  line.id = card.id;
  line.className = "story gone pending";
  line.dataset.story = card.dataset.story;
  words.className = "fine decided";
  const done = document.createElement("span"), title = card.querySelector("h3 a"), which = document.createElement("span");
  done.className = "what";
  done.textContent = JSON.parse(form().dataset.done)[choice] ?? "";
  which.className = "which";
  which.lang = title.lang;
  which.dir = title.dir;
  which.textContent = title.textContent;
  words.append(done, " ", which);
  line.append(words);
  return line;
}

// One after the other, in the order in which they were asked for: each knows of the one before.
function send(fields, address) {
  const sent = doing.then(() => post(fields, address));
  doing = sent.catch(() => {});
  return sent;
}

async function post(fields, address = form().action) {
  const body = new URLSearchParams(new FormData(form()));
  body.delete("story");
  for (const [name, value] of fields) body.append(name, value);
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" }, redirect: "error" });
  } catch {
    throw new Error(form().dataset.unreachable);
  }
  const text = await answer.text();
  if (answer.status === 422) throw new Error(text);
  if (answer.headers.get("HX-Redirect")) location.assign(answer.headers.get("HX-Redirect"));
  if (!answer.ok) throw new Error(form().dataset.failed);
  return new DOMParser().parseFromString(text, "text/html").getElementById("answer");
}

async function decide(list, choice, byPointer) {
  const after = next(list.at(-1)) ?? before(list[0]);
  const lines = list.map((card) => {
    const line = lineInPlaceOf(card, choice);
    card.replaceWith(line);
    return [card, line];
  });
  if (after && !list.includes(after)) go(after, { preventScroll: byPointer });
  told();
  try {
    const answer = await send([["do", choice], ...list.map((card) => ["story", card.dataset.story])]);
    settle(answer);
    if (!cards().length) go(all(".story.gone").at(-1), { preventScroll: true });
  } catch (error) {
    for (const [card, line] of lines) line.replaceWith(card);
    go(list[0], { preventScroll: byPointer });
    failed(error);
  }
}

async function merge(list) {
  try {
    const answer = await send([["do", "merge"], ...list.map((card) => ["story", card.dataset.story])]);
    settle(answer, list[0]);
  } catch (error) {
    failed(error);
  }
}

async function undo(number) {
  const asked = here();
  try {
    const answer = await send([["undo", number]]);
    const touched = settle(answer, asked);
    if (touched) go(touched);
  } catch (error) {
    failed(error);
  }
}

async function apart(asked) {
  const at = cardOf(asked), fields = [...new FormData(asked)].filter(([name]) => name === "article");
  try {
    const touched = settle(await send(fields, asked.action), at);
    if (touched) go(touched);
  } catch (error) {
    failed(error);
  }
}

function failed(error) {
  note(error.message, "bad");
}

// Puts in place what the desk answered; what has no place yet stands where one is.
function settle(answer, at = null) {
  let touched = null;
  for (const one of all("li.story", answer)) {
    const card = document.importNode(one, true), there = storyAt(one.dataset.story);
    if (there) there.replaceWith(card);
    else if (at?.isConnected) at.before(card);
    else document.getElementById("stories")?.prepend(card);
    touched ??= card;
  }
  for (const key of answer.dataset.gone.split(" ").filter(Boolean)) storyAt(key)?.remove();
  for (const count of all("i[data-choice]", answer)) {
    const tab = document.querySelector(`.choices [data-choice="${count.dataset.choice}"] .count`);
    if (tab) tab.textContent = count.textContent;
  }
  const compose = answer.querySelector("#compose");
  if (compose) document.getElementById("compose")?.replaceWith(document.importNode(compose, true));
  if (Number(answer.dataset.step)) form().elements.step.value = answer.dataset.step;
  announce(cards().length ? answer.dataset.said : `${answer.dataset.said} ${answer.dataset.allRead}`);
  told(answer.dataset.allRead);
  return touched;
}

// By mouse, touch and forms.

document.addEventListener("submit", (event) => {
  if (event.target.dataset.apart && form()) {
    event.preventDefault();
    return apart(event.target);
  }
  if (event.target !== form()) return;
  event.preventDefault();
  const { name, value } = event.submitter ?? {};
  const now = performance.now(), pointed = !event.submitter?.matches(":focus-visible");
  // Undo lies elsewhere: it is never the second half of a double click.
  if (name === "undo") return undo(value);
  if (pointed && now - clickedAt < DOUBLE_CLICK) return;
  clickedAt = now;
  if (name === "one") {
    const cut = value.lastIndexOf(" ");
    return decide([storyAt(value.slice(cut + 1))], value.slice(0, cut), pointed);
  }
  if (name === "do") together(value, pointed);
});

function together(choice, byPointer) {
  const list = marked().map(cardOf);
  if (choice === "merge") return merge(list);
  if (list.length) decide(list, choice, byPointer);
}

// Marking.

function told(allRead = "") {
  const bar = document.querySelector(".selection"), number = marked().length;
  if (bar) {
    bar.classList.toggle("on", number > 0);
    bar.querySelector("[data-marked]").textContent = `${number} ${bar.querySelector("[data-marked]").dataset.marked}`;
    bar.querySelector("[value=merge]").disabled = number < 2;
  }
  const end = document.getElementById("more");
  if (end && allRead && !cards().length && !end.querySelector("a")) end.textContent = allRead;
}

document.addEventListener("change", (event) => {
  if (event.target.matches("input[name=story]")) told();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-unmark]")) return;
  for (const box of marked()) box.checked = false;
  told();
});

// By keys.

const keys = {
  j: () => step(1),
  k: () => step(-1),
  o: () => here()?.querySelector("h3 a")?.click(),
  w: () => {
    const why = here()?.querySelector(".why");
    if (why) why.open = !why.open;
  },
  "/": () => document.getElementById("words")?.focus(),
};
const triageKeys = {
  x: () => {
    const box = here() && boxOf(here());
    if (!box) return;
    box.checked = !box.checked;
    told();
  },
  m: () => merge(marked().map(cardOf)),
  u: () => undo(0),
};

document.addEventListener("desk:key", (event) => {
  const { key } = event.detail;
  const act = keys[key] ?? (form() ? triageKeys[key] : null);
  if (act) {
    event.preventDefault();
    return act();
  }
  if (!form() || !(key in LETTERS)) return;
  event.preventDefault();
  const list = marked().map(cardOf), at = here();
  if (list.length) decide(list, LETTERS[key], false);
  else if (at && !at.matches(".gone")) decide([at], LETTERS[key], false);
  else if (!at) step(1);
});

// What came, and what others decided, while the page is looked at.

setInterval(() => {
  const waiting = document.getElementById("waiting");
  if (waiting && document.visibilityState === "visible") window.htmx.trigger(waiting, "look");
}, LOOK_EVERY);

document.body.addEventListener("htmx:afterSwap", (event) => {
  for (const one of all("#waiting [data-of]")) decidedByAnother(one.dataset.of, one.textContent);
  if (event.detail.target?.id !== "inbox" && event.detail.elt?.id !== "inbox") return told();
  current = null;
  announce(document.getElementById("total")?.textContent ?? document.getElementById("stories-none")?.textContent ?? "");
  told();
});

function decidedByAnother(key, words) {
  const card = storyAt(key);
  if (!card || card.matches(".gone")) return;
  const said = card.querySelector(".between") ?? document.createElement("p");
  said.className = "fine between";
  said.textContent = words;
  card.prepend(said);
}

told();
