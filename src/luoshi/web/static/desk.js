// The report desk by keyboard. Everything works without this file: each key presses a button that is on the page.
"use strict";
const desk = () => document.getElementById("desk");
const rows = () => [...document.querySelectorAll("#desk .task")];
const current = () => document.activeElement.closest("#desk .task");

function go(row) {
  if (!row) return;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  document.querySelectorAll(".mark.here").forEach((mark) => mark.classList.remove("here"));
  document.querySelectorAll(`.mark[href="#${CSS.escape(row.id)}"]`).forEach((mark) => mark.classList.add("here"));
}

// Send a form and put the page that comes back in this one's place; where that fails, send it the plain way.
async function send(form, button) {
  const data = new FormData(form, button);
  const list = rows(), at = list.findIndex((row) => row.contains(form));
  const following = (list[at + (["accept", "reject"].includes(button.value) ? 1 : 0)] || list[at] || {}).id;
  let text;
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (!answer.ok || !new URL(answer.url).pathname.startsWith("/reports/")) throw new Error(answer.status);
    text = await answer.text();
  } catch {
    form.requestSubmit(button);
    return;
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  const scroll = scrollY;
  document.querySelectorAll("main > p[role]").forEach((said) => said.remove());
  page.querySelectorAll("main > p[role]").forEach((said) => desk().before(said));
  desk().replaceWith(page.getElementById("desk"));
  scrollTo(0, scroll);
  const left = rows();
  go(document.getElementById(following) || left[Math.min(Math.max(at, 0), left.length - 1)]);
}

function press(row, deed) {
  const button = row && row.querySelector(`button[value="${deed}"]`);
  if (button) send(button.form, button);
}

function mergeWithNext(row) {
  const next = rows()[rows().indexOf(row) + 1];
  const bulk = document.getElementById("bulk");
  if (!next || !bulk) return;
  rows().forEach((one) => { one.querySelector("input[type=checkbox]").checked = one === row || one === next; });
  send(bulk, bulk.querySelector('button[value="merge"]'));
}

const KEYS = {
  j: (row) => go(row ? rows()[rows().indexOf(row) + 1] : rows()[0]),
  k: (row) => go(row ? rows()[rows().indexOf(row) - 1] : rows()[0]),
  a: (row) => press(row, "accept"),
  x: (row) => press(row, "reject"),
  u: (row) => press(row, "reconsider"),
  g: (row) => press(row, "suggestion"),
  e: (row) => row && row.querySelector("textarea[name=title]").focus(),
  s: (row) => {
    const split = row && row.querySelector("details.split");
    if (split) { split.open = true; split.querySelector("textarea").focus(); }
  },
  m: (row) => row && mergeWithNext(row),
  " ": (row) => { const box = row && row.querySelector("input[type=checkbox]"); if (box) box.checked = !box.checked; },
  Enter: (row) => { const link = row && row.querySelector("[data-open]"); if (link) link.click(); },
  "?": () => document.getElementById("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]),textarea,select");
  const row = current();
  if (typing) {
    if (event.key === "Escape" && row) { event.preventDefault(); go(row); }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && row) {
      event.preventDefault();
      press(row, typing.name === "text" ? "split" : "edit");
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button,a,summary,dialog")) return;
  const deed = KEYS[event.key];
  if (deed && desk()) { event.preventDefault(); deed(row); }
});

document.addEventListener("click", (event) => {
  const mark = event.target.closest("#desk .mark");
  if (mark) { event.preventDefault(); go(document.getElementById(mark.hash.slice(1))); }
});

go(location.hash.startsWith("#t-") ? document.getElementById(location.hash.slice(1)) : null);
