// The keyboard does everything.
function move(step) {
  let next = current && current.parentNode ? current : null;
  do next = next ? (step > 0 ? next.nextElementSibling : next.previousElementSibling) : (step > 0 ? ol.firstElementChild : ol.lastElementChild);
  while (next && next.hidden);
  if (next) { select(next, true); next.focus({preventScroll: true}); }
}
function escape(event) {
  if (event.target === search) { search.value = ''; filter(); search.blur(); }
  if (form) closeForm(); else openList(false);
}
D.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const key = event.key, inForm = form && form.contains(event.target);
  if (key === 'Escape') return escape(event);
  if (typing(event.target) || inForm) return;
  const inRow = event.target.parentNode === ol;
  if (key === 'j' || (inRow && key === 'ArrowDown')) move(1);
  else if (key === 'k' || (inRow && key === 'ArrowUp')) move(-1);
  else if (key === '/') { openList(true); search.focus(); search.select(); }
  else if (key === 'Enter' && inRow) toText(event.target);
  else if (key === 'e' && current) ACTS.edit(current);
  else if (key === 'x' && current) ACTS.reject(current);
  else return;
  event.preventDefault();
});
