"""A ledger of its own for tests in a browser: run as a program with a home and a port, it makes the cast of the
invented city, sets the clock to a morning in March 2026, and serves until it is ended. Nothing of it is in the tests'
database, which could not be emptied again: events are append-only.

`POST /until?2026-03-23T09:00` is this program's own: its clock goes on to that moment and the day's `tick` runs. With
a third word, `something`, there is a little of everything in it (`something.py`), and it is April.
"""

import datetime as dt
import json
import os
import sys
import time
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

START = dt.datetime(2026, 3, 2, 9)


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main(home: str, port: int, something: bool) -> None:
    os.environ.pop("LUOSHI_DATABASE", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.web.settings"
    from luoshi.cli.serve import ready

    ready(Path(home))
    from luoshi.schemes import builtin
    from luoshi.schemes.load import BUILTIN
    from luoshi.web import clock
    from luoshi.web import demo as city
    from luoshi.web.actions.commitments import keep
    from luoshi.web.actions.daily import tick

    cast, begun = city.people(), START
    keep(builtin("key-task"), (BUILTIN / "key-task.toml").read_text("utf-8"))
    if something:
        sys.path.insert(0, str(Path(__file__).parents[2]))
        from tests.web.something import fill

        begun = fill(cast)
    at = [begun - dt.timedelta(seconds=time.monotonic())]
    clock.now = lambda: clock._fixed.get() or (at[0] + dt.timedelta(seconds=time.monotonic())).replace(microsecond=0)
    from luoshi.web.wsgi import application

    def served(environ: dict[str, Any], start: Any) -> Any:
        if (environ["REQUEST_METHOD"], environ["PATH_INFO"]) != ("POST", "/until"):
            return application(environ, start)
        until = dt.datetime.fromisoformat(environ["QUERY_STRING"])
        at[0] = until - dt.timedelta(seconds=time.monotonic())
        done = tick(until)
        start("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(done).encode()]

    with make_server("127.0.0.1", port, served, Server, Quiet) as server:
        print("ready", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), "something" in sys.argv[3:])
