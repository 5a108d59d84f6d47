(function () {
'use strict';
var D = document, B = D.body, H = D.documentElement;
var id = function (name) { return D.getElementById(name); };
var all = function (query, root) { return Array.prototype.slice.call((root || D).querySelectorAll(query)); };
var words = JSON.parse(B.dataset.words), NEEDS = ['missed', 'partly', 'unsure'];
var rows = all('.rows > li'), search = id('q'), drafts = {}, who = '', saved = true;
H.classList.add('on-js');

function make(tag, props, kids) {
  var el = Object.assign(D.createElement(tag), props || {});
  (kids || []).forEach(function (kid) { el.append(kid); });
  return el;
}
function say(text) { id('say').textContent = text; }

// ---- filters
function filter() {
  var on = {}, asked = search.value.trim().toLowerCase(), need = id('need').checked, figures = id('figures').checked, n = 0;
  all('input[name=v]').forEach(function (box) { on[box.value] = box.checked; });
  rows.forEach(function (li) {
    var general = li.dataset.s === 'general';
    var show = (general || on[li.dataset.v]) && (!need || NEEDS.indexOf(li.dataset.v) >= 0) &&
      (!figures || li.dataset.s === 'figure') && (!asked || li.textContent.toLowerCase().indexOf(asked) >= 0);
    li.hidden = !show;
    if (show && !general) n += 1;
  });
  all('section.verdict').forEach(function (s) { s.hidden = !s.querySelector('.rows > li:not([hidden])'); });
  id('shown').textContent = '显示 ' + n + ' 项';
}
id('filters').addEventListener('input', filter);
id('filters').addEventListener('submit', function (event) { event.preventDefault(); });
addEventListener('keydown', function (event) {
  if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { event.preventDefault(); search.focus(); }
});
// A link to a promise that a filter hides, or that is folded away, shows it.
function arrive() {
  var li = location.hash && id(decodeURIComponent(location.hash.slice(1)));
  if (!li) return;
  if (li.hidden) { id('filters').reset(); filter(); }
  var fold = li.closest('details');
  if (fold && !fold.open) fold.open = true;
  li.scrollIntoView();
}
addEventListener('hashchange', arrive);

// ---- deciding
function field(label, input, wide) { return make('label', {className: wide ? 'wide' : ''}, [label, input]); }
function option(value, text) { return make('option', {value: value, textContent: text}); }
function edit(li) {
  var old = li.querySelector('.edit');
  if (old) { old.remove(); return; }
  var name = make('input', {value: who, autocomplete: 'name'});
  var verdict = make('select', {}, Object.keys(words).map(function (v) { return option(v, words[v][0]); }));
  verdict.value = li.dataset.v;
  var place = make('select', {}, [option('same', '仍是现在这一处（或没有）')]);
  all('.near li', li).forEach(function (miss, i) { place.append(option('near' + i, '“' + miss.querySelector('q').textContent.slice(0, 24) + '…”')); });
  place.append(option('none', '没有'), option('other', '另一处，贴原文'));
  var text = make('textarea', {rows: 2}), why = make('input', {});
  var err = make('p', {className: 'err wide'}), other = field('后一份报告的原文（照抄，不改一字）', text, true);
  other.hidden = true;
  place.addEventListener('change', function () { other.hidden = place.value !== 'other'; });
  var form = make('form', {className: 'edit'}, [
    field('谁核定（必填）', name), field('结论', verdict), field('结果在哪里', place), field('理由', why), other,
    make('p', {className: 'wide'}, [
      make('button', {type: 'submit', textContent: '记下'}), ' ',
      make('button', {type: 'button', textContent: '不是承诺，剔除', onclick: function () { keep({reject: true}); }}), ' ',
      make('button', {type: 'button', textContent: '取消', onclick: function () { form.remove(); }})]),
    err]);
  function keep(what) {
    if (!name.value.trim()) { err.textContent = '请写明谁核定。'; name.setAttribute('aria-invalid', 'true'); name.focus(); return; }
    who = name.value.trim();
    drafts[li.id] = Object.assign({link: li.id, who: who, why: why.value.trim(), when: today()}, what);
    form.remove();
    saved = false;
    show();
  }
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    var set = {verdict: verdict.value};
    if (place.value === 'none') set.result = null;
    else if (place.value === 'other') {
      if (!text.value.trim()) { err.textContent = '请贴上原文。'; text.setAttribute('aria-invalid', 'true'); text.focus(); return; }
      set.result = {text: text.value.trim()};
    } else if (place.value !== 'same') {
      var miss = all('.near li', li)[+place.value.slice(4)];
      set.result = {text: miss.dataset.text, start: +miss.dataset.at};
    }
    if (place.value === 'same' && set.verdict === li.dataset.v) keep({confirm: set.verdict});
    else keep({set: set});
  });
  li.append(form);
  name.focus();
}
function today() {
  var d = new Date(), two = function (n) { return (n < 10 ? '0' : '') + n; };
  return d.getFullYear() + '-' + two(d.getMonth() + 1) + '-' + two(d.getDate());
}
function told(d) {
  return d.reject ? '剔除' : d.confirm ? '核定为“' + (words[d.confirm] || [d.confirm])[0] + '”' :
    '改为“' + (words[d.set.verdict] || [d.set.verdict || '结论不变'])[0] + '”' + (d.set.result ? '，见“' + d.set.result.text.slice(0, 30) + '”' : '');
}
function show() {
  rows.forEach(function (li) {
    var note = li.querySelector('.draft'), draft = drafts[li.id];
    if (note) note.remove();
    if (!draft) return;
    li.append(make('p', {className: 'draft'}, [draft.who + '：' + told(draft) + (draft.why ? '（' + draft.why + '）' : '') + ' ',
      make('button', {type: 'button', textContent: '撤回', onclick: function () { delete drafts[li.id]; show(); }})]));
  });
  var n = Object.keys(drafts).length;
  id('drafts').textContent = n;
  id('export').disabled = !n;
}
rows.forEach(function (li) {
  li.querySelector('.head').append(make('button', {type: 'button', className: 'js', textContent: '核定', onclick: function () { edit(li); }}));
});
id('export').addEventListener('click', function () {
  var lines = Object.keys(drafts).map(function (key) { return JSON.stringify(drafts[key]) + '\n'; }).join('');
  var url = URL.createObjectURL(new Blob([lines], {type: 'application/jsonl'}));
  make('a', {href: url, download: B.dataset.name}).click();
  setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
  saved = true;
  say('已导出。把文件放在后一份报告旁边，再比对一次就会用上。Lay the file beside the later report.');
});
id('load').addEventListener('change', function () {
  var file = this.files[0];
  if (!file) return;
  file.text().then(function (text) {
    var n = 0, bad = 0;
    text.replace(/^\ufeff/, '').split('\n').forEach(function (line) {
      if (!line.trim()) return;
      try {
        var d = JSON.parse(line);
        if (!d.who || !(d.reject || d.confirm || d.set)) throw new Error();
        if (id(d.link)) { drafts[d.link] = d; n += 1; } else bad += 1;
      } catch (e) { bad += 1; }
    });
    show();
    say('载入 ' + n + ' 条' + (bad ? '，' + bad + ' 行用不上（没有这一项，或不是核定）' : '') + '。');
  });
});
addEventListener('beforeunload', function (event) { if (!saved && Object.keys(drafts).length) event.preventDefault(); });
filter();
arrive();
}());
