"""The server is killed in the middle of a hundred concurrent writes: what it acknowledged is there, nothing half."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.postgres import Cluster, started
from tests.web.homes import BEGIN, KINDS, MAIN, POSTGRES, Home, database

WRITERS, ENOUGH = 100, 150
FOUND = (
    BEGIN
    + """
from luoshi.schemes import builtin
from luoshi.schemes.load import BUILTIN
from luoshi.web import clock
from luoshi.web.actions import tokens
from luoshi.web.actions.access import Actor
from luoshi.web.actions.commitments import keep
from luoshi.web.models import *
keep(builtin("13710"), (BUILTIN / "13710.toml").read_text("utf-8"))
unit = Unit.objects.create(name="市政府办公室")
user = User.objects.create_user("ducha", name="林督查")
post = Post.objects.create(unit=unit, title="督查室", role="supervisor")
Holding.objects.create(user=user, post=post, since=clock.now().date())
print(tokens.make(Actor(user, post), "对接", ["act"]))
"""
)
KEPT = (
    BEGIN
    + """
import json, sys
from luoshi.web.models import *
there = set(EventRow.objects.values_list("commitment__number", "number", "hash"))
told = {tuple(one) for one in json.load(sys.stdin)}
print(json.dumps([len(told - there), EventRow.objects.count(), Commitment.objects.count()]))
"""
)


@dataclass
class Said:
    """What the server answered: (number, event, hash) of each event that it acknowledged, and whatever went wrong."""

    told: list[tuple[str, int, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    dead: threading.Event = field(default_factory=threading.Event)
    enough: threading.Event = field(default_factory=threading.Event)


@contextmanager
def served(home: Home) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """`luoshi serve`, and its port, as soon as it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = [sys.executable, "-c", MAIN, "serve", "--home", str(home.folder), "--port", str(port)]
    with (home.folder / "serve.log").open("ab") as log:
        server = subprocess.Popen(line, env=home.environment, stdout=log, stderr=log, start_new_session=True)
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert server.poll() is None, (home.folder / "serve.log").read_text()
                time.sleep(0.1)
        yield port, server
    finally:
        kill(server)


def kill(server: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait(20)


def write(port: int, token: str, said: Said) -> None:
    """One writer: opens commitments and sets them going, one after the other, until the server is gone."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    matter = {"fields": {"matter": "一般"}}
    opening = "/api/commitments", {"scheme": "13710", "title": "完成澄川水库除险加固", **matter}
    path, given = opening
    try:
        while not said.dead.is_set():
            line.request("POST", path, json.dumps(given), headers)
            answer = line.getresponse()
            body = answer.read()
            if answer.status not in (200, 201):
                if not said.dead.is_set():
                    said.wrong.append(f"{answer.status} {body.decode()[:300]}")
                return
            done = json.loads(body)
            said.told += [(done["number"], event["number"], event["hash"]) for event in done["events"]]
            if len(said.told) >= ENOUGH:
                said.enough.set()
            if answer.status == 201:
                path, given = f"/api/commitments/{done['number']}/actions/assign", {"seen": 1, **matter}
            else:
                path, given = opening
    except (OSError, http.client.HTTPException) as error:
        if not said.dead.is_set():
            said.wrong.append(repr(error))
    finally:
        line.close()


@contextmanager
def writing(port: int, token: str) -> Iterator[Said]:
    """A hundred writers at work; left when enough was acknowledged, and they have ended at its end."""
    said = Said()
    threads = [threading.Thread(target=write, args=(port, token, said)) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        assert said.enough.wait(120), said.wrong[:3]
        yield said
    finally:
        said.dead.set()
        for thread in threads:
            thread.join(90)


def check(home: Home, said: Said) -> None:
    """Each acknowledged event is there, with its hash; nothing that is there is half; nobody was refused."""
    assert said.wrong == []
    line = [sys.executable, "-c", KEPT]
    done = subprocess.run(
        line, env=home.environment, input=json.dumps(said.told), capture_output=True, text=True, timeout=120
    )
    lost, events, commitments = json.loads(done.stdout)
    assert lost == 0 and len(said.told) >= ENOUGH
    assert events >= len(set(said.told)) and commitments >= events / 2
    assert "与写入时一致" in home.luoshi("verify")


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_acknowledged_before_the_server_was_killed_is_there(kind: str, tmp_path: Path) -> None:
    with database(kind, tmp_path / "home") as home:
        home.luoshi("verify")
        token = home.python(FOUND).strip()
        with served(home) as (port, server), writing(port, token) as said:
            said.dead.set()
            kill(server)
        check(home, said)
        words = (home.folder / "serve.log").read_text()
        assert "数据库：SQLite " in words if kind == "sqlite" else "数据库：PostgreSQL " in words, words
        with served(home) as (port, _), writing(port, token) as more:
            more.dead.set()
        check(home, more)


@pytest.mark.skipif(not POSTGRES, reason="PostgreSQL only: python tests/postgres.py")
def test_what_was_acknowledged_before_the_database_was_killed_is_there(tmp_path: Path) -> None:
    with started("-c fsync=on") as cluster:
        assert isinstance(cluster, Cluster)
        home = Home(tmp_path / "home", cluster.url)
        home.luoshi("verify")
        token = home.python(FOUND).strip()
        with served(home) as (port, _):
            with writing(port, token) as said:
                said.dead.set()
                cluster.kill()
            assert answer(port, token) == 503
            assert cluster.start_again()
            # The server finds its database again by itself.
            assert answer(port, token) == 200
        check(home, said)


def answer(port: int, token: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/api/commitments", headers={"Authorization": f"Bearer {token}"})
    found = line.getresponse()
    found.read()
    line.close()
    return found.status
