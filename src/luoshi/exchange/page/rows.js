// What is known of a row's finding, and the panel that shows it while the row is the current one.
const LISTS = ['deliverables', 'figures', 'missing', 'bodies', 'alternatives'];
function fact(li) {
  const found = DATA.found[index.get(li)], f = {};
  if (!found) return Object.assign(f, li.fact);
  DATA.fields[kind(li)].forEach((name, i) => { f[name] = found[i] === undefined ? null : found[i]; });
  if (f.high === 0) f.high = f.low;
  LISTS.forEach((name) => { if (name in f) f[name] = f[name] || []; });
  ['trace', 'path'].forEach((name) => { if (typeof f[name] === 'number') f[name] = DATA.words[f[name]]; });
  if (kind(li) === 'm') f.role = Object.keys(DATA.names.role).filter((role) => li.classList.contains(role))[0];
  if (kind(li) === 't') {
    f.suggestions = (f.suggestions || []).map((s) => ({unit: DATA.words[s[1]], role: s[0], reason: DATA.words[s[2]]}));
  }
  return f;
}
function finding(li) { return fact(li).id || li.id; }
// Where a row's words stand: [[start, end], …] in the document.
function spans(li) { return (li.dataset.o || '').split(',').filter(Boolean).map((o) => o.split('-').map(Number)); }

const SHOWN = {
  m: ['relation', 'kind', 'scope', 'indicator_id', 'accrual', 'rule'],
  t: ['verb', 'deliverables', 'figures', 'deadline', 'due', 'strength', 'accrual', 'origin', 'bodies', 'suggestions', 'missing', 'path', 'rule'],
  s: ['path', 'rule'], u: ['rule'], n: ['rule'], a: ['rule'], p: ['rule']
};
function shown(name, f) {
  const value = f[name];
  if (name === 'rule') return f.trace ? traced(f.trace) : [];
  if (name === 'deadline') return [value || word('other', 'no_date')];
  if (name === 'relation' && value === 'eq') return [];
  if (name === 'figures') return [value.map((m) => { const li = id(m), b = li && li.querySelector('b:not(.go)'); return b ? b.textContent : m; }).join('、')];
  if (name === 'suggestions') return value.map(suggested);
  if (Array.isArray(value)) return [value.map((v) => word(name, v)).join('、')];
  return value ? [word(name, value)] : [];
}
function traced(trace) {
  const at = trace.indexOf(' → ');
  return at < 0 ? [make('code', {textContent: trace})] : [make('code', {textContent: trace.slice(0, at)}), make('small', {textContent: trace.slice(at)})];
}
// Never an assignment: 建议 stands before it and the reason behind it.
function suggested(s) {
  const role = word('other', s.role === '牵头' ? 'lead_unit' : 'supporting');
  return make('p', {}, ['〔' + word('other', 'suggested') + ' ' + role + '〕', make('b', {textContent: s.unit}), ' ', make('small', {textContent: s.reason})]);
}
const more = make('div', {className: 'more'}), acts = make('div', {className: 'acts'});
function unfold(li) {
  const f = fact(li), dl = make('dl');
  (index.has(li) && SHOWN[kind(li)] || []).forEach((name) => {
    const kids = shown(name, f).filter((kid) => kid);
    if (kids.length) dl.append(make('dt', {textContent: word('field', name)}), make('dd', {}, kids));
  });
  more.textContent = '';
  if (dl.firstChild) more.append(dl);
  more.append(acts);
  acts.textContent = '';
  (ACTIONS[kind(li)] || []).forEach(([name, zh, en]) => acts.append(button(name, zh, en)));
  li.append(more);
}
function button(name, zh, en) {
  const el = make('button', {type: 'button'}, [zh + ' ', make('small', {textContent: en, lang: 'en'})]);
  el.dataset.act = name;
  return el;
}
const ACTIONS = {
  m: [['edit', '更正', 'correct'], ['reject', '不对', 'reject']],
  t: [['edit', '更正', 'correct'], ['split', '拆开', 'split'], ['merge', '并入下一条', 'merge with the next'], ['reject', '不对', 'reject']],
  s: [['edit', '更正', 'correct']],
  u: [['edit', '判定', 'decide']],
  n: [['promote', '补为指标', 'add as measure']],
  c: [['withdraw', '撤回 / 恢复', 'withdraw / restore']]
};
