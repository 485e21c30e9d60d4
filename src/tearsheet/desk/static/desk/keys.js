// Single letters as keys: told to the page as a "desk:key" event, never while somebody types.
// They can be switched off for this browser (WCAG 2.1.4) by a box with data-keys-switch.

const OFF = "tearsheet.keys.off";
const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]:not([contenteditable=false])";

function remembered() {
  try { return localStorage.getItem(OFF) === "1"; } catch { return false; }
}

let off = remembered();

function remember(value) {
  off = value;
  try { localStorage.setItem(OFF, value ? "1" : "0"); } catch { /* for this page, then */ }
}

// On a keyboard of another script the letter is the one that stands on the key in Latin.
function letter(event) {
  if (/^[\x21-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  const key = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase();
  if (key) return key;
  return event.code === "Slash" ? (event.shiftKey ? "?" : "/") : event.key;
}

document.addEventListener("keydown", (event) => {
  if (off || event.defaultPrevented || event.isComposing || event.repeat && !"jk".includes(letter(event))) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
  const key = letter(event);
  if (key.length !== 1 || key === " ") return;
  const pressed = new CustomEvent("desk:key", { detail: { key }, cancelable: true, bubbles: true });
  if (!event.target.dispatchEvent(pressed)) event.preventDefault();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys-switch]")) remember(!event.target.checked);
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) open(document.getElementById(opener.dataset.opens));
});

document.addEventListener("desk:key", (event) => {
  const help = document.getElementById("keys");
  if (event.detail.key !== "?" || !help) return;
  event.preventDefault();
  open(help);
});

function open(dialog) {
  for (const box of dialog.querySelectorAll("[data-keys-switch]")) box.checked = !off;
  dialog.showModal();
}

for (const button of document.querySelectorAll("[data-opens][hidden]")) button.hidden = false;
document.documentElement.classList.add("scripted");
