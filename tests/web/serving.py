"""A ledger of its own for tests in a browser: run as a program with a home and a port, it makes the cast of the
invented city, sets the clock to a morning in March 2026, and serves until it is ended. Nothing of it is in the tests'
database, which could not be emptied again: events are append-only.
"""

import datetime as dt
import os
import sys
import time
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

START = dt.datetime(2026, 3, 2, 9)


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main(home: str, port: int) -> None:
    os.environ.pop("LUOSHI_DATABASE", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.web.settings"
    from luoshi.cli.serve import ready

    ready(Path(home))
    from luoshi.schemes import builtin
    from luoshi.schemes.load import BUILTIN
    from luoshi.web import clock, demo
    from luoshi.web.actions.commitments import keep

    began = time.monotonic()
    clock.now = lambda: START + dt.timedelta(seconds=int(time.monotonic() - began))
    demo.people()
    keep(builtin("key-task"), (BUILTIN / "key-task.toml").read_text("utf-8"))
    from luoshi.web.wsgi import application

    with make_server("127.0.0.1", port, application, Server, Quiet) as server:
        print("ready", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
