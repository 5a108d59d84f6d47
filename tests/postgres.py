"""A PostgreSQL of the tests' own: run as a program with a command, it starts one, runs the command with LUOSHI_DATABASE
set, and stops it. Exit 77 where there is none.

    python tests/postgres.py pytest tests/web
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl: the newest of Debian's, else that of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def main(command: list[str]) -> int:
    folder = binaries()
    if folder is None:
        return 77
    # PostgreSQL refuses to run as root.
    user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="luoshi-pg-") as home:
        data = f"{home}/data"
        if user:
            shutil.chown(home, "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]

        def run(tool: str, *words: str) -> int:
            line = [*user, f"{folder}/{tool}", *words]
            return subprocess.run(line, stdout=subprocess.DEVNULL, cwd="/").returncode

        server = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=120"
        if run("initdb", "-D", data, "-U", "luoshi", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"):
            return 77
        if run("pg_ctl", "-D", data, "-w", "-l", f"{home}/log", "-o", server, "start"):
            return 77
        try:
            run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "luoshi", "luoshi")
            environment = os.environ | {"LUOSHI_DATABASE": f"postgresql://luoshi@127.0.0.1:{port}/luoshi"}
            return subprocess.run(command, env=environment).returncode
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
