"""`luoshi corpus`: a folder of reports becomes tables, is asked in SQL, and shown as a site."""

from __future__ import annotations

import gc
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi.cli import cli
from luoshi.corpus import DatasetError, open_dataset, read_corpus
from luoshi.corpus.tables import TABLES

SAMPLES = Path(__file__).parents[2] / "samples"


def luoshi(*words: object) -> Result:
    return CliRunner().invoke(cli, ["corpus", *map(str, words)])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder with the samples, a copy, a picture named .txt and an empty file; and its dataset."""
    folder, dataset = tmp_path_factory.mktemp("报告"), tmp_path_factory.mktemp("数据") / "集"
    for path in SAMPLES.glob("*.txt"):
        shutil.copy(path, folder)
    (folder / "县").mkdir()
    shutil.copy(SAMPLES / "澄川市-2025.txt", folder / "县" / "又一份.txt")
    (folder / "照片.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (folder / "空.txt").write_bytes(b"")
    assert luoshi("read", folder, "--out", dataset, "--workers", "1").exit_code == 0
    return folder, dataset


# daft leaves the pipe of a worker that has ended to the collector.
two_workers = pytest.mark.filterwarnings("ignore:Exception ignored in.*FileIO:pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def collected() -> Iterator[None]:
    yield
    gc.collect()


def test_every_table_is_there_with_its_columns(made: tuple[Path, Path]) -> None:
    with open_dataset(made[1]) as db:
        for name, schema in TABLES.items():
            assert [row[0] for row in db.execute(f"DESCRIBE {name}").fetchall()] == schema.names
        (reports,) = db.execute("SELECT count(*) FROM reports").fetchone() or ()
        assert reports == len(list(SAMPLES.glob("*.txt")))


def test_the_quotes_of_the_rows_are_the_words_of_the_files(made: tuple[Path, Path]) -> None:
    text = (SAMPLES / "澄川市-2026.txt").read_text("utf-8")
    with open_dataset(made[1]) as db:
        rows = db.execute(
            'SELECT m.start, m."end", m.text FROM measures m JOIN reports r USING (report) '
            "WHERE r.name = '澄川市-2026.txt'"
        ).fetchall()
    assert len(rows) > 20
    assert all(text[start:end] == words for start, end, words in rows)


def test_a_broken_file_is_a_row_of_problems_never_the_end(made: tuple[Path, Path]) -> None:
    result = luoshi(
        "query",
        "SELECT file, code FROM problems WHERE severity = 'error' OR code = 'duplicate'",
        "--dataset",
        made[1],
        "--format",
        "json",
    )
    rows = {tuple(json.loads(line).values()) for line in result.output.splitlines()}
    assert ("照片.txt", "picture") in rows or any(file == "照片.txt" for file, _ in rows)
    assert ("空.txt", "empty") in rows
    assert any(code == "duplicate" for _, code in rows)


def test_the_years_of_a_place_are_linked(made: tuple[Path, Path]) -> None:
    with open_dataset(made[1]) as db:
        found = db.execute("SELECT place, year, later_year, count(*) FROM links GROUP BY ALL ORDER BY place").fetchall()
    assert [(place, year, later) for place, year, later, _ in found] == [
        ("澄川市", 2025, 2026),
        ("澄川市临溪区", 2025, 2026),
    ]


def test_what_was_read_is_not_read_again_and_a_changed_file_is(
    made: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, dataset = tmp_path / "报告", tmp_path / "集"
    shutil.copytree(made[0], folder)
    shutil.copytree(made[1], dataset)
    import luoshi as package

    read: list[str] = []
    real = package.read
    monkeypatch.setattr(package, "read", lambda path: read.append(path.name) or real(path))
    before = read_corpus(folder, dataset)
    # What cannot be read is tried again; nothing else is.
    assert set(read) <= {"照片.txt", "空.txt"}
    path = folder / "澄川市-2026.txt"
    path.write_text(path.read_text("utf-8").replace("。", "。\n", 1), "utf-8")
    read.clear()
    after = read_corpus(folder, dataset)
    assert "澄川市-2026.txt" in read and "澄川市-2025.txt" not in read
    assert after["reports"] == before["reports"]


def test_a_year_that_comes_later_is_linked_and_the_years_before_it_are_not_linked_again(
    made: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, dataset = tmp_path / "报告", tmp_path / "集"
    folder.mkdir()
    for name in ("澄川市-2025.txt", "澄川市-2026.txt", "澄川市临溪区-2025.txt"):
        shutil.copy(SAMPLES / name, folder)
    read_corpus(folder, dataset)
    shutil.copy(SAMPLES / "澄川市临溪区-2026.txt", folder)
    from luoshi.corpus import work

    linked: list[str | None] = []
    real = work.compare
    monkeypatch.setattr(work, "compare", lambda a, b: linked.append(a.identity.place) or real(a, b))
    read_corpus(folder, dataset)
    assert linked == ["澄川市临溪区"]
    with open_dataset(dataset) as db:
        found = db.execute("SELECT DISTINCT place, year FROM links ORDER BY place").fetchall()
    assert found == [("澄川市", 2025), ("澄川市临溪区", 2025)]


def test_a_run_that_was_stopped_while_it_wrote_loses_no_report(
    made: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from luoshi.corpus import work

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space"):
        patch.setattr(work, "write_table", full)
        read_corpus(made[0], tmp_path)
    read_corpus(made[0], tmp_path)
    assert (tmp_path / "measures.parquet").read_bytes() == (made[1] / "measures.parquet").read_bytes()


@two_workers
@pytest.mark.usefixtures("collected")
def test_several_workers_are_processes_of_their_own(
    made: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import luoshi as package

    def here(path: Path) -> None:
        raise AssertionError(f"{path} was read in this process")

    monkeypatch.setattr(package, "read", here)
    assert read_corpus(made[0], tmp_path, workers=2)["reports"] == len(list(SAMPLES.glob("*.txt")))


@two_workers
@pytest.mark.usefixtures("collected")
def test_two_processes_give_the_same_rows_as_one(made: tuple[Path, Path], tmp_path: Path) -> None:
    read_corpus(made[0], tmp_path, workers=2)
    for name in TABLES:
        assert (tmp_path / f"{name}.parquet").read_bytes() == (made[1] / f"{name}.parquet").read_bytes(), name


@pytest.mark.parametrize(
    "sql",
    [
        "COPY reports TO '/tmp/out.csv'",
        "SELECT * FROM read_text('/etc/passwd')",
        "INSTALL httpfs",
        "ATTACH '/tmp/other.db'",
        "SET enable_external_access = true",
    ],
)
def test_a_question_reads_the_dataset_and_nothing_else(made: tuple[Path, Path], sql: str) -> None:
    result = luoshi("query", sql, "--dataset", made[1])
    assert result.exit_code == 1
    assert "查询有误" in result.output


def test_questions_are_answered_as_table_csv_and_json(made: tuple[Path, Path]) -> None:
    sql = "SELECT place, year FROM reports ORDER BY ALL LIMIT 1"
    assert "澄川" in luoshi("query", sql, "--dataset", made[1]).output
    assert luoshi("query", sql, "--dataset", made[1], "--format", "csv").output.splitlines()[0] == "place,year"


def test_the_site_links_only_to_itself(made: tuple[Path, Path], tmp_path: Path) -> None:
    result = luoshi("page", "--dataset", made[1], "--out", tmp_path)
    assert result.exit_code == 0, result.output
    pages = list(tmp_path.rglob("*.html"))
    assert (tmp_path / "kept.html") in pages and len(pages) >= 5
    for page in pages:
        text = page.read_text("utf-8")
        assert "http" not in text.replace("http-equiv", "")
        for target in re.findall(r'(?:href|src)="([^"]+)"', text):
            assert (page.parent / target).is_file(), (page, target)
    assert "说到做到了吗" in (tmp_path / "kept.html").read_text("utf-8")


def test_a_folder_that_is_no_dataset_is_refused(tmp_path: Path) -> None:
    result = luoshi("query", "SELECT 1", "--dataset", tmp_path)
    assert result.exit_code == 1
    assert "不是数据集" in result.output and "请用 luoshi corpus read 重新建立" in result.output


def test_a_dataset_of_an_older_schema_is_refused(made: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "dataset.json").write_text('{"schema": "0"}', "utf-8")
    with pytest.raises(DatasetError, match="数据集的格式是 0，这个版本要 1"):
        open_dataset(tmp_path)


def test_a_folder_with_nothing_but_an_empty_file_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "空.txt").write_bytes(b"")
    counts = read_corpus(tmp_path / "报告", tmp_path / "集")
    assert (counts["reports"], counts["problems"]) == (0, 1)


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    result = luoshi("read", tmp_path, "--out", tmp_path / "d")
    assert result.exit_code == 1
    assert "没有可读的文件" in result.output


def test_ray_that_is_not_there_is_said(made: tuple[Path, Path], tmp_path: Path) -> None:
    pytest.importorskip("daft")
    try:
        import ray  # noqa: F401
    except ImportError:
        result = luoshi("read", made[0], "--out", tmp_path, "--runner", "ray")
        assert result.exit_code == 1
        assert "没有安装 Ray" in result.output
    else:
        pytest.skip("Ray is installed")
