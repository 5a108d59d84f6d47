// Which rows are shown: by kind, by role, by what needs somebody, by words.
const lower = new Map();
function said(li) {
  if (!lower.has(li)) lower.set(li, (li.textContent + ' ' + JSON.stringify(fact(li))).toLowerCase());
  return lower.get(li);
}
function needs(li) { return kind(li) === 'u' || (kind(li) === 'p' && !li.classList.contains('note')) || li.classList.contains('refused'); }
function filter() {
  const kinds = new Set(all('[name=kind]:checked').map((box) => box.value));
  const role = id('role').value, need = id('need').checked, words = search.value.trim().toLowerCase();
  let count = 0;
  rows.forEach((li) => {
    const ok = (need ? needs(li) : kinds.has(kind(li)) || li.classList.contains('refused')) && (!role || li.classList.contains(role)) && (!words || said(li).includes(words));
    if (li.hidden === ok) li.hidden = !ok;
    count += ok;
  });
  id('shown').textContent = count + ' / ' + rows.length;
}
Object.keys(DATA.names.role).forEach((key) => {
  id('role').append(make('option', {value: key, className: 'w', textContent: DATA.names.role[key][0]}));
});
id('filters').addEventListener('input', filter);
id('filters').addEventListener('submit', (event) => event.preventDefault());
