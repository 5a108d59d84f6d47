"""Whatever persons put right, quotes hold, no numeral is left behind, and a task's figures are measures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.exchange.as_json import dumps, loads
from luoshi.exchange.corrections import apply
from luoshi.exchange.corrections.lines import parse
from luoshi.terminal import unaccounted
from luoshi.values import Report


@st.composite
def deeds(draw: st.DrawFn, report: Report) -> list[dict[str, Any]]:
    measures, tasks = [m.id for m in report.measures], [t.id for t in report.tasks]
    start = st.integers(0, len(report.text) - 1)

    def words() -> dict[str, Any]:
        at = draw(start)
        end = min(len(report.text), at + draw(st.integers(1, 40)))
        return {"start": at, "end": end, "text": report.text[at:end]}

    row = st.sampled_from(["reject", "measure", "task", "words", "merge", "split", "role", "nonsense"])
    rows: list[dict[str, Any]] = []
    for what in draw(st.lists(row, min_size=1, max_size=8)):
        made: dict[str, Any] = {"finding": draw(st.sampled_from(measures + tasks))}
        if what == "reject":
            made["reject"] = True
        elif what in ("measure", "task"):
            made = {"add": what, **words()}
        elif what == "words":
            made |= words()
        elif what == "merge":
            made = {"merge": draw(st.lists(st.sampled_from(tasks), min_size=1, max_size=3))}
        elif what == "split":
            task = draw(st.sampled_from(report.tasks))
            cut = draw(st.integers(task.quote.start, task.quote.end))
            ends = [(task.quote.start, cut), (cut, task.quote.end)]
            made = {"finding": task.id}
            made["split"] = [{"start": a, "end": b, "text": report.text[a:b]} for a, b in ends]
        elif what == "role":
            made["set"] = {"role": draw(st.sampled_from(["plan", "review", "wish"]))}
        rows.append({**made, "who": "周敏"})
    return rows


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_corrected_report_still_holds_together(city: Report, data: st.DataObject) -> None:
    rows = data.draw(deeds(city))
    lines = tuple(parse("r", i, json.dumps(row, ensure_ascii=False)) for i, row in enumerate(rows, 1))
    new = apply(city, lines)
    assert len(new.corrections) == len(rows)
    assert not list(unaccounted(new))
    there = {m.id for m in new.measures}
    assert all(set(t.figures) <= there for t in new.tasks)
    assert [m.quote.start for m in new.measures] == sorted(m.quote.start for m in new.measures)
    assert loads(dumps(new)) == new
    refused = [c for c in new.corrections if c.refused]
    assert len([p for p in new.problems if p.code == "correction-not-applied"]) == len(refused)


def test_the_same_file_gives_the_same_report(city: Report, tmp_path: Path) -> None:
    line = parse("r", 1, json.dumps({"finding": city.tasks[0].id, "reject": True, "who": "周敏"}))
    assert apply(city, (line,)) == apply(city, (line,))
