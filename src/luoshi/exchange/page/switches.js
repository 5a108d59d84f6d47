// The switches above the page, and how it begins.
id('wrap').addEventListener('click', function () {
  this.setAttribute('aria-pressed', String(H.classList.toggle('lines')));
});
id('lang').addEventListener('click', function () {
  english = !english;
  H.classList.toggle('en', english);
  this.setAttribute('aria-pressed', String(english));
  const words = {};
  Object.keys(DATA.names).reverse().forEach((name) => {
    Object.keys(DATA.names[name]).forEach((key) => { const w = DATA.names[name][key]; words[w[0]] = w[1]; });
  });
  all('.w, .k, bdi, #role option').forEach((el) => {
    const node = el.firstChild;
    if (!node || node.nodeType !== 3) return;
    el.dataset.zh = el.dataset.zh || node.data;
    node.data = english ? words[el.dataset.zh] || el.dataset.zh : el.dataset.zh;
  });
  lower.clear();
  show();
  if (current && !form) unfold(current);
});
all('a.go', ol).forEach((a) => { a.setAttribute('aria-label', '原文 text ' + a.textContent); });
if (rows.length) rows[0].tabIndex = 0;
filter();
show();
const asked = location.hash.length > 1 && id(decodeURIComponent(location.hash.slice(1)));
if (asked && asked.parentNode === ol) toList(asked);
