"""What a reader with an empty cache waits for: one visit of a page in headless Chromium."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

WATCH = (Path(__file__).parent / "watch.js").read_text()
SCREEN = {"width": 1440, "height": 900}
# A task is felt from its fiftieth millisecond on.
UNFELT = 50
# What chart.js marks a chart with.
DRAWN = "[data-drawn]"
# What comes after the page is there: milliseconds without a request, and then for what those started.
SETTLING = 700


@dataclass(frozen=True)
class Line:
    """A reader's connection and processor."""

    name: str
    latency: int = 0  # ms
    down: int = -1  # bytes per second; -1: as fast as it goes
    up: int = -1
    slowdown: int = 1


FAST = Line("this machine")
SLOW = Line("150 ms, 1.6 Mbit/s, CPU ÷ 4", latency=150, down=200_000, up=93_750, slowdown=4)


@dataclass
class Traffic:
    """The answers received so far: what they weigh as they were sent, headers and all, by address."""

    addresses: dict[str, str] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)

    def watch(self, session: CDPSession) -> None:
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._received)
        session.send("Network.enable")

    def _sent(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.addresses[event["requestId"]] = event["request"]["url"]

    def _received(self, event: dict[str, Any]) -> None:
        if address := self.addresses.get(event["requestId"]):
            self.weights[address] = self.weights.get(address, 0) + event["encodedDataLength"]


@dataclass(frozen=True)
class Visit:
    cell: float | None  # ms until the first level cell is painted; None: there is none
    top: int | None  # where it stands, in pixels from the top
    paint: float | None  # ms until the first contentful paint
    blocked: float  # ms, after the first paint
    shift: float
    weights: dict[str, float]  # bytes by address

    def weight(self, *, chart: bool) -> float:
        """Bytes of the chart code, or of all but that."""
        return sum(size for address, size in self.weights.items() if ("plotly" in address) == chart)

    @property
    def requests(self) -> int:
        return sum("plotly" not in address for address in self.weights)


@contextmanager
def chromium() -> Iterator[Browser | None]:
    path = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if path is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def visit(browser: Browser, address: str, line: Line, click: str = "") -> Visit:
    """With an empty cache. `click`: what is then clicked, as far as it is there, before all is counted."""
    context = browser.new_context(viewport=SCREEN, locale="nb-NO")  # type: ignore[arg-type]  # a plain dict
    try:
        page = context.new_page()
        traffic = Traffic()
        session = context.new_cdp_session(page)
        traffic.watch(session)
        _slow_down(session, line)
        page.add_init_script(WATCH)
        page.goto(address)
        _settle(page)
        if click and page.locator(click).count():
            page.locator(click).first.click()
            page.locator(DRAWN).first.wait_for()
        return _visit(page.evaluate("watched"), traffic)
    finally:
        context.close()


def _slow_down(session: CDPSession, line: Line) -> None:
    conditions = {"latency": line.latency, "downloadThroughput": line.down, "uploadThroughput": line.up}
    session.send("Network.emulateNetworkConditions", {"offline": False, **conditions})
    session.send("Emulation.setCPUThrottlingRate", {"rate": line.slowdown})


def _settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLING)


def _visit(watched: dict[str, Any], traffic: Traffic) -> Visit:
    paint = watched["paint"] or 0
    # The part of each task after the first paint.
    tasks = [duration - max(0, paint - start) for start, duration in watched["tasks"]]
    return Visit(
        cell=watched["cell"],
        top=watched["top"],
        paint=watched["paint"],
        blocked=sum(max(0, task - UNFELT) for task in tasks),
        shift=watched["shift"],
        weights=dict(traffic.weights),
    )
