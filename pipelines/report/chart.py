"""Position by round as a line chart: pygal draws it, the book's style sheet colours it."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from pygal import Config, Line

SVG = "{http://www.w3.org/2000/svg}"

# In the definitions are pygal's style and script; titles and descriptions are for its tooltips.
_UNWANTED = {"defs", "title", "desc"}


@dataclass(frozen=True, slots=True)
class Series:
    """One line of the chart: the label at its end, and a value for each point of the axis."""

    label: str
    positions: Sequence[int | None]


def position_chart(
    series: Sequence[Series], rounds: Sequence[str], *, identifier: str, title: str, text: str
) -> str:
    """An SVG for a page, without script, style or reference to anything outside.

    Takes a line for each club, the labels of the axis, an id that is the chart's own on its
    page, and what a screen reader says: the title and the text. Position 1 is at the top.
    """
    chart = Line(_config(series, rounds))
    for club in series:
        points: list[object] = list(club.positions)
        points[-1] = {"value": club.positions[-1], "label": club.label}
        chart.add(club.label, points)
    root = chart.render_tree()
    _strip(root)
    _, _, width, _ = root.attrib["viewBox"].split()
    root.attrib.update({"id": identifier, "role": "img", "class": "chart", "width": width})
    root.attrib["aria-labelledby"] = f"{identifier}-title {identifier}-text"
    for place, (tag, words) in enumerate((("title", title), ("desc", text))):
        element = ElementTree.Element(tag, {"id": f"{identifier}-{'text' if place else 'title'}"})
        element.text = words
        root.insert(place, element)
    return ElementTree.tostring(root, encoding="unicode")


def _config(series: Sequence[Series], rounds: Sequence[str]) -> Config:
    places = max(len(series), 2)
    return Config(
        width=max(640, min(1000, 140 + 60 * len(rounds))),
        height=max(180, 60 + 26 * places),
        inverse_y_axis=True,
        range=(1, places),
        y_labels=list(range(1, places + 1)),
        value_formatter=lambda value: f"{value:.0f}",
        x_labels=list(rounds),
        show_legend=False,
        print_labels=True,
        dots_size=4 if len(rounds) <= 12 else 2.5,
        margin_right=70,
        js=(),
        css=(),
        classes=(),
        no_prefix=True,
        disable_xml_declaration=True,
        truncate_label=-1,
    )


def _strip(element: ElementTree.Element) -> None:
    """Take out what is not drawing, comments among it."""
    for child in list(element):
        is_drawing = isinstance(child.tag, str) and child.tag.removeprefix(SVG) not in _UNWANTED
        if not is_drawing or "tooltip-overlay" in child.attrib.get("class", ""):
            element.remove(child)
        else:
            _strip(child)
