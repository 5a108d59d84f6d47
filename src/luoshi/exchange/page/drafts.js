// Corrections: drafts are lines of NAME.corrections.jsonl; `out` says whether a draft was exported, `n` numbers it.
// `extra` are lines of a colleague's file, `dropped` the lines of the earlier file that are withdrawn.
const KEY = 'luoshi:' + DATA.sha, state = {drafts: [], extra: [], dropped: [], who: ''};
try { Object.assign(state, JSON.parse(localStorage.getItem(KEY) || '{}')); } catch (e) { /* file:// may forbid it */ }
state.drafts = state.drafts.filter((draft) => !DATA.lines.includes(line(draft)));
state.dropped = state.dropped.filter((l) => DATA.lines.includes(l));
function keep() {
  try { localStorage.setItem(KEY, JSON.stringify(state)); } catch (e) { say('浏览器不让保存草稿，请及时导出。Drafts cannot be kept here: export them.'); }
}
function line(draft) {
  const copy = Object.assign({}, draft);
  delete copy.out; delete copy.n;
  // Python ends a line at these too.
  return JSON.stringify(copy).replace(/[\u0085\u2028\u2029]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
}
// The findings that a draft is about.
function about(draft) { return draft.merge || (draft.finding ? [draft.finding] : []); }
function draftOf(li) {
  return state.drafts.filter((d) => li.dataset.draft ? String(d.n) === li.dataset.draft : about(d).includes(finding(li)))[0];
}
function put(draft) {
  draft.n = draft.n || 1 + state.drafts.reduce((n, d) => Math.max(n, d.n), 0);
  state.drafts = state.drafts.filter((d) => d.n !== draft.n && !about(d).some((f) => about(draft).includes(f)));
  state.drafts.push(draft);
  keep(); show();
}
// Who stands behind a correction, when and why: the end of every draft.
function signed(draft, who, why) {
  const day = new Date();
  state.who = who;
  return Object.assign(draft, {who: who, why: why, when: new Date(day - day.getTimezoneOffset() * 60000).toISOString().slice(0, 10)});
}
function describe(draft) {
  if (draft.reject) return '不对，去掉';
  if (draft.split) return '拆成 ' + draft.split.length + ' 项：' + draft.split.map((part) => '“' + part.text + '”').join(' ');
  if (draft.merge) return '合并为一项';
  const set = Object.keys(draft.set || {}).map((name) => {
    let value = draft.set[name];
    if (name === 'suggestions') { name = 'lead'; value = value.filter((s) => s.role === '牵头').map((s) => s.unit); }
    if (Array.isArray(value)) value = value.map((v) => word(name, v)).join('、');
    return word('field', name) + ' → ' + (value === null || value === '' ? '（空）' : word(name, value));
  });
  if (draft.settle) set.unshift('是' + (draft.settle === 'measure' ? word('other', 'measure') : word('numeral', draft.settle)));
  if (draft.text && draft.finding) set.unshift('原文 → “' + draft.text + '”');
  return (draft.add ? '补充 ' : '') + set.join('；');
}
function rowOf(draft) {
  const wanted = about(draft);
  return rows.filter((row) => /[mtus]/.test(kind(row)) && wanted.includes(finding(row)));
}
function show() {
  all('.draft', ol).concat(all('li.new', ol)).forEach((el) => el.remove());
  rows.forEach((li) => li.classList.remove('drafted', 'rejected'));
  state.drafts.forEach((draft) => (draft.add ? [addedRow(draft)] : rowOf(draft)).forEach((li) => {
    li.classList.add('drafted');
    li.classList.toggle('rejected', !!draft.reject);
    const note = make('p', {className: 'draft'}, [make('b', {textContent: draft.out ? '已导出 ' : '待导出 '}), describe(draft) + '。' + draft.who + '：' + draft.why + ' ']);
    const undo = make('button', {type: 'button', textContent: '撤销'});
    undo.dataset.act = 'undo';
    note.append(undo);
    li.append(note);
  }));
  rows.forEach((li) => { if (kind(li) === 'c') li.classList.toggle('rejected', state.dropped.includes(lineOf(li))); });
  paint();
  const due = state.drafts.filter((d) => !d.out).length + state.dropped.length;
  id('drafts').textContent = due;
  B.classList.toggle('due', due > 0);
}
// The line of the earlier file that a row of corrections shows: they stand in the file's order in the data.
function lineOf(li) { return DATA.lines[DATA.found[index.get(li)][0]]; }
const LETTER = {measure: 'm', task: 't'};
function insert(li, start) {
  ol.insertBefore(li, rows.filter((row) => row.dataset.o && parseInt(row.dataset.o, 10) > start)[0] || null);
}
function addedRow(draft) {
  const li = make('li', {className: LETTER[draft.add] + ' new'});
  const go = make('a', {className: 'go', href: '#body', textContent: '补'});
  go.setAttribute('aria-label', '原文');
  li.dataset.draft = draft.n;
  li.fact = draft.set || {};
  li.append(go, make('q', {textContent: draft.text}));
  insert(li, draft.start);
  return li;
}
addEventListener('beforeunload', (event) => {
  if (state.drafts.some((d) => !d.out)) { event.preventDefault(); event.returnValue = ''; }
});
