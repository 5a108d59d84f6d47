"""How the ledger answers fifty people, when it holds ten thousand commitments and when it holds a million.

    python bench/load.py                                    10,000 and a million on PostgreSQL, 100,000 on SQLite
    python bench/load.py --postgres 10000 100000 --sqlite   only these
    python bench/load.py --keep DIR                         ledgers stay in the folder, and are used again (20 GB)

Each ledger is filled by `bench/fill.py`, into a folder that goes when the run ends unless --keep says otherwise.
PostgreSQL is one of its own, with fsync on. Each ledger is served as `luoshi serve` does it, by a server of its own on
127.0.0.1; fifty people with sessions ask over connections that are kept open, and each asks again as soon as it was
answered. An operation is measured by itself with one person and with fifty, then all mixed. The ledgers take turns, so
that what else the machine does falls on all of them. Client and servers share the machine: what counts is how the
figures grow, not what they are.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from tests.postgres import binaries  # noqa: E402

CSRF = "a" * 32
WORDS = ("水库", "养老床位", "保障性住房", "学位", "新建", "12345", "排污口整治88", "城镇新增就业")
# How often each is done where all are mixed.
MIXED = {"list": 4, "search": 3, "commitment": 6, "overview": 2, "act": 3, "work": 2}
TURNS = 4
# The ledgers hold this year and the four before it.
THIS_YEAR = dt.date.today().year


@dataclass
class Person:
    """Somebody logged in: what they look at and, for handlers, what they report on with how many events it has."""

    session: str
    role: str
    unit: int
    numbers: list[str]
    acts: list[list[Any]]
    dice: random.Random = field(default_factory=lambda: random.Random(5))
    line: http.client.HTTPConnection | None = None


@dataclass
class Place:
    """A ledger that is served. `took`: seconds by (phase, operation)."""

    name: str
    size: int
    port: int
    people: list[Person]
    took: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))


def listed(who: Person) -> tuple[str, dict[str, str] | None]:
    year = THIS_YEAR - who.dice.randrange(5)
    asked = who.dice.choice(
        ("", f"?year={year}", f"?colour=red&year={year}", f"?lead={who.unit}&year={year}", "?kind=open")
    )
    return f"/ledger/{asked}", None


def searched(who: Person) -> tuple[str, dict[str, str] | None]:
    return f"/ledger/?q={quote(who.dice.choice(WORDS))}", None


def looked(who: Person) -> tuple[str, dict[str, str] | None]:
    return f"/c/{who.dice.choice(who.numbers)}/", None


def overview(who: Person) -> tuple[str, dict[str, str] | None]:
    return f"/overview/?year={THIS_YEAR - who.dice.randrange(5)}", None


def work(who: Person) -> tuple[str, dict[str, str] | None]:
    return "/", None


def acted(who: Person) -> tuple[str, dict[str, str] | None]:
    one = who.dice.choice(who.acts)
    one[1] += 1
    said = {"summary": "按计划推进，完成本月任务", "seen": str(one[1] - 1), "csrfmiddlewaretoken": CSRF}
    return f"/c/{one[0]}/do/report", said


OPERATIONS: dict[str, Callable[[Person], tuple[str, dict[str, str] | None]]] = {
    "list": listed, "search": searched, "commitment": looked, "overview": overview, "act": acted, "work": work,
}  # fmt: skip


def ask(place: Place, who: Person, operation: str) -> float:
    """Seconds until the whole answer was there. RuntimeError where it is not what a person would get."""
    address, said = OPERATIONS[operation](who)
    if who.line is None:
        who.line = http.client.HTTPConnection("127.0.0.1", place.port, timeout=120)
    headers = {"Cookie": f"sessionid={who.session}; csrftoken={CSRF}"}
    body = None
    if said is not None:
        body = urlencode(said)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    began = time.perf_counter()
    who.line.request("POST" if said else "GET", address, body, headers)
    answer = who.line.getresponse()
    answer.read()
    took = time.perf_counter() - began
    if answer.status != (302 if said else 200) and not (operation == "commitment" and answer.status == 404):
        raise RuntimeError(f"{place.name}: {operation} {address}: {answer.status}")
    return took


def together(
    place: Place, phase: str, people: Sequence[Person], count: int, deal: Callable[[random.Random], str]
) -> None:
    """`count` requests by these people at once, each as soon as the one before was answered."""
    left = iter(range(count))
    lock = threading.Lock()
    errors: list[Exception] = []

    def run(who: Person) -> None:
        while not errors:
            with lock:
                if next(left, None) is None:
                    return
            operation = deal(who.dice)
            if operation == "act" and not who.acts:
                operation = "commitment"
            try:
                took = ask(place, who, operation)
            except (RuntimeError, OSError, http.client.HTTPException) as error:
                errors.append(error)
                return
            with lock:
                place.took[phase, operation].append(took)

    for who in people:
        # The server closes a connection on which nothing was asked for long.
        who.line = None
    threads = [threading.Thread(target=run, args=(who,), daemon=True) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def measure(places: Sequence[Place], each: int) -> None:
    """Warm up, then each operation with one person, with fifty, and all mixed; the ledgers in turns."""
    ways = [name for name, times in MIXED.items() for _ in range(times)]
    for place in places:
        together(place, "warm", place.people, 200, lambda dice: dice.choice(ways))
    for turn in range(TURNS):
        for operation in OPERATIONS:
            for place in places:
                able = [who for who in place.people if operation != "act" or who.acts]
                one = able[turn * 7 % len(able)]
                together(place, "one", [one], max(each // TURNS // 8, 5), lambda _, o=operation: o)  # type: ignore[misc]
                together(place, "fifty", able, each // TURNS, lambda _, o=operation: o)  # type: ignore[misc]
        for place in places:
            together(place, "mixed", place.people, each // TURNS * 2, lambda dice: dice.choice(ways))
        print(f"turn {turn + 1} of {TURNS}", file=sys.stderr, flush=True)


def at(values: Sequence[float], share: float) -> float:
    """The value that so large a share of them does not exceed, in milliseconds."""
    return 1000 * sorted(values)[min(int(len(values) * share), len(values) - 1)]


def told(places: Sequence[Place]) -> Iterator[str]:
    """A table: a line an operation and way of asking, p50 and p95 a ledger; growth from the first to the last."""
    yield "milliseconds, p50 / p95" + "".join(f"{place.name:>24}" for place in places) + f"{'last : first':>18}"
    for phase in ("one", "fifty", "mixed"):
        for operation in OPERATIONS:
            both = [place.took[phase, operation] for place in places]
            cells = [f"{at(took, 0.5):9.0f} / {at(took, 0.95):.0f}" for took in both]
            growth = ""
            if len(places) > 1:
                growth = " / ".join(f"{at(both[-1], s) / at(both[0], s):.2f}" for s in (0.5, 0.95))
            yield f"{phase:<8}{operation:<15}" + "".join(f"{cell:>24}" for cell in cells) + f"{growth:>18}"


def free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A server of its own with fsync on; the address of its databases, without their name."""
    tools = binaries()
    if tools is None:
        sys.exit("no PostgreSQL is here: apt-get install postgresql")
    user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    home = folder / "postgres"
    there = home.exists()
    if not there:
        home.mkdir()
    if user:
        folder.chmod(0o755)
        shutil.chown(home, "postgres")
    port = free()

    def run(tool: str, *words: str) -> None:
        subprocess.run([*user, f"{tools}/{tool}", *words], check=True, stdout=subprocess.DEVNULL, cwd="/")

    if not there:
        run("initdb", "-D", f"{home}/data", "-U", "luoshi", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    given = {"listen_addresses": "127.0.0.1", "max_connections": "60", "shared_buffers": "1GB", "max_wal_size": "8GB",
             "wal_level": "minimal", "max_wal_senders": "0", "random_page_cost": "1.1"}  # fmt: skip
    words = " ".join(f"-c {name}={value}" for name, value in given.items())
    run("pg_ctl", "-D", f"{home}/data", "-w", "-l", f"{home}/log", "-o", f"-p {port} -k {home} {words}", "start")
    try:
        yield f"postgresql://luoshi@127.0.0.1:{port}"
    finally:
        run("pg_ctl", "-D", f"{home}/data", "-m", "fast", "stop")


def answers(port: int) -> bool:
    """Whether the server gives pages; it listens before it does."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        line.request("GET", "/login")
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


@contextmanager
def served(name: str, size: int, home: Path, database: str | None) -> Iterator[Place]:
    """A ledger filled and served."""
    home.mkdir(exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "LUOSHI_DATABASE"}
    environment |= {"LUOSHI_HOME": str(home), "PYTHONPATH": os.pathsep.join((str(HERE.parent / "src"), *sys.path))}
    if database is not None:
        name_of = f"luoshi_{size}"
        import psycopg

        with psycopg.connect(f"{database}/postgres", autocommit=True) as link:
            if link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name_of]).fetchone() is None:
                link.execute(f"CREATE DATABASE {name_of}")
        environment["LUOSHI_DATABASE"] = f"{database}/{name_of}"
    began = time.monotonic()
    subprocess.run([sys.executable, HERE / "fill.py", str(size), home / "plan.json"], check=True, env=environment)
    found = json.loads((home / "plan.json").read_text())
    print(f"{name}: {size:,} commitments, {found['events']:,} events in {time.monotonic() - began:.0f} s", flush=True)
    port = free()
    server = subprocess.Popen([Path(sys.executable).parent / "luoshi", "serve", "--port", str(port)], env=environment,
                              stdout=subprocess.DEVNULL)  # fmt: skip
    try:
        while not answers(port):
            if server.poll() is not None:
                sys.exit(f"{name}: the server ended by itself")
            time.sleep(0.3)
        people = [Person(**one, dice=random.Random(n)) for n, one in enumerate(found["plan"])]
        yield Place(name, size, port, people)
    finally:
        server.terminate()
        server.wait(20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgres", nargs="*", type=int, default=[10_000, 1_000_000])
    parser.add_argument("--sqlite", nargs="*", type=int, default=[100_000])
    parser.add_argument("--each", type=int, default=400, help="requests of fifty people an operation")
    parser.add_argument("--keep", type=Path, help="a folder for the ledgers, which stay")
    args = parser.parse_args()
    with ExitStack() as around:
        folder = args.keep or Path(around.enter_context(tempfile.TemporaryDirectory(prefix="luoshi-load-")))
        folder.mkdir(exist_ok=True)
        if args.postgres:
            with ExitStack() as stack:
                base = stack.enter_context(postgres(folder))
                places = [
                    stack.enter_context(served(f"PostgreSQL {size:,}", size, folder / f"p{size}", base))
                    for size in args.postgres
                ]
                measure(places, args.each)
                print(*told(places), sep="\n", flush=True)
        for size in args.sqlite:
            with served(f"SQLite {size:,}", size, folder / f"s{size}", None) as place:
                measure([place], args.each)
                print(*told([place]), sep="\n", flush=True)


if __name__ == "__main__":
    main()
