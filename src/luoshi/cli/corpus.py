"""`luoshi corpus`: thousands of reports into a dataset, questions in SQL, a site to look things up in."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from luoshi.cli.console import err, out

DATASET = click.option(
    "--dataset",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="数据集目录。The dataset's folder.",
)
STAGES = {"read": "读 reading", "link": "对照 linking", "write": "写表 writing"}


@click.group()
def corpus() -> None:
    """成千份报告：读成数据集、用 SQL 查、做成离线网站。Thousands of reports: a dataset, SQL, an offline site."""
    try:
        import luoshi.corpus  # noqa: F401
    except ImportError as error:
        raise click.ClickException(
            f"缺少 {error.name}：请 pip install 'luoshi[corpus]' / missing: pip install 'luoshi[corpus]'"
        ) from error


@corpus.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", "dataset", required=True, type=click.Path(file_okay=False, path_type=Path),
    help="数据集写到哪个目录。The folder of the dataset.",
)  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 512), default=2, show_default=True, help="同时用几个进程。Processes.")
@click.option(
    "--runner", type=click.Choice(["local", "ray"]), default="local", show_default=True, help="在哪里跑。Where."
)
@click.option("--ray-address", help="Ray 集群的地址。The address of the Ray cluster.")
@click.option(
    "--observations", multiple=True, type=click.Path(exists=True, path_type=Path),
    help="统计公报等，可以是目录。Communiqués and tables of figures, or folders of them.",
)  # fmt: skip
def read(
    folder: Path, dataset: Path, workers: int, runner: str, ray_address: str | None, observations: tuple[Path, ...]
) -> None:
    """把目录里的报告读成数据集；读过且没变的不再读，停了可以接着来。

    Read a folder of reports into a dataset; what is unchanged is not read again, and a stopped run goes on.
    """
    from luoshi.corpus import DatasetError, read_corpus
    from luoshi.corpus.engine import EngineError
    from luoshi.corpus.reading import Progress as Step
    from luoshi.corpus.tables import of_observation
    from luoshi.exchange.observing import load

    seen, problems = load(observations)
    for problem in problems:
        err.print(
            f"  · {problem.what.zh}；{problem.todo.zh}。\n    {problem.what.en}; {problem.todo.en}.", soft_wrap=True
        )
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=err, disable=not err.is_terminal) as bar:
        tasks: dict[str, Any] = {}

        def step(now: Step) -> None:
            if now.stage not in tasks:
                tasks[now.stage] = bar.add_task(STAGES[now.stage], total=now.total)
            bar.update(tasks[now.stage], completed=now.done, total=now.total)

        try:
            counts = read_corpus(
                folder, dataset, workers, runner, ray_address, step, map(of_observation, seen), observations
            )
        except DatasetError as error:
            raise click.ClickException(
                f"{error.what.zh}。{error.todo.zh}。\n{error.what.en}; {error.todo.en}."
            ) from error
        except EngineError as error:
            raise click.ClickException(str(error.said)) from error
        except OSError as error:
            raise click.ClickException(f"{error.filename}: {error.strerror}") from error
    for name, count in counts.items():
        out.print(f"{name:<14}{count:>10,}")


@corpus.command()
@click.argument("sql")
@DATASET
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option(
    "--limit", type=click.IntRange(1), default=200, show_default=True, help="表格最多列多少行。Rows of a table."
)
def query(sql: str, dataset: Path, form: str, limit: int) -> None:
    """用 SQL（DuckDB）查数据集：表有 reports、passages、measures、tasks、links、observations、problems。

    Ask the dataset in SQL; it can only be read.
    """
    import duckdb

    from luoshi.corpus import DatasetError, open_dataset

    try:
        with open_dataset(dataset) as connection:
            found = connection.execute(sql)
            heads = [column[0] for column in found.description or ()]
            rows = found.fetchall()
    except DatasetError as error:
        raise _refused(error) from error
    except duckdb.Error as error:
        raise click.ClickException(f"查询有误 / the query is wrong: {error}") from error
    if form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(heads)
        writer.writerows(rows)
    elif form == "json":
        for row in rows:
            click.echo(json.dumps(dict(zip(heads, row, strict=True)), ensure_ascii=False, default=str))
    else:
        table = Table(*heads)
        for row in rows[:limit]:
            table.add_row(*("" if value is None else _shown(value) for value in row))
        out.print(table)
        if len(rows) > limit:
            err.print(f"共 {len(rows)} 行，列出 {limit} 行。{len(rows)} rows, {limit} shown.")


def _refused(error: Any) -> click.ClickException:
    """A DatasetError as the command says it."""
    return click.ClickException(f"{error.what.zh}。{error.todo.zh}。\n{error.what.en}; {error.todo.en}.")


def _shown(value: object) -> str:
    text = format(value, "f").rstrip("0").rstrip(".") if type(value).__name__ == "Decimal" else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


@corpus.command()
@DATASET
@click.option(
    "--out", "folder", required=True, type=click.Path(file_okay=False, path_type=Path),
    help="网站写到哪个目录。The folder of the site.",
)  # fmt: skip
def page(dataset: Path, folder: Path) -> None:
    """做成离线静态网站：查地方、查指标、看兑现。Write an offline static site: places, indicators, what was kept."""
    from luoshi.corpus import DatasetError
    from luoshi.corpus.site import write

    try:
        count = write(dataset, folder)
    except DatasetError as error:
        raise _refused(error) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error
    out.print(f"写了 {count} 页：{folder / 'index.html'}　pages written.")
