// The form under a row: what is right, why, and who says so.
const FORMS = {
  m: ['indicator', 'low', 'high', 'unit', 'relation', 'kind', 'role', 'year', 'scope'],
  t: ['verb', 'deliverables', 'deadline', 'due', 'checkable', 'strength', 'lead', 'bodies', 'origin', 'missing'],
  s: ['role', 'year', 'path'],
  u: ['settle', 'indicator', 'low', 'high', 'unit', 'relation', 'kind', 'role', 'year', 'scope'],
  added: ['verb', 'deliverables', 'deadline', 'lead']
};
const BLANK = {relation: 'eq', kind: 'level', role: 'context', checkable: 'general', settle: 'measure'};
const JOINED = {deliverables: '、', bodies: '、', missing: '、', path: ' / '}, WORDS = ['indicator', 'verb', 'lead'];
const CHOICES = ['relation', 'kind', 'role', 'checkable', 'settle'], WIDE = /^(indicator|deliverables|lead|path|settle)$/;
const NUMBER = [/^-?\d+(\.\d+)?$/, '写成数字，如 8085100，或留空 a number or empty'];
const RULES = {
  low: NUMBER, high: NUMBER,
  year: [/^\d{4}(-\d{4})?$/, '写成 2026 或 2026-2030 a year or a span of years'],
  due: [/^\d{4}-\d{2}-\d{2}$/, '写成 2026-12-31 a date']
};
let form = null;
function fieldsOf(li) { return li.dataset.draft || li.span ? (kind(li) === 't' ? FORMS.added : FORMS.m) : FORMS[kind(li)]; }
function choices(name) {
  if (name !== 'settle') return Object.keys(DATA.names[name]).map((key) => [key, word(name, key)]);
  const others = Object.keys(DATA.names.numeral).filter((key) => key !== 'unsure');
  return [['measure', word('other', 'measure')]].concat(others.map((key) => [key, word('numeral', key)]));
}
function field(name, value) {
  const label = word('field', name);
  if (name === 'missing') {
    const boxes = Object.keys(DATA.names.missing).map((key) => make('label', {}, [
      make('input', {type: 'checkbox', name: 'missing', value: key, checked: (value || []).includes(key)}), word('missing', key)
    ]));
    return make('fieldset', {}, [make('legend', {textContent: label})].concat(boxes));
  }
  let input;
  if (CHOICES.includes(name)) {
    input = make('select', {name: name}, choices(name).map((c) => make('option', {value: c[0], textContent: c[1]})));
    input.value = value;
  } else {
    const plain = Array.isArray(value) ? value.join(JOINED[name]) : value || '';
    input = make('input', {type: 'text', name: name, value: plain, autocomplete: 'off'});
  }
  return make('label', {className: WIDE.test(name) ? 'wide' : ''}, [label, input]);
}
function lead(f) { return ((f.suggestions || []).filter((s) => s.role === '牵头')[0] || {}).unit || ''; }
function closeForm() {
  if (!form) return;
  const li = form.parentNode;
  form.remove();
  form = null;
  if (li && li.span) { li.remove(); current = null; } else if (li) { unfold(li); li.focus({preventScroll: true}); }
}
// A form with `inner` in it; `done(why, who)` saves, and says what is wrong or nothing.
function ask(li, title, inner, submit, done) {
  const old = draftOf(li) || {};
  closeForm();
  more.remove();
  form = make('form', {className: 'edit', noValidate: true}, inner.concat([
    make('label', {className: 'wide'}, ['为什么 why', make('input', {type: 'text', name: 'why', value: old.why || '', autocomplete: 'off'})]),
    make('label', {}, ['谁 who', make('input', {type: 'text', name: 'who', value: state.who})]),
    make('p', {className: 'err'}),
    make('div', {className: 'wide'}, [
      make('button', {type: 'submit', className: 'save', textContent: submit}),
      make('button', {type: 'button', className: 'cancel', textContent: '取消 cancel', onclick: closeForm})
    ])
  ]));
  form.setAttribute('aria-label', title);
  form.querySelector('.err').setAttribute('role', 'alert');
  form.addEventListener('submit', (event) => { event.preventDefault(); finish(li, done); });
  li.append(form);
  form.querySelector('input, select').focus({preventScroll: true});
  form.scrollIntoView({block: 'nearest'});
}
function refuse(name, words) {
  form.querySelector('.err').textContent = words;
  const el = form.elements[name];
  if (el && el.setAttribute) { el.setAttribute('aria-invalid', 'true'); el.focus(); }
}
function finish(li, done) {
  const why = form.elements.why.value.trim(), who = form.elements.who.value.trim();
  all('[aria-invalid]', form).forEach((el) => el.removeAttribute('aria-invalid'));
  if (!why) return refuse('why', '请写为什么 say why');
  if (!who) return refuse('who', '请写是谁 say who');
  const draft = done(why);
  if (!draft) return;
  closeForm();
  put(signed(draft, who, why));
  const row = draft.add ? ol.querySelector('li[data-draft="' + draft.n + '"]') : li;
  select(row, false);
  row.focus({preventScroll: true});
  say('已存为草稿，记得导出。Kept as a draft: export it.');
}
// What of the form is not as it was: {set}, or {bad: the field that is written wrongly}.
function changes(names, base, why) {
  const set = {};
  let bad = null;
  names.filter((name) => name !== 'settle').forEach((name) => {
    const list = name in JOINED, was = name === 'lead' ? lead(base) : base[name];
    let value = name === 'missing' ? all('[name=missing]:checked', form).map((box) => box.value) : form.elements[name].value.trim();
    if (name === 'low' || name === 'high') value = value.replace(/[,，]/g, '').replace('−', '-');
    if (value && RULES[name] && !RULES[name][0].test(value)) bad = bad || name;
    if (list && name !== 'missing') value = value.split(name === 'path' ? / ?\/ ?/ : /[、；;]/).map((s) => s.trim()).filter(Boolean);
    else if (!value && !WORDS.includes(name)) value = null;
    const before = was || (list ? [] : WORDS.includes(name) ? '' : null);
    if (JSON.stringify(value) === JSON.stringify(before)) return;
    if (name !== 'lead') set[name] = value;
    else set.suggestions = (value ? [{unit: value, role: '牵头', reason: why}] : []).concat((base.suggestions || []).filter((s) => s.role !== '牵头'));
  });
  return bad ? {bad: bad} : {set: set};
}
// What a row starts from, as its form takes it: a path is a list.
function baseOf(li) {
  const f = li.span || li.dataset.draft ? {} : fact(li);
  if (kind(li) === 's') f.path = f.path ? f.path.split(' / ') : [];
  return kind(li) === 'u' ? {} : f;
}
function edit(li) {
  const names = fieldsOf(li), base = baseOf(li), old = draftOf(li) || {};
  const now = Object.assign({}, kind(li) === 'u' ? guess(wordsOf(li), li) : li.span ? li.fact : base, old.set, old.settle ? {settle: old.settle} : {});
  const inner = names.map((name) => field(name, name === 'lead' ? lead(now) : now[name] || BLANK[name]));
  if (kind(li) === 's') inner.push(note('其中的指标和任务在下次阅读时按这里改的重新读。Measures and tasks in it are read anew by it.'));
  if (names === FORMS.added) inner.push(note('留空的由程序按原文补。What is left blank is read from the words.'));
  ask(li, '更正 correct', inner, '存为更正 save', (why) => draftFrom(li, names, base, why));
  if (form.elements.role && kind(li) === 's') form.elements.role.addEventListener('change', () => { form.elements.year.value = yearOf(form.elements.role.value); });
  if (form.elements.settle) { form.elements.settle.addEventListener('change', settling); settling(); }
}
function note(words) { return make('p', {className: 'wide hint', textContent: words}); }
function settling() {
  const measure = form.elements.settle.value === 'measure';
  FORMS.m.forEach((name) => { form.elements[name].parentNode.hidden = !measure; });
}
function yearOf(role) {
  const plan = DATA.years.plan, year = role === 'outlook' ? plan && plan + '-' + (plan + 4) : role === 'plan' ? plan : DATA.years.review;
  return year || '';
}
function draftFrom(li, names, base, why) {
  const old = draftOf(li) || {}, draft = {};
  if (li.span) Object.assign(draft, li.span);
  else if (li.dataset.draft) ['n', 'add', 'start', 'end', 'text', 'spans'].forEach((key) => { if (key in old) draft[key] = old[key]; });
  else {
    draft.finding = finding(li);
    if (old.finding && old.text && !old.settle) ['start', 'end', 'text', 'spans'].forEach((key) => { if (key in old) draft[key] = old[key]; });
  }
  if (kind(li) === 'u') {
    draft.settle = form.elements.settle.value;
    if (draft.settle !== 'measure') return draft;
  }
  const found = changes(names, base, why);
  if (found.bad) return void refuse(found.bad, word('field', found.bad) + '：' + RULES[found.bad][1]);
  if (draft.finding && !draft.settle && !draft.text && !Object.keys(found.set).length) return void refuse(names[0], '没有改动 nothing was changed');
  draft.set = found.set;
  return draft;
}
