// The edition page: sentences are written in place, checked beside their source, saved as one goes.

import { Field } from "./edition-field.js";
import { Order } from "./edition-order.js";
import { Saving } from "./edition-saving.js";
import { Source } from "./edition-source.js";

const root = document.getElementById("edition");
const words = JSON.parse(document.getElementById("edition-words").textContent);
const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
const RHYTHM = 15000, CALM = 2500;
const fields = new Map();
let version = Number(root.dataset.version);
let order, tally, turns = 0;

const place = (claim) => `${claim.dataset.item} ${claim.dataset.sentence}`;
const fieldOf = (claim) => fields.get(place(claim)) ?? null;
const claims = () => [...root.querySelectorAll(".claim")];
const filled = (line, values) => line.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function say(line) {
  const note = document.createElement("p");
  note.className = "note";
  note.textContent = line;
  document.getElementById("said").replaceChildren(note);
  setTimeout(() => note.remove(), 9000);
}

// How it stands with what was written.

const standing = document.getElementById("saving");

function state(kind) {
  const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const was = standing.dataset.kind;
  standing.dataset.kind = kind;
  standing.textContent = filled(words[kind], { clock });
  // What worries is read out once; that all is well is only shown.
  if (was !== kind && (kind === "unsaved" || kind === "out")) say(standing.textContent);
}

const saving = new Saving({
  address: root.dataset.change, token, state, anew: words.anew,
  keep: `tearsheet ${root.dataset.account} ${location.pathname}`,
  stale(saved, base, sent) {
    if (saved.merged) { refresh(); return; }
    version = saved.version;
    for (const field of fields.values()) {
      if (field.base === base && !(field.dirty && !sent.includes(field) && field.held)) field.base = version;
    }
    root.dataset.version = version;
    clearTimeout(tally);
    tally = setTimeout(recount, CALM);
  },
  async clashed(conflict, sent) {
    await refresh();
    for (const clash of conflict.clashes) clashAt(clash, conflict, sent);
    state("clash");
    say(words.clash);
  },
  refused(why, of) {
    state("refused");
    for (const field of of) field.claim.querySelector(".claim-notes").textContent = why;
    say(why);
  },
});

// Two wrote the same sentence.

function clashAt(clash, conflict, sent) {
  const field = sent.map((one) => one.field).find((one) => (
    one.item === clash.item && one.sentence === clash.sentence));
  const box = Object.assign(document.createElement("div"), { className: "clash-at", innerHTML: clash.html });
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", words.clash);
  if (field) field.held = true;
  if (field?.claim.isConnected) field.claim.querySelector(".claim-notes").before(box);
  else document.getElementById("unsaved").append(box);
  box.addEventListener("click", async (event) => {
    const way = event.target.closest("[data-resolve]")?.dataset.resolve;
    if (!way) return;
    event.preventDefault();
    box.remove();
    forget(conflict.proposal);
    if (field) resolve(field, clash, conflict, way);
  });
  box.querySelector("[data-resolve]")?.focus();
}

async function resolve(field, clash, conflict, way) {
  field.held = false;
  if (!field.claim.isConnected) {
    fields.delete(place(field.claim));
    if (way === "theirs") return;
    const added = { kind: "add", item: clash.item, of: field.claim.dataset.kind, text: field.text };
    if (await saving.change(() => version, [added])) refresh();
    return;
  }
  Object.assign(field, { base: Math.max(conflict.version, version), saved: clash.theirs });
  if (way === "theirs") field.write(clash.theirs);
  if (way === "both") field.write(`${clash.theirs} ${clash.mine}`);
  field.area.focus();
  source.show(field.claim, field);
  saving.put(field);
  if (way === "both") state("writing");
  else await saving.flush();
}

function forget(proposal) {
  const address = root.dataset.forget.replace("/0/", `/${proposal}/`);
  fetch(address, { method: "POST", headers: { "X-CSRFToken": token, Accept: "application/json" } })
    .catch(() => undefined);  // it is listed on the next visit, and can be forgotten there
}

// The source and the gate.

const source = new Source(document.getElementById("source"), {
  token,
  check: root.dataset.check,
  look: (claim) => claim.dataset.look,
});

// The page as the desk has it now, without touching what is being written.

async function refresh() {
  const turn = turns += 1;
  let answer;
  try { answer = await fetch(`${location.pathname}?part=sheet`); } catch { return; }
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  // Whoever changes the order next asks again; under a moving hand nothing else moves.
  if (turn !== turns || saving.changing) return;
  if (root.querySelector(".dragging")) { setTimeout(refresh, CALM); return; }
  catchUp(fresh);
}

// What the gate refuses in all, once it has been quiet for a while.
async function recount() {
  const there = document.getElementById("standing");
  const busy = () => saving.waiting.size || saving.sending || !there.isConnected
    || there.contains(document.activeElement) || there.querySelector("#note")?.value;
  if (busy()) return;
  let answer;
  try { answer = await fetch(`${location.pathname}?part=sheet`); } catch { return; }
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (busy()) return;
  const open = there.querySelector(".refusals")?.open;
  const latest = fresh.getElementById("standing");
  if (open) latest.querySelector(".refusals")?.setAttribute("open", "");
  there.replaceWith(latest);
}

function catchUp(fresh) {
  const sheet = fresh.getElementById("sheet"), old = document.getElementById("sheet");
  const latest = Number(sheet.dataset.version), focused = document.activeElement;
  const panel = document.getElementById("source");
  if (old.contains(panel)) source.home.append(panel);
  for (const claim of sheet.querySelectorAll(".claim")) {
    const field = fieldOf(claim);
    if (!field?.claim.isConnected) continue;
    takeOver(field, claim, latest);
    claim.replaceWith(field.claim);
  }
  for (const adder of sheet.querySelectorAll(".adder")) {
    const open = old.querySelector(`.adder[data-item="${CSS.escape(adder.dataset.item)}"]`);
    if (open?.querySelector("textarea").value) adder.replaceWith(open);
  }
  document.getElementById("standing").replaceWith(fresh.getElementById("standing"));
  old.replaceWith(sheet);
  version = latest;
  root.dataset.version = latest;
  for (const [key, field] of fields) if (!field.claim.isConnected && !field.dirty) fields.delete(key);
  lay();
  document.getElementById("news").hidden = true;
  if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  if (source.claim?.isConnected) source.put();
}

function takeOver(field, claim, latest) {
  const theirs = claim.querySelector(".said-words").dataset.text;
  if (!field.dirty) {
    field.saved = theirs;
    field.write(theirs);
    field.base = latest;
    field.claim.className = `${claim.className} ${field.claim.matches(".current") ? "current" : ""}`;
    const notes = field.claim.querySelector(".claim-notes");
    notes.innerHTML = claim.querySelector(".claim-notes").innerHTML;
    delete notes.dataset.last;
  } else if (theirs === field.saved) field.base = latest;
}

function lay() {
  for (const claim of root.querySelectorAll(".claim.editable")) {
    if (fields.get(place(claim))?.claim === claim) continue;
    const field = new Field(claim);
    field.base = version;
    fields.set(place(claim), field);
    if (claim.matches(".refused")) source.later(claim, field);
  }
  const list = document.getElementById("items");
  order = new Order(list, moved);
  if (root.dataset.editable) order.number();
}

async function moved(item, before, at, of) {
  say(filled(words.moved, { at, of }));
  const saved = await saving.change(() => version, [{ kind: "move", item: item.dataset.item, before }]);
  await refresh();
  if (!saved) say(words.anew);
}

// What one does on the page.

root.addEventListener("input", (event) => {
  const claim = event.target.closest("textarea.words") && event.target.closest(".claim");
  if (!claim) return;
  const field = fieldOf(claim);
  field.typed();
  source.later(claim, field);
  saving.later(field);
});

root.addEventListener("focusin", (event) => {
  const claim = event.target.closest(".claim");
  if (claim && claim !== source.claim) source.show(claim, fieldOf(claim));
});

root.addEventListener("focusout", (event) => {
  if (event.target.matches("textarea.words")) saving.flush();
});

root.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  const claim = on(".claim");
  if (on("[data-source]")) { event.preventDefault(); source.toggle(claim, fieldOf(claim)); return; }
  const put = on("[data-replace]");
  if (put) {
    const at = claim ?? source.claim, field = fieldOf(at);
    field?.replace(Number(put.dataset.start), Number(put.dataset.end), put.dataset.replace);
    return;
  }
  const stand = on("[data-stand]");
  if (stand) { event.preventDefault(); letStand(claim ?? source.claim, stand.dataset.stand); return; }
  const step = on("[data-step]");
  if (step) {
    event.preventDefault();
    const item = step.closest(".item");
    order.step(item, Number(step.dataset.step));
    if (step.disabled) item.querySelector("[data-step]:not([disabled])")?.focus(); else step.focus();
    return;
  }
  if (on("#show-news")) { refresh().then(() => say(words.shown)); return; }
  if (claim && !on("a, button, textarea, input, select, summary, mark")) claim.focus();
});

root.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches(".steps")) { sign(event, form); return; }
  if (!form.matches("[data-change]")) return;
  event.preventDefault();
  const wish = Object.fromEntries(new FormData(form, event.submitter));
  delete wish.csrfmiddlewaretoken;
  delete wish.base;
  const known = new Set(claims().map(place)), before = await current();
  const saved = await saving.change(() => version, [wish]);
  if (!saved) { refresh(); return; }
  form.closest("dialog")?.close();
  if (form.matches(".adding")) form.reset();
  await refresh();
  const fresh = claims().find((claim) => !known.has(place(claim)));
  (fresh?.querySelector("textarea") ?? fresh)?.focus();
  if (wish.kind === "remove" || wish.kind === "drop") offerUndo(before, wish.kind);
  say(words[wish.kind] ?? words.done);
});

// What was written goes first; the step is taken on what one has before one's eyes.
async function sign(event, form) {
  const base = form.elements.namedItem("base");
  base.value = version;
  if (!saving.waiting.size && !saving.sending) return;
  event.preventDefault();
  if (!(await saving.flush())) return;
  // Not before this event is over: until then a browser passes a second one by.
  setTimeout(() => form.requestSubmit(event.submitter));
}

async function current() {
  await saving.flush();
  return version;
}

function offerUndo(before, kind) {
  const undo = document.getElementById("undo");
  undo.hidden = false;
  undo.querySelector(".what").textContent = words[kind];
  const button = undo.querySelector("button");
  button.onclick = async () => {
    const address = root.dataset.restore.replace("/0/", `/${before}/`);
    const answer = await fetch(address, {
      method: "POST", body: new URLSearchParams({ base: version }),
      headers: { "X-CSRFToken": token, Accept: "application/json" },
    }).catch(() => null);
    undo.hidden = true;
    if (answer?.ok) { await refresh(); say(words.undone); return; }
    say((await answer?.json().catch(() => null))?.message ?? words.anew);
  };
  button.focus();
}

function letStand(claim, problem) {
  const dialog = document.getElementById("let-stand");
  const form = dialog.querySelector("form");
  form.reset();
  const named = { item: claim.dataset.item, sentence: claim.dataset.sentence, problem };
  for (const [name, value] of Object.entries(named)) form.elements.namedItem(name).value = value;
  dialog.querySelector(".of").textContent = fieldOf(claim)?.text ?? "";
  dialog.showModal();
  // What opened it may have been put there anew meanwhile.
  dialog.addEventListener("close", () => {
    if (claim.contains(document.activeElement)) return;
    (claim.querySelector(`[data-stand="${problem}"]`) ?? claim).focus({ preventScroll: true });
  }, { once: true });
}

for (const close of root.querySelectorAll("dialog [data-close]")) {
  close.addEventListener("click", () => close.closest("dialog").close());
}

// Keys.

function walk(by, selector, inside = "") {
  const all = [...root.querySelectorAll(selector)];
  const active = document.activeElement;
  const from = root.contains(active) && active.closest(".claim, .item") ? active : source.claim;
  const here = from?.closest(selector);
  const at = here ? all.indexOf(here) + by : by > 0 ? 0 : all.length - 1;
  const to = all[Math.max(0, Math.min(all.length - 1, at))];
  (inside ? to?.querySelector(inside) : to)?.focus();
  to?.scrollIntoView({ block: "nearest" });
}

const KEYS = {
  j: () => walk(1, ".claim"),
  k: () => walk(-1, ".claim"),
  n: () => walk(1, ".item", ".claim"),
  p: () => walk(-1, ".item", ".claim"),
  e: () => source.claim?.querySelector("textarea.words")?.focus(),
  s: () => source.claim && source.visit(source.claim, fieldOf(source.claim)),
};

document.addEventListener("desk:key", (event) => {
  const act = KEYS[event.detail.key];
  if (!act) return;
  event.preventDefault();
  act();
});

root.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.altKey && !event.ctrlKey && !event.metaKey && (key === "ArrowUp" || key === "ArrowDown")) {
    const item = target.closest(".item");
    if (!item || !root.dataset.editable) return;
    event.preventDefault();
    order.step(item, key === "ArrowUp" ? -1 : 1);
  } else if (key === "Escape" && target.matches("textarea.words")) {
    target.closest(".claim").focus();
  } else if (key === "Enter" && target.matches(".claim")) {
    event.preventDefault();
    KEYS.e();
  }
});

// Who else is here, and what they have changed.

async function pulse() {
  if (document.hidden) return;
  let told;
  try {
    const answer = await fetch(root.dataset.pulse);
    if (!answer.ok || answer.redirected) return;
    told = await answer.json();
  } catch { return; }
  document.getElementById("others").textContent = told.said;
  const news = document.getElementById("news");
  const changed = told.version > version || told.state !== root.dataset.state;
  if (!changed || saving.sending || saving.waiting.size || !news.hidden) return;
  news.querySelector(".what").textContent = filled(words.news, { who: told.who || words.machine });
  news.hidden = false;
}

lay();
if (root.dataset.editable) {
  for (const kept of saving.remembered()) {
    const field = fields.get(`${kept.item} ${kept.sentence}`);
    if (!field || field.text === kept.text) continue;
    field.write(kept.text);
    field.base = Math.min(kept.base, version);
    saving.later(field);
    source.later(field.claim, field);
  }
}
document.documentElement.classList.add("scripted");
setInterval(pulse, RHYTHM);
pulse();
