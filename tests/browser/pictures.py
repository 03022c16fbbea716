"""Take the README's pictures: ``python -m tests.browser.pictures OUT_FOLDER``.

Builds the given pages in a folder of its own, starts the Dagster UI on it and photographs the
lineage graph; of the season book it photographs the table that a play-off decided.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, sync_playwright

from pipelines.settings import PROJECT_ROOT, Settings
from tests.browser.graph import LAYERS, group_boxes, open_graph
from tests.conftest import BROWSER_FLAGS, BROWSERS, SEEDS
from tests.running_dagster import RunningDagster, environment_of, running_dagster

WIDTH = 1400
MARGIN = 24
# The graph slides into its place.
SETTLED_MS = 2000


def main(arguments: list[str]) -> int:
    """Take the pictures; returns the exit code."""
    if len(arguments) != 1:
        print("usage: python -m tests.browser.pictures OUT_FOLDER", file=sys.stderr)
        return 2
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        print("error: needs Chromium (Debian's package chromium)", file=sys.stderr)
        return 1
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        settings = replace(Settings(), seeds=SEEDS, warehouse=Path(folder) / "warehouse")
        environment = environment_of(settings)
        refresh = [sys.executable, "-m", "pipelines", "refresh"]
        subprocess.run(refresh, cwd=PROJECT_ROOT, env=environment, check=True)
        browser = playwright.chromium.launch(executable_path=program, args=BROWSER_FLAGS)
        with running_dagster(settings) as dagster:
            picture_graph(browser, dagster, out / "graph.png")
        book = settings.warehouse / "report" / "index.html"
        if book.exists():
            picture_season(browser, book, out / "season.png")
        else:
            print(f"no season book at {book}: no season.png", file=sys.stderr)
        browser.close()
    return 0


def picture_graph(browser: Browser, dagster: RunningDagster, file: Path) -> None:
    """The graph with its groups folded, from the source to what is published."""
    # So wide that the graph takes WIDTH, so high that no button stands before it.
    page = browser.new_page(viewport={"width": 1850, "height": 1200}, color_scheme="light")
    open_graph(page, dagster)
    groups = (*LAYERS, "reference")
    group_boxes(page, groups)
    page.wait_for_timeout(SETTLED_MS)
    page.get_by_text("fetching statuses").first.wait_for(state="detached", timeout=120_000)
    page.screenshot(path=file, clip=around(group_boxes(page, groups).values()))
    page.close()


def around(boxes: Iterable[FloatRect]) -> FloatRect:
    """The smallest rectangle around some others, with a margin."""
    boxes = list(boxes)
    left = min(box["x"] for box in boxes) - MARGIN
    top = min(box["y"] for box in boxes) - MARGIN
    right = max(box["x"] + box["width"] for box in boxes) + MARGIN
    bottom = max(box["y"] + box["height"] for box in boxes) + MARGIN
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def picture_season(browser: Browser, book: Path, file: Path) -> None:
    """The final table of 1997, which a play-off decided."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light")
    page.goto(book.as_uri())
    page.get_by_role("link", name="1997").first.click()
    box = page.locator("#table-7").bounding_box()
    assert box is not None
    page.screenshot(path=file, clip=around([box]), full_page=True)
    page.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
