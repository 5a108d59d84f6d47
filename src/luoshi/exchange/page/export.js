// The file of corrections: the lines that this reading was made with, those of colleagues, and the drafts.
id('export').addEventListener('click', () => {
  const lines = DATA.lines.filter((l) => !state.dropped.includes(l)).concat(state.extra, state.drafts.map(line));
  const unique = lines.filter((l, i) => lines.indexOf(l) === i);
  if (!state.drafts.length && !state.extra.length && !state.dropped.length) return say('还没有更正。There are no corrections yet.');
  const url = URL.createObjectURL(new Blob([unique.length ? unique.join('\n') + '\n' : ''], {type: 'application/x-ndjson'}));
  const link = make('a', {href: url, download: DATA.stem + '.corrections.jsonl'});
  B.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  state.drafts.forEach((d) => { d.out = true; });
  keep(); show();
  say('已导出 ' + unique.length + ' 行，含原有 ' + DATA.lines.length + ' 行。放在报告旁边替换旧文件，下次阅读时应用。Put the file beside the report in place of the old one; the next reading applies it.');
});
id('load').addEventListener('change', function () {
  const file = this.files[0], reader = new FileReader();
  this.value = '';
  if (!file) return;
  reader.onload = () => {
    const lines = reader.result.replace(/^\ufeff/, '').split(/\r?\n/).filter((l) => l.trim());
    const bad = lines.filter((l) => { try { JSON.parse(l); return false; } catch (e) { return true; } }).length;
    state.extra = state.extra.concat(lines.filter((l) => !state.extra.includes(l) && !DATA.lines.includes(l)));
    keep();
    say('并入 ' + lines.length + ' 行，随导出写入。' + (bad ? bad + ' 行不是 JSON，原样保留。' : '') + lines.length + ' lines will be part of the export.');
  };
  reader.readAsText(file);
});
