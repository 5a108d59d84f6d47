"""The ratchet: errors allowed on the annotated reports only go down. The figures are `bench/accuracy.py`'s."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import luoshi
from luoshi.comparing import compare
from luoshi.exchange import compare_json
from luoshi.exchange.as_json import dumps
from luoshi.terminal import unaccounted

# At least these; raise them when a rule makes reading better, never lower one.
LEAST_MEASURES = {
    "span_f1": 0.999,
    "low": 0.999,
    "high": 0.999,
    "unit": 0.999,
    "relation": 0.999,
    "kind": 0.999,
    "role": 0.998,
    "year": 0.999,
    "scope": 0.999,
    "indicator": 0.862,
    "indicator_close": 0.898,
    "complete_f1": 0.998,
    "accounted": 1.0,
}
LEAST_TASKS = {"exact_f1": 0.94, "starts_f1": 0.978, "figures": 0.99, "deadline": 0.99, "checkable": 0.985}

# Links of ../shared/links (bench/links.py); its pairs are among those that weights are learned on.
LEAST_LINKS = {"verdict": 0.86, "mention_precision": 0.96, "located": 0.86, "firm_precision": 1.0, "firm_recall": 0.76}


@pytest.fixture(scope="module")
def figures(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    folder = tmp_path_factory.mktemp("predicted")
    for path in (shared / "reports").glob("*.txt"):
        (folder / f"{path.stem}.json").write_text(dumps(luoshi.read(path)), "utf-8")
    command = [sys.executable, shared / "gold" / "score.py", shared / "gold", folder, "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, dict[str, float]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", LEAST_MEASURES)
def test_measures_are_read_at_least_as_well_as_before(figures: dict[str, dict[str, float]], name: str) -> None:
    assert figures["measures"][name] >= LEAST_MEASURES[name]


@pytest.mark.parametrize("name", LEAST_TASKS)
def test_tasks_are_read_at_least_as_well_as_before(figures: dict[str, dict[str, float]], name: str) -> None:
    assert figures["tasks"][name] >= LEAST_TASKS[name]


def test_promises_are_linked_at_least_as_well_as_before(shared: Path, tmp_path: Path) -> None:
    gold = shared / "links" / "dev.jsonl"
    corpus = {path.stem: path for path in (shared / "corpus").rglob("*.txt")}
    for pair in {json.loads(line)["pair"] for line in gold.read_text("utf-8").splitlines()}:
        first, year = pair.split(">")
        later = f"{first.rsplit('-', 1)[0]}-{year}"
        told = compare(luoshi.read(corpus[first]), luoshi.read(corpus[later]))
        (tmp_path / f"{first}-{year}.json").write_text(compare_json.dumps(told), "utf-8")
    command = [sys.executable, shared / "links" / "score.py", gold, tmp_path, "--json"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert {name: found[name] for name in LEAST_LINKS if found[name] < LEAST_LINKS[name]} == {}


def test_every_numeral_of_every_tenth_report_of_the_corpus_is_accounted_for(shared: Path) -> None:
    paths = sorted(p for p in (shared / "corpus").rglob("*.txt") if p.parent.name != "observations")
    left = {p.name: found for p in paths[::10] if (found := list(unaccounted(luoshi.read(p))))}
    assert left == {}
