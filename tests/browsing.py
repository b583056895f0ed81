"""A real browser without network access, for tests of HTML pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
EVIL = '</script><script>window.hacked=1</script><img src=x onerror=window.hacked=2>\u2028& "引号" \' 写'
"""A text that runs as a script or ends a script element if it is not escaped."""


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Yield a running Chromium. Skips the test if it is not installed."""
    if not CHROMIUM:
        pytest.skip("Chromium not found; install it with apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


def opened(browser: Browser, page: Path, **context: Any) -> tuple[Page, list[str]]:
    """Open the page in a new window. Also returns its problems: console messages, errors, network requests."""
    shown, wrong = browser.new_context(offline=True, **context).new_page(), list[str]()
    shown.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    shown.on("pageerror", lambda error: wrong.append(str(error)))
    shown.on(
        "request", lambda asked: None if asked.url.startswith(("file:", "data:", "blob:")) else wrong.append(asked.url)
    )
    shown.goto(page.as_uri())
    shown.wait_for_selector("html[data-ready]", state="attached")
    return shown, wrong


def draw_all(shown: Page) -> int:
    """Draw every chart by scrolling to it. Returns the number of charts."""
    plots = shown.query_selector_all(".plot")
    for plot in plots:
        plot.scroll_into_view_if_needed()
        plot.wait_for_selector(".main-svg", state="attached")
    return len(plots)
