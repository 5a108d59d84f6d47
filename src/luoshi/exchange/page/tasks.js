// Splitting a task at its clauses, merging it with the next, and what the buttons of a row do.
function clauses(words) {
  const found = [];
  let at = 0;
  (words.match(/[^，；。]+[，；。]*/g) || []).forEach((clause) => {
    const size = points(clause);
    found.push({from: at, to: at + points(clause.replace(/[，；。\s]+$/, '')), text: clause});
    at += size;
  });
  return found;
}
// The spans of the characters from..to of words that stand in `whole`.
function within(whole, from, to) {
  const parts = [];
  let at = 0;
  whole.forEach((s) => {
    const size = s[1] - s[0], a = Math.max(from, at) - at, b = Math.min(to, at + size) - at;
    if (a < b) parts.push([s[0] + a, s[0] + b]);
    at += size;
  });
  return parts;
}
function split(li) {
  const found = clauses(wordsOf(li));
  if (found.length < 2) return say('这一项只有一个分句，拆不开；可以先选中文字补为任务。One clause only: select words to add a task.');
  const inner = found.map((clause, i) => {
    const choice = make('select', {name: 'clause'}, [['new', '另起 begins'], ['on', '接上 goes on'], ['out', '不要 left out']]
      .map((o) => make('option', {value: o[0], textContent: o[1]})));
    choice.value = i ? 'on' : 'new';
    return make('label', {className: 'wide clause'}, [choice, make('q', {textContent: clause.text.replace(/\s+/g, '')})]);
  });
  ask(li, '拆开 split', inner, '拆开 split', () => {
    const parts = [];
    let open = false;
    all('[name=clause]', form).forEach((choice, i) => {
      if (choice.value === 'new' || (choice.value === 'on' && !open)) parts.push([found[i].from, found[i].to]);
      else if (choice.value === 'on') parts[parts.length - 1][1] = found[i].to;
      open = choice.value !== 'out';
    });
    if (parts.length < 2 && !all('[name=clause]', form).some((choice) => choice.value === 'out')) return void refuse('why', '还没有另起的分句 no clause begins a new task');
    if (!parts.length) return void refuse('why', '一句也不留请用“不对” to leave out all of it, reject it');
    return {finding: finding(li), split: parts.map((p) => quoted(within(spans(li), p[0], p[1])))};
  });
}
function merge(li) {
  const tasks = rows.filter((row) => kind(row) === 't'), next = tasks[tasks.indexOf(li) + 1];
  if (!next) return say('后面没有任务了。There is no task behind it.');
  ask(li, '合并 merge', [note('与下一条合并：“' + wordsOf(next) + '”')], '合并 merge', () => ({merge: [finding(li), finding(next)]}));
}
const ACTS = {
  edit: (li) => { if (/[mtsu]/.test(kind(li))) edit(li); },
  reject: (li) => {
    if (li.dataset.draft) return ACTS.undo(li);
    if (/[mt]/.test(kind(li))) ask(li, '不对 reject', [], '不对，去掉 reject', () => ({finding: finding(li), reject: true}));
  },
  split: split,
  merge: merge,
  undo: (li) => {
    const gone = draftOf(li);
    state.drafts = state.drafts.filter((d) => d !== gone);
    keep(); show();
  },
  promote: (li) => add('measure', quoted(spans(li))),
  withdraw: (li) => {
    const l = lineOf(li), was = state.dropped.includes(l);
    state.dropped = was ? state.dropped.filter((d) => d !== l) : state.dropped.concat([l]);
    keep(); show();
    say(was ? '已恢复这条更正。Restored.' : '导出的文件里不再有这条更正。The export will leave this line out.');
  }
};
