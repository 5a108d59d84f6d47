(function () {
'use strict';
var D = document, B = D.body, H = D.documentElement;
var id = function (name) { return D.getElementById(name); };
var all = function (query, root) { return Array.prototype.slice.call((root || D).querySelectorAll(query)); };
var text = id('body'), list = id('list'), ol = id('rows'), search = id('q');
var tables = JSON.parse(B.dataset.words), odd = JSON.parse(B.dataset.odd);
var rows = all('#rows > li'), current = null, english = false;
H.classList.add('on-js');

// ---- small things
function make(tag, props, kids) {
  var el = Object.assign(D.createElement(tag), props || {});
  (kids || []).forEach(function (kid) { el.append(kid); });
  return el;
}
function say(words) { id('say').textContent = words; }
function kind(li) { return li.classList[0]; }
function finding(li) { return li.dataset.id || li.id; }
// A row's editable fields: `data-v`, with what the page left out of it.
function values(li) {
  var v = JSON.parse(li.dataset.v || '{}');
  if (kind(li) === 'm') {
    v = Object.assign({low: v.v, high: v.v, relation: 'eq', kind: 'level'}, v);
    delete v.v;
    if (!v.role) v.role = Object.keys(tables.role).filter(function (r) { return li.classList.contains(r); })[0];
  } else {
    v.suggestions = all('p.lead, p.with', li).map(function (p) {
      return {unit: p.querySelector('b').textContent, role: p.className === 'lead' ? '牵头' : '配合', reason: p.querySelector('small').textContent};
    });
  }
  return v;
}
function word(table, key) { var w = (tables[table] || {})[key]; return w ? w[english ? 1 : 0] : key; }
function typing(el) { return /^(INPUT|SELECT|TEXTAREA)$/.test(el.tagName) && el.type !== 'checkbox'; }
// Offsets of a document are code points, JavaScript's are UTF-16 units.
function points(s) { return s.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '_').length; }

// ---- jumping both ways
function handle(li) { return li.querySelector('summary, .go[href], .edit input') || li; }
function place(li) {
  var el = li.id && id('q-' + li.id);
  return el || (li.dataset.draft && text.querySelector('mark[data-draft="' + li.dataset.draft + '"]')) || null;
}
function select(li, moveText) {
  all('.on').forEach(function (el) { el.classList.remove('on'); });
  if (current) current.removeAttribute('aria-current');
  current = li;
  li.hidden = false;
  li.classList.add('on');
  li.setAttribute('aria-current', 'true');
  if (li.id) all('[data-i="' + li.id + '"], a[href="#' + li.id + '"]', text).forEach(function (el) { el.classList.add('on'); });
  if (moveText && place(li)) place(li).scrollIntoView({block: 'center'});
  li.scrollIntoView({block: 'nearest'});
  actions(li);
}
function toList(li) {
  list.classList.add('open');
  sheetState();
  select(li, false);
  var details = li.querySelector('details');
  if (details) details.open = true;
  handle(li).focus({preventScroll: true});
  if (phone()) {
    li.scrollIntoView({block: 'start'});
    if (place(li)) scrollBy(0, place(li).getBoundingClientRect().top - innerHeight * 0.14);
  } else li.scrollIntoView({block: 'nearest'});
}
function phone() { return matchMedia('(max-width:999px)').matches; }
function toText(li) {
  var el = place(li);
  if (!el) return;
  if (phone()) { list.classList.remove('open'); sheetState(); }
  select(li, true);
  var target = el.tagName === 'A' ? el : el.querySelector('a.no') || el;
  if (target.tagName !== 'A') target.tabIndex = -1;
  target.focus({preventScroll: true});
}
function sheetState() { id('sheet').setAttribute('aria-expanded', String(list.classList.contains('open'))); }
text.addEventListener('click', function (event) {
  var el = event.target.closest('a[href^="#"], [data-i]'), picked = getSelection();
  if (!el) return;
  if (el.tagName === 'A') event.preventDefault();
  if (!picked.isCollapsed) return;
  var li = id(el.dataset.i || decodeURIComponent(el.hash.slice(1)));
  if (li && !(el.dataset.i && kind(li) === 't' && phone())) toList(li);
});
ol.addEventListener('click', function (event) {
  var li = event.target.closest('#rows > li'), act = event.target.closest('[data-act]');
  if (!li || event.target.closest('.edit') && !act) return;
  if (act) return void ACTS[act.dataset.act](li);
  if (event.target.closest('a.go')) { event.preventDefault(); return toText(li); }
  select(li, true);
});
id('sheet').addEventListener('click', function () { list.classList.toggle('open'); sheetState(); });

// ---- filters and search
var lower = new Map();
function said(li) {
  if (!lower.has(li)) lower.set(li, li.textContent.toLowerCase());
  return lower.get(li);
}
function filter() {
  var kinds = all('[name=kind]:checked').map(function (box) { return box.value; });
  var role = id('role').value, need = id('need').checked, words = search.value.trim().toLowerCase(), shown = 0;
  rows.forEach(function (li) {
    var k = kind(li), ok = need ? k === 'u' || k === 'p' && !li.classList.contains('note') : kinds.indexOf(k) >= 0;
    ok = ok && (!role || li.classList.contains(role)) && (!words || said(li).indexOf(words) >= 0);
    li.hidden = !ok;
    shown += ok;
  });
  id('shown').textContent = shown + ' / ' + rows.length;
}
Object.keys(tables.role).forEach(function (key) {
  id('role').append(make('option', {value: key, className: 'w', textContent: tables.role[key][0]}));
});
id('filters').addEventListener('input', filter);
id('filters').addEventListener('submit', function (event) { event.preventDefault(); });

// ---- keys
function move(step) {
  var seen = all('#rows > li').filter(function (li) { return !li.hidden; }), at = seen.indexOf(current);
  var next = seen[at < 0 ? (step > 0 ? 0 : seen.length - 1) : Math.min(seen.length - 1, Math.max(0, at + step))];
  if (next) { select(next, true); handle(next).focus({preventScroll: true}); }
}
D.addEventListener('keydown', function (event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  var key = event.key, inList = ol.contains(event.target);
  if (key === 'Escape') {
    if (event.target === search) { search.value = ''; filter(); search.blur(); }
    closeForm(); list.classList.remove('open'); sheetState();
  }
  if (typing(event.target)) return;
  var arrows = inList && !event.target.closest('.edit');
  if (key === 'j' || arrows && key === 'ArrowDown') move(1);
  else if (key === 'k' || arrows && key === 'ArrowUp') move(-1);
  else if (key === '/') { list.classList.add('open'); sheetState(); search.focus(); }
  else if (key === 'Enter' && arrows && /^(SUMMARY|LI)$/.test(event.target.tagName)) toText(event.target.closest('li'));
  else if (key === 'e' && current) ACTS.edit(current);
  else if (key === 'x' && current) ACTS.reject(current);
  else return;
  event.preventDefault();
});

// ---- corrections: drafts are lines of NAME.corrections.jsonl, `out` says whether they were exported
var KEY = 'luoshi:' + B.dataset.sha, state = {drafts: [], base: [], who: ''}, warned = false;
try { Object.assign(state, JSON.parse(localStorage.getItem(KEY) || '{}')); } catch (e) { /* file:// may forbid it */ }
function keep() {
  try { localStorage.setItem(KEY, JSON.stringify(state)); } catch (e) { say('浏览器不让保存草稿，请及时导出。Drafts cannot be kept here: export them.'); }
}
function draftOf(li) {
  return state.drafts.filter(function (d) { return li.dataset.draft ? String(d.n) === li.dataset.draft : d.finding === finding(li); })[0];
}
function line(draft) {
  var copy = Object.assign({}, draft);
  delete copy.out; delete copy.n;
  // Python ends a line at these too.
  return JSON.stringify(copy).replace(/[\u0085\u2028\u2029]/g, function (c) { return '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'); });
}
function put(draft) {
  draft.n = draft.n || 1 + state.drafts.reduce(function (n, d) { return Math.max(n, d.n); }, 0);
  state.drafts = state.drafts.filter(function (d) { return d.n !== draft.n && !(draft.finding && d.finding === draft.finding); });
  state.drafts.push(draft);
  keep(); show();
}
var ADDS = {measure: 'm', task: 't'};
function describe(draft) {
  if (draft.reject) return '不对，去掉';
  return (draft.add ? '补充 ' : '') + Object.keys(draft.set).map(function (name) {
    var value = draft.set[name];
    if (name === 'suggestions') { name = 'lead'; value = value.filter(function (s) { return s.role === '牵头'; }).map(function (s) { return s.unit; }); }
    if (name === 'figures') value = value.length + ' 个';
    if (Array.isArray(value)) value = value.map(function (v) { return word(name, v); }).join('、');
    return word('field', name) + ' → ' + (value === null || value === '' ? '（空）' : word(name, value));
  }).join('；');
}
function show() {
  all('.draft', ol).concat(all('li.new', ol)).forEach(function (el) { el.remove(); });
  rows.forEach(function (li) { li.classList.remove('drafted', 'rejected'); });
  state.drafts.forEach(function (draft) {
    var li = draft.add ? addedRow(draft) : rows.filter(function (row) { return finding(row) === draft.finding && /[mt]/.test(kind(row)); })[0];
    if (!li) return;
    li.classList.add('drafted');
    li.classList.toggle('rejected', !!draft.reject);
    var note = make('p', {className: 'draft'}, [make('b', {textContent: draft.out ? '已导出 ' : '待导出 '}), describe(draft) + '。' + draft.who + '：' + draft.why + ' ']);
    var undo = make('button', {type: 'button', textContent: '撤销'});
    undo.dataset.act = 'undo';
    note.append(undo);
    li.append(note);
  });
  paint();
  var due = state.drafts.filter(function (d) { return !d.out; }).length;
  id('drafts').textContent = due;
  B.classList.toggle('due', due > 0);
}
function addedRow(draft) {
  var li = make('li', {className: ADDS[draft.add] + ' new'});
  var go = make('a', {className: 'go', href: '#body', textContent: '补'});
  go.setAttribute('aria-label', '原文');
  li.dataset.draft = draft.n;
  li.dataset.v = JSON.stringify(draft.set);
  li.append(go, make('p', {}, [make('q', {textContent: draft.text})]));
  ol.insertBefore(li, rows.filter(function (row) { return parseInt(row.dataset.o, 10) > draft.start; })[0] || null);
  return li;
}
addEventListener('beforeunload', function (event) {
  if (state.drafts.some(function (d) { return !d.out; })) { event.preventDefault(); event.returnValue = ''; }
});

// ---- the form
var bar = make('div', {className: 'acts'}), form = null;
function button(name, words) {
  var el = make('button', {type: 'button', textContent: words});
  el.dataset.act = name;
  return el;
}
function actions(li) {
  bar.remove();
  bar.textContent = '';
  var k = kind(li);
  if (k === 'n' || k === 'u') bar.append(button('promote', '补为指标 add as measure'));
  else if (k === 'm' || k === 't') bar.append(button('edit', '更正 correct'), button('reject', '不对 reject'));
  if (bar.firstChild && !li.querySelector('.edit')) li.append(bar);
}
function closeForm() {
  if (!form) return;
  var li = form.parentNode;
  form.remove();
  form = null;
  if (li && li.classList.contains('blank')) { li.remove(); current = null; } else if (li) { handle(li).focus({preventScroll: true}); }
}
var FORMS = {
  m: ['indicator', 'low', 'high', 'unit', 'relation', 'kind', 'role', 'year', 'scope'],
  t: ['verb', 'deliverables', 'deadline', 'due', 'checkable', 'strength', 'lead', 'bodies', 'origin', 'missing']
};
var LISTS = ['deliverables', 'bodies', 'missing'], EMPTY = ['indicator', 'verb'];
var RULES = {
  low: [/^-?\d+(\.\d+)?$/, '下限：写成数字，如 8085100，或留空 a number or empty'],
  high: [/^-?\d+(\.\d+)?$/, '上限：写成数字，如 8085100，或留空 a number or empty'],
  year: [/^\d{4}(-\d{4})?$/, '年份：写成 2026 或 2026-2030'],
  due: [/^\d{4}-\d{2}-\d{2}$/, '截止：写成 2026-12-31']
};
function field(name, value) {
  var label = word('field', name), input;
  if (name === 'missing') {
    return make('fieldset', {}, [make('legend', {textContent: label})].concat(Object.keys(tables.missing).map(function (key) {
      return make('label', {}, [make('input', {type: 'checkbox', name: 'missing', value: key, checked: (value || []).indexOf(key) >= 0}), word('missing', key)]);
    })));
  }
  if (tables[name] && FORMS.m.concat('checkable').indexOf(name) >= 0 && name !== 'indicator') {
    input = make('select', {name: name}, Object.keys(tables[name]).map(function (key) { return make('option', {value: key, textContent: word(name, key)}); }));
    input.value = value;
  } else {
    input = make('input', {type: 'text', name: name, value: Array.isArray(value) ? value.join('、') : value || '', autocomplete: 'off'});
  }
  return make('label', {className: /^(indicator|deliverables|lead)$/.test(name) ? 'wide' : ''}, [label, input]);
}
function lead(v) { return ((v.suggestions || []).filter(function (s) { return s.role === '牵头'; })[0] || {}).unit || ''; }
function openForm(li, rejecting) {
  closeForm();
  bar.remove();
  var old = draftOf(li), base = li.dataset.draft || li.classList.contains('blank') ? {} : values(li);
  var now = Object.assign({}, li.classList.contains('blank') ? values(li) : base, old && old.set);
  var defaults = {relation: 'eq', kind: 'level', role: 'context', checkable: 'general'};
  form = make('form', {className: 'edit', noValidate: true});
  form.setAttribute('aria-label', rejecting ? '不对 reject' : '更正 correct');
  if (!rejecting) FORMS[kind(li)].forEach(function (name) { form.append(field(name, name === 'lead' ? lead(now) : now[name] || defaults[name])); });
  form.append(
    make('label', {className: 'wide'}, ['为什么 why', make('input', {type: 'text', name: 'why', value: old ? old.why : '', autocomplete: 'off'})]),
    make('label', {}, ['谁 who', make('input', {type: 'text', name: 'who', value: state.who})]),
    make('p', {className: 'err'}),
    make('div', {className: 'wide'}, [
      make('button', {type: 'submit', className: 'save', textContent: rejecting ? '不对，去掉 reject' : '存为更正 save'}),
      make('button', {type: 'button', className: 'cancel', textContent: '取消 cancel', onclick: closeForm})
    ])
  );
  form.querySelector('.err').setAttribute('role', 'alert');
  form.addEventListener('submit', function (event) { event.preventDefault(); save(li, rejecting, base, old); });
  li.append(form);
  form.querySelector('input').focus({preventScroll: true});
  form.scrollIntoView({block: 'nearest'});
}
function refuse(name, words) {
  form.querySelector('.err').textContent = words;
  form.elements[name].setAttribute('aria-invalid', 'true');
  form.elements[name].focus();
}
function changes(li, base, why) {
  var set = {}, bad = null;
  FORMS[kind(li)].forEach(function (name) {
    var value, was = name === 'lead' ? lead(base) : base[name];
    if (name === 'missing') value = all('[name=missing]:checked', form).map(function (box) { return box.value; });
    else {
      value = form.elements[name].value.trim();
      if (name === 'low' || name === 'high') value = value.replace(/[,，]/g, '').replace('−', '-');
      if (value && RULES[name] && !RULES[name][0].test(value)) bad = bad || name;
      if (LISTS.indexOf(name) >= 0) value = value.split(/[、；;]/).map(function (s) { return s.trim(); }).filter(Boolean);
      else if (!value && EMPTY.indexOf(name) < 0) value = name === 'lead' ? '' : null;
    }
    if (was === undefined) was = LISTS.indexOf(name) >= 0 ? [] : EMPTY.indexOf(name) >= 0 || name === 'lead' ? '' : null;
    if (JSON.stringify(value) === JSON.stringify(was)) return;
    if (name !== 'lead') { set[name] = value; return; }
    set.suggestions = (value ? [{unit: value, role: '牵头', reason: why}] : []).concat((base.suggestions || []).filter(function (s) { return s.role !== '牵头'; }));
  });
  return bad ? {bad: bad} : {set: set};
}
function save(li, rejecting, base, old) {
  var why = form.elements.why.value.trim(), who = form.elements.who.value.trim(), draft = {};
  all('[aria-invalid]', form).forEach(function (el) { el.removeAttribute('aria-invalid'); });
  if (!why) return refuse('why', '请写为什么 say why');
  if (!who) return refuse('who', '请写是谁 say who');
  if (li.dataset.span) {
    var span = JSON.parse(li.dataset.span);
    draft = {add: span.add, start: span.start, end: span.end, text: span.text};
  } else if (li.dataset.draft) {
    draft = {n: old.n, add: old.add, start: old.start, end: old.end, text: old.text};
  } else draft.finding = finding(li);
  if (rejecting) draft.reject = true;
  else {
    var result = changes(li, base, why);
    if (result.bad) return refuse(result.bad, RULES[result.bad][1]);
    if (!draft.add && !Object.keys(result.set).length) return refuse(FORMS[kind(li)][0], '没有改动 nothing was changed');
    draft.set = result.set;
    if (draft.add === 'task') draft.set.figures = old && old.set ? old.set.figures || [] : figuresIn(draft.start, draft.end);
  }
  var day = new Date();
  draft.who = who; draft.why = why;
  draft.when = new Date(day - day.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  state.who = who;
  closeForm();
  put(draft);
  var row = draft.finding ? li : ol.querySelector('li[data-draft="' + draft.n + '"]');
  select(row, false);
  handle(row).focus({preventScroll: true});
  say('已存为草稿，记得导出。Kept as a draft: export it.');
}
function figuresIn(start, end) {
  return rows.filter(function (li) {
    var o = (li.dataset.o || '').split(/[-,]/);
    return kind(li) === 'm' && li.classList.contains('plan') && +o[0] >= start && +o[o.length - 1] <= end;
  }).map(finding);
}
var ACTS = {
  edit: function (li) { if (/[mt]/.test(kind(li))) openForm(li, false); },
  reject: function (li) {
    if (li.dataset.draft) ACTS.undo(li);
    else if (/[mt]/.test(kind(li))) openForm(li, true);
  },
  undo: function (li) {
    var gone = draftOf(li);
    state.drafts = state.drafts.filter(function (d) { return d !== gone; });
    keep(); show();
  },
  promote: function (li) {
    var spans = li.dataset.o.split(',');
    if (spans.length > 1) return say('这处原文断成几截，请手工补。The quote is torn: add it by hand.');
    var o = spans[0].split('-');
    add('measure', +o[0], +o[1]);
  }
};

// ---- adding what the reader missed: a selection of the text
var blocks = all('[data-o]', text);
function offset(node, at) {
  var block = (node.nodeType === 1 ? node : node.parentNode).closest('[data-o]');
  if (!block || !text.contains(block)) return null;
  var range = D.createRange();
  range.setStart(block, 0);
  range.setEnd(node, at);
  return +block.dataset.o + points(range.toString());
}
function selected() {
  var picked = getSelection();
  if (!picked.rangeCount || picked.isCollapsed) return null;
  var range = picked.getRangeAt(0), words = range.toString(), start = offset(range.startContainer, range.startOffset);
  if (start === null || !words.trim()) return null;
  start += points(words.slice(0, words.length - words.trimStart().length));
  return {start: start, end: start + points(words.trim()), rect: range.getBoundingClientRect()};
}
function nodesIn(start, end) {
  var low = 0, high = blocks.length - 1, found = [];
  while (low < high) { var mid = (low + high + 1) >> 1; if (+blocks[mid].dataset.o <= start) low = mid; else high = mid - 1; }
  for (var b = low; b < blocks.length && +blocks[b].dataset.o < end; b++) {
    var at = +blocks[b].dataset.o, walker = D.createTreeWalker(blocks[b], NodeFilter.SHOW_TEXT), node;
    while ((node = walker.nextNode())) {
      var chars = Array.from(node.data), from = Math.max(0, start - at), to = Math.min(chars.length, end - at);
      if (from < to) found.push([node, chars.slice(0, from).join('').length, chars.slice(0, to).join('').length]);
      at += chars.length;
    }
  }
  return found;
}
function words(start, end) {
  var shown = nodesIn(start, end).map(function (n) { return n[0].data.slice(n[1], n[2]); }).join('');
  return Array.from(shown).map(function (c, i) { var code = odd[start + i]; return code === undefined ? c : String.fromCharCode(code); }).join('');
}
function paint() {
  all('mark.new', text).forEach(function (el) {
    var parent = el.parentNode;
    el.replaceWith.apply(el, Array.from(el.childNodes));
    parent.normalize();
  });
  state.drafts.forEach(function (draft) {
    if (draft.add) nodesIn(draft.start, draft.end).forEach(function (n) {
      var range = D.createRange(), el = make('mark', {className: 'new'});
      el.dataset.draft = draft.n;
      range.setStart(n[0], n[1]);
      range.setEnd(n[0], n[2]);
      range.surroundContents(el);
    });
  });
}
function add(what, start, end) {
  closeForm();
  var li = make('li', {className: ADDS[what] + ' new blank'}), quoted = words(start, end);
  var number = what === 'measure' && quoted.replace(/\s/g, '').match(/^(\d+(?:\.\d+)?)(万亿|亿|万)?(.*)$/), v = {};
  if (number) {
    v.low = v.high = scale(number[1], {'万': 4, '亿': 8, '万亿': 12}[number[2]] || 0);
    v.unit = number[3];
  }
  var home = nodesIn(start, start + 1)[0], p = home && home[0].parentNode.closest('[data-o]');
  v.role = Object.keys(tables.role).filter(function (r) { return p && p.classList.contains(r); })[0] || 'context';
  li.dataset.span = JSON.stringify({add: what, start: start, end: end, text: quoted});
  li.dataset.v = JSON.stringify(v);
  li.append(make('b', {className: 'go', textContent: '补'}), make('p', {}, [make('q', {textContent: quoted})]));
  ol.insertBefore(li, rows.filter(function (row) { return parseInt(row.dataset.o, 10) > start; })[0] || null);
  list.classList.add('open'); sheetState();
  id('pick').hidden = true;
  select(li, false);
  openForm(li, false);
}
// 808.51 × 10^4 on the digits, so that nothing is rounded.
function scale(digits, power) {
  var parts = digits.split('.'), rest = (parts[1] || '').padEnd(power, '0');
  return (parts[0] + rest.slice(0, power)).replace(/^0+(?=\d)/, '') + (rest.length > power ? '.' + rest.slice(power) : '');
}
var wait = 0;
D.addEventListener('selectionchange', function () {
  clearTimeout(wait);
  wait = setTimeout(function () {
    var span = selected(), pick = id('pick');
    pick.hidden = !span;
    if (!span) return;
    pick.style.top = Math.max(8, Math.min(innerHeight - 70, span.rect.bottom + 8)) + 'px';
    pick.style.left = Math.max(8, Math.min(innerWidth - pick.offsetWidth - 8, span.rect.left)) + 'px';
  }, 150);
});
id('pick').addEventListener('mousedown', function (event) { event.preventDefault(); });
id('pick').addEventListener('click', function (event) {
  var what = event.target.closest('[data-add]'), span = selected();
  if (what && span) { getSelection().removeAllRanges(); add(what.dataset.add, span.start, span.end); }
});

// ---- export and load
id('export').addEventListener('click', function () {
  var known = state.base.concat(state.drafts.map(line));
  if (!state.drafts.length) return say('还没有更正。There are no corrections yet.');
  if (+B.dataset.fixed && !state.base.length && !warned) {
    warned = true;
    return say('这份报告已应用过更正。请先“载入已有更正”，导出的文件才会包含它们；否则再按一次导出，把新行加到原文件末尾。'
      + 'Earlier corrections were applied: load their file first, or export again and append the new lines to it.');
  }
  var lines = known.filter(function (l, i) { return known.indexOf(l) === i; });
  var url = URL.createObjectURL(new Blob([lines.join('\n') + '\n'], {type: 'application/x-ndjson'}));
  var link = make('a', {href: url, download: B.dataset.stem + '.corrections.jsonl'});
  B.append(link);
  link.click();
  link.remove();
  setTimeout(function () { URL.revokeObjectURL(url); }, 60000);
  state.drafts.forEach(function (d) { d.out = true; });
  keep(); show();
  say('已导出 ' + lines.length + ' 行。放在报告旁边，下次阅读时应用。Put the file beside the report; the next reading applies it.');
});
id('load').addEventListener('change', function () {
  var file = this.files[0], reader = new FileReader();
  this.value = '';
  if (!file) return;
  reader.onload = function () {
    var lines = reader.result.replace(/^\ufeff/, '').split(/\r?\n/).filter(function (l) { return l.trim(); }), bad = 0;
    lines = lines.map(function (l) { try { return JSON.stringify(JSON.parse(l)); } catch (e) { bad++; return l; } });
    state.base = lines;
    keep();
    say('载入 ' + lines.length + ' 行，导出时排在前面。' + (bad ? bad + ' 行不是 JSON，原样保留。' : '') + lines.length + ' lines loaded; the export starts with them.');
  };
  reader.readAsText(file);
});

// ---- switches
id('wrap').addEventListener('click', function () {
  this.setAttribute('aria-pressed', String(H.classList.toggle('lines')));
});
id('lang').addEventListener('click', function () {
  english = !english;
  H.classList.toggle('en', english);
  this.setAttribute('aria-pressed', String(english));
  var words = {};
  Object.keys(tables).reverse().forEach(function (name) {
    Object.keys(tables[name]).forEach(function (key) { words[tables[name][key][0]] = tables[name][key][1]; });
  });
  all('.w, .k, bdi, #rows dt, #role option').forEach(function (el) {
    var node = el.firstChild;
    if (!node || node.nodeType !== 3) return;
    el.dataset.zh = el.dataset.zh || node.data;
    node.data = english ? words[el.dataset.zh] || el.dataset.zh : el.dataset.zh;
  });
  lower.clear();
  show();
});
all('a.go', ol).forEach(function (a) { a.setAttribute('aria-label', '原文 text ' + a.textContent); });
filter();
show();
if (location.hash.length > 1 && id(location.hash.slice(1)) && ol.contains(id(location.hash.slice(1)))) toList(id(location.hash.slice(1)));
})();
