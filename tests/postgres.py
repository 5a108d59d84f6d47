"""A PostgreSQL of the tests' own: run as a program with a command, it starts one, runs the command with LUOSHI_DATABASE
set, and stops it. Exit 77 where there is none.

    python tests/postgres.py pytest tests/web
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl: the newest of Debian's, else that of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL in a folder of its own. `options`: of the server."""

    home: str
    folder: Path
    port: int
    options: str = "-c fsync=off"

    @property
    def url(self) -> str:
        return f"postgresql://luoshi@127.0.0.1:{self.port}/luoshi"

    def run(self, tool: str, *words: str) -> int:
        # PostgreSQL refuses to run as root.
        user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        return subprocess.run(
            [*user, f"{self.folder}/{tool}", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
        ).returncode

    def start(self) -> bool:
        server = f"-p {self.port} -k {self.home} -c listen_addresses=127.0.0.1 -c max_connections=120 {self.options}"
        words = ("-w", "-t", "120", "-l", f"{self.home}/log", "-o", server, "start")
        return not self.run("pg_ctl", "-D", f"{self.home}/data", *words)

    def start_again(self) -> bool:
        """After `kill`: what was killed may take a while to go, and what is left has to be read again."""
        for _ in range(60):
            if self.start() or not self.run("pg_isready", "-h", "127.0.0.1", "-p", str(self.port)):
                return True
            time.sleep(1)
        return False

    def kill(self) -> None:
        """End it as a failing machine would: nothing is finished, nothing is written any more."""
        pid = int(Path(f"{self.home}/data/postmaster.pid").read_text().split()[0])
        own = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout.split()
        for one in (pid, *map(int, own)):
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)


@contextmanager
def started(options: str = "-c fsync=off") -> Iterator[Cluster | None]:
    """A running PostgreSQL with an empty database; None where none is installed or it does not start."""
    folder = binaries()
    if folder is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="luoshi-pg-", ignore_cleanup_errors=True) as home:
        if os.getuid() == 0:
            shutil.chown(home, "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            cluster = Cluster(home, folder, free.getsockname()[1], options)
        made = ("initdb", "-D", f"{home}/data", "-U", "luoshi", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        if cluster.run(*made) or not cluster.start():
            yield None
            return
        try:
            cluster.run("createdb", "-h", "127.0.0.1", "-p", str(cluster.port), "-U", "luoshi", "luoshi")
            yield cluster
        finally:
            cluster.run("pg_ctl", "-D", f"{home}/data", "-m", "immediate", "stop")


def main(command: list[str]) -> int:
    with started() as cluster:
        if cluster is None:
            return 77
        return subprocess.run(command, env=os.environ | {"LUOSHI_DATABASE": cluster.url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
