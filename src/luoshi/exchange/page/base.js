// What every part of the page uses: its elements, the data that came with it, the words for things.
const D = document, H = D.documentElement, B = D.body;
const id = (name) => D.getElementById(name);
const all = (query, root) => Array.from((root || D).querySelectorAll(query));
const DATA = JSON.parse(id('data').textContent);
const text = id('body'), list = id('list'), ol = id('rows'), search = id('q');
const rows = all('#rows > li'), index = new Map(rows.map((li, i) => [li, i]));
let current = null, english = false;
H.classList.add('on-js');

function make(tag, props, kids) {
  const el = Object.assign(D.createElement(tag), props || {});
  (kids || []).forEach((kid) => el.append(kid));
  return el;
}
function say(words) { id('say').textContent = words; }
function kind(li) { return li.classList[0]; }
function word(table, key) {
  const found = (DATA.names[table] || {})[key];
  return found ? found[english ? 1 : 0] : key;
}
function typing(el) { return /^(INPUT|SELECT|TEXTAREA)$/.test(el.tagName) && el.type !== 'checkbox'; }
function phone() { return matchMedia('(max-width:999px)').matches; }
// Offsets of a document are code points, JavaScript's are UTF-16 units.
function points(words) { return words.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '_').length; }
