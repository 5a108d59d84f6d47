// The ledger's list by keyboard. Everything works without this file.
"use strict";
const lines = () => [...document.querySelectorAll("#list tbody tr")];
const boxes = () => [...document.querySelectorAll("#list .box input[type=checkbox]")];
const bar = document.getElementById("together");

function count() {
  if (!bar) return;
  const chosen = boxes().filter((box) => box.checked).length;
  const english = document.documentElement.lang === "en";
  bar.querySelector(".chosen").textContent = chosen ? (english ? `${chosen} chosen` : `已选 ${chosen} 项`) : "";
}

function go(row) {
  if (!row) return;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function choose(row) {
  const box = row && row.querySelector(".box input[type=checkbox]");
  if (!box) return;
  box.checked = !box.checked;
  count();
}

function search() {
  const box = document.querySelector("#narrow input[name=q]");
  box.focus();
  box.select();
}

const KEYS = {
  "/": search,
  j: (row) => go(row ? lines()[lines().indexOf(row) + 1] : lines()[0]),
  k: (row) => go(row ? lines()[lines().indexOf(row) - 1] : lines()[0]),
  x: choose,
  Enter: (row) => { const link = row && row.querySelector("a.quote"); if (link) link.click(); },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]),textarea,select")) return;
  if (event.key === "Enter" && event.target.closest("button,a,summary")) return;
  const row = document.activeElement.closest("#list tbody tr");
  const deed = KEYS[event.key];
  if (deed && (row || !["x", "Enter"].includes(event.key))) { event.preventDefault(); deed(row); }
});

// 选中本页 without asking the server again.
if (bar) {
  const every = bar.querySelector(".every");
  every.addEventListener("click", (event) => {
    event.preventDefault();
    const all = boxes().every((box) => box.checked);
    boxes().forEach((box) => { box.checked = !all; });
    count();
  });
  document.addEventListener("change", (event) => { if (event.target.closest("#list .box")) count(); });
  count();
}

// An address without the filters that are empty is one that can be read and sent on.
document.getElementById("narrow").addEventListener("submit", (event) => {
  for (const field of event.target.elements) if (field.name && !field.value) field.disabled = true;
});
