// Jumping both ways between the words and the rows.
let lit = [];
function place(li) {
  return (li.id && id('q-' + li.id)) || (li.dataset.draft && text.querySelector('mark[data-draft="' + li.dataset.draft + '"]')) || null;
}
function select(li, moveText) {
  lit.forEach((el) => el.classList.remove('on'));
  if (current) { current.removeAttribute('aria-current'); current.tabIndex = -1; }
  current = li;
  li.hidden = false;
  li.tabIndex = 0;
  li.setAttribute('aria-current', 'true');
  lit = [li];
  if (li.id) lit = lit.concat(all('[data-i="' + li.id + '"], a[href="#' + li.id + '"]', text));
  lit.forEach((el) => el.classList.add('on'));
  if (!li.querySelector('.edit')) unfold(li);
  showOnSheet(li);
  if (moveText && place(li)) place(li).scrollIntoView({block: 'center'});
  li.scrollIntoView({block: 'nearest'});
}
function openList(open) {
  list.classList.toggle('open', open);
  id('sheet').setAttribute('aria-expanded', String(open));
}
function toList(li) {
  openList(true);
  select(li, false);
  li.focus({preventScroll: true});
  if (phone()) {
    li.scrollIntoView({block: 'start'});
    if (place(li)) scrollBy(0, place(li).getBoundingClientRect().top - innerHeight * 0.14);
  } else li.scrollIntoView({block: 'nearest'});
}
function toText(li) {
  const el = place(li);
  if (!el) return;
  if (phone()) openList(false);
  select(li, true);
  const target = el.tagName === 'A' ? el : el.querySelector('a.no') || el;
  if (target.tagName !== 'A') target.tabIndex = -1;
  target.focus({preventScroll: true});
}
text.addEventListener('click', (event) => {
  const el = event.target.closest('a[href^="#"], [data-i]');
  if (!el) return;
  if (el.tagName === 'A') event.preventDefault();
  if (!getSelection().isCollapsed) return;
  const li = id(el.dataset.i || decodeURIComponent(el.hash.slice(1)));
  if (li && !(el.dataset.i && kind(li) === 't' && phone())) toList(li);
});
ol.addEventListener('click', (event) => {
  const li = event.target.closest('#rows > li'), act = event.target.closest('[data-act]');
  if (!li || (event.target.closest('.edit') && !act)) return;
  if (act) return void ACTS[act.dataset.act](li);
  if (event.target.closest('a.go')) { event.preventDefault(); return toText(li); }
  if (getSelection().isCollapsed || li !== current) { select(li, true); li.focus({preventScroll: true}); }
});
id('sheet').addEventListener('click', () => openList(!list.classList.contains('open')));
