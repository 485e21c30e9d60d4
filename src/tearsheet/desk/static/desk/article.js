// A passage of the text as an address: #c120-180 is lit by the page itself, as ?at=120-180 is.

function lightPassage() {
  const passage = /^#c((?:title:)?\d{1,7}-\d{1,7})$/.exec(location.hash);
  if (passage) location.replace(`${location.pathname}?at=${passage[1]}#passage`);
}

addEventListener("hashchange", lightPassage);
lightPassage();
document.getElementById("passage")?.scrollIntoView({ block: "center" });
