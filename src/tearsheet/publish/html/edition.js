// A convenience only: without it the number after a sentence opens its tear sheet.
(() => {
  const sheetOf = (node) => node && node.closest(".claim") && node.closest(".claim").querySelector(":scope > .sheet");
  let wasOpen = null;
  document.addEventListener("pointerdown", (event) => {
    wasOpen = document.querySelector(".sheet:popover-open");
  }, true);
  document.addEventListener("click", (event) => {
    const words = event.target.closest(".proof > .words");
    if (!words || event.target.closest("a") || String(getSelection())) return;
    const sheet = sheetOf(words);
    if (sheet && sheet.showPopover && sheet !== wasOpen) sheet.showPopover();
  });
  const dismiss = (claim) => {
    claim.classList.add("dismissed");
    const back = () => claim.classList.remove("dismissed");
    claim.addEventListener("mouseleave", back, { once: true });
    claim.addEventListener("focusout", back, { once: true });
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll(".claim:hover, .claim:focus-within").forEach(dismiss);
  });
  document.addEventListener("toggle", (event) => {
    const sheet = event.target;
    if (!sheet.matches(".sheet")) return;
    if (event.newState === "closed") return dismiss(sheet.parentElement);
    if (matchMedia("(min-width: 64rem)").matches) return;
    const words = sheet.parentElement.querySelector(":scope > .words");
    const hidden = words.getBoundingClientRect().bottom + 24 - sheet.getBoundingClientRect().top;
    if (hidden > 0) scrollBy(0, hidden);
  }, true);
})();
