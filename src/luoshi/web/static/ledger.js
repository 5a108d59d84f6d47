// Everything works without this file. It adds: the row as one target for the hand, and `/` for the search.
"use strict";
document.addEventListener("click", (event) => {
  const row = event.target.closest(".rows tbody tr");
  const link = row && row.querySelector("a[href]");
  if (link && !event.target.closest("a,button,input,select,label") && !String(getSelection())) link.click();
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input,textarea,select");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    const box = document.getElementById("q");
    if (box) { event.preventDefault(); box.focus(); }
  }
});
