"""Where a Chromium is, for the tests that look at pages; run as a program, exit 1 where there is none."""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing is asked of the network, and nothing of a display.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def chromium() -> str | None:
    """The path of the first Chromium found, or None."""
    found = next(filter(None, (shutil.which(name) for name in NAMES)), None)
    return found or (MAC if os.access(MAC, os.X_OK) else None)


if __name__ == "__main__":
    path = chromium()
    print(path or "no Chromium")
    sys.exit(path is None)
