// What the reader missed, or cut wrongly: a selection of the text becomes a finding, or another finding's words.
const blocks = all('[data-o]', text);
function offset(node, at) {
  const block = (node.nodeType === 1 ? node : node.parentNode).closest('[data-o]');
  if (!block || !text.contains(block)) return null;
  const range = D.createRange();
  range.setStart(block, 0);
  range.setEnd(node, at);
  return +block.dataset.o + points(range.toString());
}
function selected() {
  const picked = getSelection();
  if (!picked.rangeCount || picked.isCollapsed) return null;
  const range = picked.getRangeAt(0), words = range.toString();
  let start = offset(range.startContainer, range.startOffset);
  if (start === null || !words.trim()) return null;
  start += points(words.slice(0, words.length - words.trimStart().length));
  return {start: start, end: start + points(words.trim()), rect: range.getBoundingClientRect()};
}
// The text nodes over start..end, each with its part in UTF-16 units and the offset where that begins.
function nodesIn(start, end) {
  const found = [];
  let low = 0, high = blocks.length - 1;
  while (low < high) { const mid = (low + high + 1) >> 1; if (+blocks[mid].dataset.o <= start) low = mid; else high = mid - 1; }
  for (let b = low; b < blocks.length && +blocks[b].dataset.o < end; b++) {
    const walker = D.createTreeWalker(blocks[b], NodeFilter.SHOW_TEXT);
    let at = +blocks[b].dataset.o, node;
    while ((node = walker.nextNode())) {
      const chars = Array.from(node.data), from = Math.max(0, start - at), to = Math.min(chars.length, end - at);
      if (from < to) found.push({node: node, from: chars.slice(0, from).join('').length, to: chars.slice(0, to).join('').length, at: at + from, end: at + to});
      at += chars.length;
    }
  }
  return found;
}
function wordsAt(start, end) {
  const shown = nodesIn(start, end).map((n) => n.node.data.slice(n.from, n.to)).join('');
  return Array.from(shown).map((c, i) => { const code = DATA.odd[start + i]; return code === undefined ? c : String.fromCharCode(code); }).join('');
}
function wordsOf(li) { return spans(li).map((s) => wordsAt(s[0], s[1])).join(''); }
// Several spans as a line of corrections gives them: `spans` only where the words are torn.
function quoted(parts) {
  const span = {start: parts[0][0], end: parts[parts.length - 1][1], text: parts.map((p) => wordsAt(p[0], p[1])).join('')};
  if (parts.length > 1) span.spans = parts;
  return span;
}
// A selection without what was set aside inside it (a caption, a page number): the sentence that it tore.
function cut(start, end) {
  const parts = [];
  nodesIn(start, end).filter((n) => !n.node.parentNode.closest('.a')).forEach((n) => {
    const last = parts[parts.length - 1];
    if (last && last[1] === n.at) last[1] = n.end; else parts.push([n.at, n.end]);
  });
  return quoted(parts.length ? parts : [[start, end]]);
}
function paint() {
  all('mark.new', text).forEach((el) => {
    const parent = el.parentNode;
    el.replaceWith.apply(el, Array.from(el.childNodes));
    parent.normalize();
  });
  state.drafts.filter((draft) => draft.text && (draft.add || draft.finding)).forEach((draft) => {
    (draft.spans || [[draft.start, draft.end]]).forEach((span) => nodesIn(span[0], span[1]).forEach((n) => {
      const range = D.createRange(), el = make('mark', {className: 'new'});
      el.dataset.draft = draft.n;
      range.setStart(n.node, n.from);
      range.setEnd(n.node, n.to);
      range.surroundContents(el);
    }));
  });
}
// What a form for a new measure starts from: the figure in its words, and its passage's role.
function guess(words, li) {
  const number = words.replace(/\s/g, '').match(/^(\d+(?:\.\d+)?)(万亿|亿|万)?(.*)$/), f = {};
  if (number) {
    f.low = f.high = scale(number[1], {'万': 4, '亿': 8, '万亿': 12}[number[2]] || 0);
    f.unit = number[3];
  }
  const home = nodesIn(spans(li)[0][0], spans(li)[0][0] + 1)[0], p = home && home.node.parentNode.closest('[data-o]');
  f.role = Object.keys(DATA.names.role).filter((role) => p && p.classList.contains(role))[0];
  f.year = f.role ? String(yearOf(f.role)) : '';
  if (f.role === 'issues' || f.role === 'preamble') f.role = 'context';
  return f;
}
// 808.51 × 10^4 on the digits, so that nothing is rounded.
function scale(digits, power) {
  const parts = digits.split('.'), rest = (parts[1] || '').padEnd(power, '0');
  return (parts[0] + rest.slice(0, power)).replace(/^0+(?=\d)/, '') + (rest.length > power ? '.' + rest.slice(power) : '');
}
function add(what, span) {
  closeForm();
  const li = make('li', {className: LETTER[what] + ' new blank'});
  li.span = Object.assign({add: what}, span);
  li.dataset.o = (span.spans || [[span.start, span.end]]).map((s) => s.join('-')).join(',');
  li.fact = what === 'measure' ? guess(span.text, li) : {};
  li.append(make('b', {className: 'go', textContent: '补'}), make('q', {textContent: span.text}));
  insert(li, span.start);
  openList(true);
  id('pick').hidden = true;
  select(li, false);
  edit(li);
}
// The current finding's words are these.
function requote(span) {
  const li = current, old = draftOf(li) || {};
  ask(li, '改原文 change the words', [note('原文改成：“' + span.text + '”')], '存为更正 save', () => Object.assign({finding: finding(li), set: old.set || {}}, span));
}
let wait = 0;
D.addEventListener('selectionchange', () => {
  clearTimeout(wait);
  wait = setTimeout(() => {
    const span = selected(), pick = id('pick');
    pick.hidden = !span;
    if (!span) return;
    pick.querySelector('[data-pick=words]').hidden = !(current && /[mt]/.test(kind(current)) && index.has(current));
    pick.style.top = Math.max(8, Math.min(innerHeight - 70, span.rect.bottom + 8)) + 'px';
    pick.style.left = Math.max(8, Math.min(innerWidth - pick.offsetWidth - 8, span.rect.left)) + 'px';
  }, 150);
});
id('pick').addEventListener('mousedown', (event) => event.preventDefault());
id('pick').addEventListener('click', (event) => {
  const what = event.target.closest('[data-pick]'), span = selected();
  if (!what || !span) return;
  getSelection().removeAllRanges();
  const words = cut(span.start, span.end);
  if (what.dataset.pick === 'words') requote(words); else add(what.dataset.pick, words);
});
