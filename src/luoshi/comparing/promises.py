"""What the earlier report promises: its figures, and its deeds and directions without one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from luoshi.comparing.basis import basis_of, segment
from luoshi.comparing.clauses import Clause, in_full, quote
from luoshi.comparing.figures import Basis
from luoshi.comparing.likeness import asked_for, grams
from luoshi.comparing.naming import designates, names_something
from luoshi.comparing.values import Figure, Promise, Way
from luoshi.comparing.words import Words
from luoshi.values import Measure, Quote, Report, Task

# Plans only: a five-year goal has its own day.
_LIST_ITEM = re.compile(r"[、和及与]|以及")
_SYNC = re.compile(r"收入.{0,8}(?:与|和|同).{0,6}(?:经济|生产总值|GDP).{0,6}同步")
_FRAME = re.compile(
    r"^(?:坚持|聚焦|围绕|以|按照|锚定|坚定不移|坚决|牢牢|深入贯彻|认真贯彻|全面贯彻|贯彻|发挥|依托|面对|立足|紧扣|紧盯|瞄准|对标|树牢|秉持|让|使|我们|各位代表|为)"
)
_LIVELIHOOD = re.compile(r"(?:民生|为民|惠民|便民|办|件)实事|民[心生]工程")
_NUMBERED = re.compile(r"\s*[*#]*[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）、.．是]")
_WHEN = re.compile(
    r"(?:上半年|下半年|年内|年底前?|今年|全年|[一二三四]季度|[0-9]{1,2}月(?:底|份)?前?|前|力争|确保|推动|促进|争取|开展)++"
)
_VERB_INSIDE = re.compile(r"(?<=.)(?:建设|新建|建成|改造|实施|开展)")
_NAMED = re.compile(
    r"(?<=[“《\"])[^“”《》\"]{2,16}(?=[”》\"])|[A-Za-z][A-Za-z0-9.+-]+|第[一二三四五六七八九十百0-9]+[届次轮]"
)
_LAST = re.compile(r"[\u4e00-\u9fff]{2}$")
# Units of what is numbered, not counted: 四川时代7—10期.
_NUMBERS = frozenset({"期", "号", "届"})
# Items of a list this long stand for themselves.
LEAST_ITEM = 8
SHORTEST, LONGEST = 5, 120


@dataclass(frozen=True, slots=True)
class Wanted:
    """A promise made ready to be looked for: `grams` of its indicator, or of its words; `words`: those words.

    `general`: it is a direction only, without a name or an end. `ours`: the pairs of its indicator and words together;
    `near`: those of the sentence around it that are not its own; `head`: the last two characters of the thing;
    `kin`: the sorts of deeds that it names; `names`: what it has in quotation marks, Latin names and numbered editions;
    `items`: the pairs of each item where it is a list; `raw`: the pairs of its words with the general ones; `at`: how
    far along the plan it stands, 0 to 1; `sentence`: the pairs of its sentence and of the heading above it."""

    promise: Promise
    clause: Clause
    words: str
    grams: tuple[str, ...]
    basis: Basis
    umbrella: bool
    general: bool = False
    ours: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    head: str = ""
    kin: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    items: tuple[tuple[str, ...], ...] = ()
    raw: tuple[str, ...] = ()
    at: float = 0.0
    sentence: frozenset[str] = frozenset()


def figure_of(measure: Measure) -> Figure:
    """The figure of a measure; a fall is negative, also where the indicator says the fall (降幅 2.5%)."""
    low, high, relation = measure.low, measure.high, measure.relation
    if measure.kind in ("change", "delta") and re.search(r"降幅|减幅", measure.indicator) and (low or high or 0) > 0:
        low, high = (None if high is None else -high), (None if low is None else -low)
        relation = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt"}.get(relation, relation)  # type: ignore[assignment]
    return Figure(measure.quote.text, low, high, measure.unit, relation, measure.kind, measure.year)


class Finder:
    """The promises of one report."""

    def __init__(self, report: Report, clauses: Sequence[Clause], words: Words, accruals: dict[str, str]) -> None:
        self.report, self.words, self.accruals = report, words, accruals
        self.every = clauses
        self.clauses = [c for c in clauses if c.role == "plan"]
        self.places = {c.number: i / len(self.clauses) for i, c in enumerate(self.clauses)}
        self.sentences: dict[int, frozenset[str]] = {}
        self.tasks = sorted((t for t in report.tasks if not t.repeat), key=lambda t: t.quote.start)
        self.starts = [t.quote.start for t in self.tasks]
        self.lists = self._lists()
        self.seen: Counter[str] = Counter()

    def all(self) -> list[Wanted]:
        found: list[Wanted] = []
        for clause in self.clauses:
            figures = [m for m in clause.measures if self._held_to(m)]
            if figures:
                found += [self._with_figure(clause, m) for m in figures]
            elif not any(m.role == "plan" for m in clause.measures):
                found += self._without_figure(clause)
        return found

    def figures(self) -> list[Wanted]:
        """Those with a figure only."""
        held = ((clause, m) for clause in self.clauses for m in clause.measures if self._held_to(m))
        return [self._with_figure(clause, m) for clause, m in held]

    @staticmethod
    def _held_to(measure: Measure) -> bool:
        if measure.role != "plan" or measure.low is measure.high is None or measure.unit in _NUMBERS:
            return False
        return measure.kind not in ("duration", "rank") or measure.kind == "rank"

    def _task(self, clause: Clause) -> Task | None:
        i = bisect_right(self.starts, clause.end - 1) - 1
        return self.tasks[i] if i >= 0 and self.tasks[i].quote.end > clause.start else None

    def _strength(self, clause: Clause, task: Task | None) -> str | None:
        found = self.words.strength.search(clause.text[:12])
        return found.group() if found else task.strength if task else None

    def _name(self, clause: Clause, words: str) -> str:
        """An id from the words, so that neither re-wrapping nor re-encoding changes it."""
        name = f"p-{blake2b((words + clause.text).encode('utf-8', 'surrogatepass'), digest_size=5).hexdigest()}"
        self.seen[name] += 1
        return name if self.seen[name] == 1 else f"{name}-{self.seen[name]}"

    def _with_figure(self, clause: Clause, measure: Measure) -> Wanted:
        task = self._task(clause)
        accrual = measure.accrual or self.accruals.get(measure.indicator_id or "")
        promise = Promise(
            measure.id,
            self._quote(clause, measure),
            measure.indicator,
            measure.indicator_id,
            figure_of(measure),
            None,
            self._strength(clause, task),
            task.id if task else None,
            clause.path,
            "figure",
        )
        part = segment(clause, measure)
        asked = asked_for(self._fuller(self._object(in_full(clause, measure)), clause), self.words)
        basis = basis_of(self.words, clause, measure, accrual)
        return self._ready(promise, clause, part, asked, basis, False)

    def _ready(
        self, promise: Promise, clause: Clause, said: str, asked: tuple[str, ...], basis: Basis, general: bool
    ) -> Wanted:
        """The promise with all that it is looked for by."""
        ours = frozenset(grams(promise.indicator, self.words)) | frozenset(grams(said, self.words))
        sentence = self._sentence(clause)
        near = sentence - ours
        head = self._head(promise.indicator)
        umbrella = self._livelihood(clause)
        kin = self.words.sorts(clause.text)
        names = tuple(m.group() for m in _NAMED.finditer(promise.indicator))
        parts = [p for p in _LIST_ITEM.split(said) if len(p) >= 3]
        items = tuple(asked_for(self._core(p), self.words) for p in parts) if len(parts) > 1 else ()
        raw = tuple(grams(said, self.words))
        return Wanted(
            promise, clause, said, asked, basis, umbrella, general, ours, near, head, kin, names, items, raw,
            at=self.places[clause.number], sentence=sentence,
        )  # fmt: skip

    def _sentence(self, clause: Clause) -> frozenset[str]:
        """The pairs of the sentence, up to its full stop, and of the heading above it."""
        found = self.sentences.get(clause.stop)
        if found is None:
            first = last = clause.number
            while first and self.every[first - 1].stop == clause.stop:
                first -= 1
            while last + 1 < len(self.every) and self.every[last + 1].stop == clause.stop:
                last += 1
            text = " ".join([*clause.path[-1:], *(c.text for c in self.every[first : last + 1])])
            found = self.sentences[clause.stop] = frozenset(grams(text, self.words))
        return found

    def _head(self, name: str) -> str:
        """The last two characters of the thing: 大桥 of 南溪大桥建设."""
        found = _LAST.search(self.words.stage_pattern.sub(" ", name).strip()) or _LAST.search(name)
        return found.group() if found else ""

    def _quote(self, clause: Clause, measure: Measure) -> Quote:
        return quote(self.report, clause.start, max(clause.end, measure.quote.end))

    def _lists(self) -> dict[int, int]:
        """Passage → the clause behind which it lists livelihood works: the passage that names them, and the numbered
        ones that follow it."""
        found: dict[int, int] = {}
        named: Clause | None = None
        for clause in self.clauses:
            if _LIVELIHOOD.search(clause.text):
                found.setdefault(clause.passage, clause.number)
                named = clause
            elif named is not None and clause.passage != named.passage and clause.passage not in found:
                line = self.report.text.rfind("\n", 0, clause.start) + 1
                # The items may stand below the one that names them, or each be a heading of its own below it.
                below = named.path in (clause.path, clause.path[:-1])
                if below and _NUMBERED.match(self.report.text[line : clause.end]):
                    found[clause.passage] = clause.number - 1
                else:
                    named = None
        return found

    def _livelihood(self, clause: Clause) -> bool:
        """Whether the clause is an item of the year's list of livelihood works (民生实事)."""
        named = self.lists.get(clause.passage)
        return (named is not None and clause.number > named) or any(_LIVELIHOOD.search(part) for part in clause.path)

    def _without_figure(self, clause: Clause) -> Iterator[Wanted]:
        text = clause.text
        if not SHORTEST <= len(text) <= LONGEST:
            return
        task = self._task(clause)
        if self.tasks and task is None:
            return
        way = self._way(text)
        if way == "done" and task is None and _FRAME.match(text):
            return
        told = task is None or task.checkable != "general"
        named = way != "done" or designates(text) or (told and names_something(text, self.words))
        for item, asked, said in self._items(text, way):
            promise = Promise(
                self._name(clause, item),
                quote(self.report, clause.start, clause.end),
                item,
                None,
                None,
                way,
                self._strength(clause, task),
                task.id if task else None,
                clause.path,
                "named" if named else "general",
            )
            yield self._ready(promise, clause, said, asked, "unknown", not told)

    def _way(self, text: str) -> Way:
        if _SYNC.search(text):
            return "sync"
        return "trend" if self.words.trend.search(text) else "done"

    def _items(self, text: str, way: Way) -> Iterator[tuple[str, tuple[str, ...], str]]:
        """The things that the clause names, each with its pairs and the words that promise it."""
        ends = [p for p in text.split("、") if p]
        if way == "done" and len(ends) > 1 and all(self._has_end(p) and len(p) >= SHORTEST for p in ends):
            for part in ends:
                yield part, asked_for(self._core(part), self.words), part
            return
        if way == "done" and "等" not in text and len(ends) > 1 and all(LEAST_ITEM <= len(p) <= 24 for p in ends):
            for part in ends:
                yield part, asked_for(self._core(part), self.words), text
            return
        core = self._core(text)
        if way == "trend":
            yield core, asked_for(self.words.trend.sub("", core), self.words), text
            return
        head, mark, tail = core.partition("等")
        parts = [p for p in _LIST_ITEM.split(head) if p]
        if way == "done" and mark and len(parts) > 1 and all(3 <= len(p) <= 14 for p in parts):
            deed = self.words.stage_pattern.search(tail)
            for part in parts:
                yield part + (deed.group() if deed else ""), asked_for(part, self.words), text
        else:
            yield core, asked_for(core, self.words), text

    def _object(self, indicator: str) -> str:
        """The thing counted, where the phrase still holds a place and a verb (中心城区建设河东驿站)."""
        at = max((m.end() for m in _VERB_INSIDE.finditer(indicator)), default=0)
        return indicator[at:] if len(indicator) - at >= 4 else indicator

    def _fuller(self, name: str, clause: Clause) -> str:
        """The name that a short one stands for, where the sentences before have it: 小区 after 老旧小区改造."""
        if not 2 <= len(name) <= 3:
            return name
        number = clause.number
        while number and clause.number - number < 6 and self.every[number - 1].passage == clause.passage:
            number -= 1
            text = self.every[number].text
            at = text.rfind(name)
            if at >= 2 and not self.words.stage_pattern.fullmatch(text[at - 2 : at]):
                return text[at - 2 : at + len(name)]
        return name

    def _has_end(self, text: str) -> bool:
        """Whether the words name the end that a thing is to come to (建成, 开工)."""
        return any(
            self.words.stage[m.group()] in ("done", "partial", "begun") for m in self.words.stage_pattern.finditer(text)
        )

    def _core(self, text: str) -> str:
        """The words without the hedges and verbs that lead them."""
        at = 0
        while (
            (found := _WHEN.match(text, at))
            or (found := self.words.stage_pattern.match(text, at))
            or (found := self.words.strength.match(text, at))
        ):
            at = found.end()
        return text[at:] if len(text) - at >= 4 else text
