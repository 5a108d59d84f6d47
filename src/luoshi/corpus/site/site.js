// The list narrows to what is typed; without this file it is a list.
"use strict";
const box = document.getElementById("find");
if (box) box.addEventListener("input", () => {
  const words = box.value.trim();
  for (const row of document.querySelectorAll("[data-find]"))
    row.hidden = words !== "" && !(row.dataset.find + row.textContent).includes(words);
});
