"""The lineage graph of the Dagster UI, as a browser shows it."""

from collections.abc import Sequence

from playwright.sync_api import FloatRect, Page

from tests.running_dagster import RunningDagster

LAYERS = ("source", "raw", "staging", "intermediate", "marts", "published")


def open_graph(page: Page, dagster: RunningDagster) -> None:
    """Open the graph with its groups folded, and the navigation out of the way."""
    page.add_init_script("localStorage.setItem('dagster-nav-collapsed', 'true')")
    page.goto(f"{dagster.address}/asset-groups")


def group_boxes(page: Page, groups: Sequence[str] = LAYERS) -> dict[str, FloatRect]:
    """Where each of these groups stands in the graph that is open."""
    boxes = {}
    for group in groups:
        node = page.locator("foreignObject").filter(has_text=group).first
        node.wait_for()
        box = node.bounding_box()
        assert box is not None, group
        boxes[group] = box
    return boxes
