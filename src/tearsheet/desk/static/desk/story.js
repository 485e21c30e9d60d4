// Letters press what the page shows: <a data-key="j"> is followed, <button data-key="t"> pressed.

document.addEventListener("desk:key", (event) => {
  const wanted = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.detail.key && one.offsetParent);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
});

// What is called by an address opens, if it lies in something closed.
function reveal() {
  if (location.hash.length < 2) return;
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let one = target?.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  target?.scrollIntoView({ block: "center" });
}

addEventListener("hashchange", reveal);
reveal();
