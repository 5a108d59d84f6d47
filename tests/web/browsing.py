"""A Chromium and a ledger of its own, for tests that look at pages as people do. Skips where there is no Chromium."""

from __future__ import annotations

import os
import runpy
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

BROWSER = runpy.run_path(str(Path(__file__).parents[1] / "browser.py"))
CHROMIUM, QUIET = BROWSER["chromium"](), BROWSER["QUIET"]
if CHROMIUM is None:
    pytest.skip("tests/browser.py 没有找到 Chromium / found no Chromium", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser can be driven")
# The password of everybody in the demo's cast.
PASSWORD = "chengchuan-2026"


@contextmanager
def served(home: Path, *words: str) -> Iterator[str]:
    """The address of a ledger of its own; `words` as `serving.py` takes them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = [sys.executable, str(Path(__file__).with_name("serving.py")), str(home), str(port), *words]
    server = subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=os.environ | {"LUOSHI_HOME": str(home)})
    with server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == "ready\n"
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@contextmanager
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as p:
        found = p.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield found
        found.close()


def come_in(page: Any, address: str, login: str) -> None:
    page.goto(f"{address}/login")
    page.fill("input[name=username]", login)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_selector("header.bar")
