"""Take the pictures of docs/ledger.md anew: the demo's main pages in a headless Chromium, as small PNG files.

    .venv/bin/python scripts/pictures.py          # all of them; takes a minute or two

The demo is the same each time and its clock stands in one autumn, so that the pictures change only with the pages.
"""

from __future__ import annotations

import contextlib
import io
import os
import runpy
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "pictures"
PASSWORD = "chengchuan-2026"
WIDE, PHONE = 1280, 390
# File, who looks, at which address, how wide, how high at most.
SHOTS = (
    ("mine", "shuiwu", "/", WIDE, 900),
    ("mine-phone", "shuiwu", "/", PHONE, 800),
    ("desk", "ducha", "/reports/2/", WIDE, 900),
    ("ledger", "ducha", "/ledger/?year=2026", WIDE, 900),
    ("commitment", "ducha", "/c/2026-0029/", WIDE, 1200),
    ("overview", "ducha", "/overview/", WIDE, 1400),
    ("slips", "fushizhang", "/slips/", WIDE, 900),
    ("obstacles", "ducha", "/obstacles/", WIDE, 800),
    ("bulletin", "ducha", "/bulletin/", WIDE, 1000),
)


def main() -> None:
    OUT.mkdir(exist_ok=True)
    chromium = runpy.run_path(str(ROOT / "tests" / "browser.py"))["chromium"]()
    if chromium is None:
        sys.exit("没有找到 Chromium。No Chromium found.")
    with tempfile.TemporaryDirectory() as home, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for address in serving(home):
            for name, who, path, width, height in SHOTS:
                page = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN").new_page()
                come_in(page, address, who)
                page.goto(address + path)
                page.evaluate("document.activeElement.blur()")
                keep(page.screenshot(), OUT / f"{name}.png")
                print(f"{name}.png  {(OUT / f'{name}.png').stat().st_size // 1024} KB")
                page.context.close()
        browser.close()


def serving(home: str) -> Iterator[str]:
    """The address of a demo that is served as long as the loop runs."""
    line = [str(Path(sys.executable).with_name("luoshi")), "serve", "--demo", "--home", home]
    with subprocess.Popen(
        line, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as server:
        assert server.stdout is not None
        try:
            said = next(row for row in server.stdout if "http://" in row)
            address = f"http://{said.split('http://')[1].split('/')[0]}"
            listening(address)
            yield address
        finally:
            server.terminate()


def listening(address: str) -> None:
    """Wait until the server answers: it says its address before it does."""
    for _ in range(100):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/login"):
            return
        time.sleep(0.2)
    sys.exit(f"{address} 没有应答。{address} does not answer.")


def come_in(page: Page, address: str, who: str) -> None:
    page.goto(f"{address}/login")
    page.fill("input[name=username]", who)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_selector("header.bar")


def keep(png: bytes, path: Path) -> None:
    """With a palette of 64 colours: a page has few, and a repository keeps every version."""
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)


if __name__ == "__main__":
    main()
