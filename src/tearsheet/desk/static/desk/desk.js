// What every page does: menus close when one is done with them, failures are told in plain words.

const said = () => document.getElementById("said");

export function say(words, kind = "") {
  const note = document.createElement("p");
  note.className = `note ${kind}`;
  note.textContent = words;
  said().replaceChildren(note);
  forgetLater(note);
}

function forgetLater(note) {
  setTimeout(() => note.matches(":hover") ? forgetLater(note) : note.remove(), 9000);
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!except || !menu.contains(except)) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("focusin", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest("details.menu[open]");
  closeMenus();
  open?.querySelector("summary").focus();
});

// Where what one was at is taken away by a swap, one goes on at what came in its place.
const GOES_ON = "a[href], button:not([disabled]), input:not([type=hidden], [disabled]), select, textarea, summary";
let wasInside = false;

document.body.addEventListener("htmx:beforeSwap", (event) => {
  wasInside = document.activeElement !== document.body && event.detail.target.contains(document.activeElement);
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (!wasInside || document.activeElement !== document.body) return;
  const next = event.target.matches(GOES_ON) ? event.target : event.target.querySelector(GOES_ON);
  if (!next) return;
  wasInside = false;
  next.focus({ preventScroll: true });
});

document.body.addEventListener("htmx:responseError", () => say(document.body.dataset.failed, "bad"));
document.body.addEventListener("htmx:sendError", () => say(document.body.dataset.unreachable, "bad"));
for (const note of said()?.children ?? []) forgetLater(note);
