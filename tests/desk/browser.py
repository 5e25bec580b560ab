"""Debian's Chromium on a desk that serves: for the tests that need a page to be looked at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from newsletter.desk.server import open_desk

WAIT_S = 30
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--force-prefers-reduced-motion",
    "--hide-scrollbars",
    "--lang=en",
    "--window-size=1200,900",
)


@contextmanager
def start_browser() -> Iterator[webdriver.Chrome]:
    """A browser without a window; skips where none is installed."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("Debian's chromium and chromium-driver are not installed")
    options = Options()
    options.binary_location = chromium
    for flag in FLAGS:
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield browser
    finally:
        browser.quit()


@contextmanager
def serve(folder: Path, environ: Mapping[str, str] | None = None) -> Iterator[str]:
    """A desk that answers on a free port; gives its start address."""
    server, address = open_desk(folder, environ=environ or {}, port=0)
    Thread(target=server.run, daemon=True).start()
    try:
        yield address
    finally:
        server.close()


class Editor:
    """What an editor does in a browser."""

    def __init__(self, browser: webdriver.Chrome, address: str) -> None:
        self.browser = browser
        self.base = address.partition("/?")[0]
        browser.get(address)

    def open(self, path: str) -> None:
        """Go to a page."""
        self.browser.get(self.base + path)

    def find(self, selector: str) -> WebElement:
        """The first thing that a selector means, waited for."""
        return self.wait(lambda: self.browser.find_element(By.CSS_SELECTOR, selector))

    def find_all(self, selector: str) -> list[WebElement]:
        """All that a selector means now."""
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def wait(self, look: object) -> WebElement:
        """Wait until a look finds something."""
        from selenium.common.exceptions import WebDriverException

        def until(_: object) -> object:
            try:
                return look()  # type: ignore[operator]
            except WebDriverException:
                return None

        found: WebElement = WebDriverWait(self.browser, WAIT_S, 0.1).until(until)  # type: ignore[assignment]
        return found

    def click(self, text: str, within: str = "body") -> None:
        """Click the first shown button or link of this text.

        A page that is just left still shows its buttons: what went with it is looked for again.
        """

        def click_it() -> WebElement | None:
            for target in self.find_all(f"{within} button, {within} a, {within} summary"):
                if target.text.strip() == text and target.is_displayed():
                    self.browser.execute_script(
                        "arguments[0].scrollIntoView({block: 'center'})", target
                    )
                    target.click()
                    return target
            return None

        self.wait(click_it)

    def faults(self) -> list[str]:
        """What the console has complained about."""
        logged: list[dict[str, str]] = self.browser.get_log("browser")  # type: ignore[no-untyped-call]
        return [each["message"] for each in logged if each["level"] == "SEVERE"]
