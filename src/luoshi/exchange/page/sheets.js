// The pages of the original beside the text: the current finding's box, and from a box to its finding.
const sheets = id('sheets'), beside = id('beside');
function showOnSheet(li) {
  if (!sheets) return;
  all('a.on', sheets).forEach((a) => a.classList.remove('on'));
  const boxes = li.id ? all('a[data-f="' + li.id + '"]', sheets) : [];
  boxes.forEach((a) => { a.classList.add('on'); a.parentNode.append(a); });
  if (boxes.length && H.classList.contains('beside')) center(boxes[0]);
}
// Only the pages scroll, not what stands beside them.
function center(box) {
  const at = box.getBoundingClientRect(), frame = sheets.getBoundingClientRect();
  sheets.scrollTop += at.top + at.height / 2 - frame.top - sheets.clientHeight / 2;
  sheets.scrollLeft += at.left + at.width / 2 - frame.left - sheets.clientWidth / 2;
}
function layBeside(on) {
  H.classList.toggle('beside', on);
  beside.setAttribute('aria-pressed', String(on));
  if (on && current) showOnSheet(current);
}
if (sheets) {
  beside.addEventListener('click', () => layBeside(!H.classList.contains('beside')));
  sheets.addEventListener('click', (event) => {
    if (event.target.closest('button')) { layBeside(false); beside.focus({preventScroll: true}); return; }
    const a = event.target.closest('a[data-f]'), sheet = event.target.closest('.sheet');
    if (a) {
      event.preventDefault();
      const li = id(a.dataset.f);
      if (li && !phone()) toList(li);
      if (li) { select(li, true); showOnSheet(li); }
    } else if (sheet) {
      sheets.classList.toggle('large');
      if (current) showOnSheet(current);
    }
  });
  layBeside(innerWidth >= 1300);
}
