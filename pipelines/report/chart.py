"""Position by round as a line chart: pygal draws it, the book's style sheet colours it."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from pygal import Config, Line

SVG = "{http://www.w3.org/2000/svg}"

# As many hues as the style sheet tells apart; dashes and the name at the end tell the rest.
HUES = 10
_DASHES = ("", "8,4", "2,4", "10,4,2,4")

# Nothing of these belongs in a page: styles and scripts are files, the rest is pygal's tooltips.
_UNWANTED = {"style", "script", "title", "desc", "defs"}


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
    for number, club in enumerate(series):
        points: list[object] = list(club.positions)
        points[-1] = {"value": club.positions[-1], "label": club.label}
        dash = _DASHES[number // HUES % len(_DASHES)]
        chart.add(club.label, points, stroke_style={"width": 2, "dasharray": dash or "none"})
    root = chart.render_tree()
    _strip(root)
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    root.attrib.update({"id": identifier, "role": "img", "class": "chart"})
    root.attrib["aria-labelledby"] = f"{identifier}-title {identifier}-text"
    for place, (tag, words) in enumerate((("title", title), ("desc", text))):
        element = ElementTree.Element(tag, {"id": f"{identifier}-{'text' if place else 'title'}"})
        element.text = words
        root.insert(place, element)
    return ElementTree.tostring(root, encoding="unicode")


def _config(series: Sequence[Series], rounds: Sequence[str]) -> Config:
    places = max(len(series), 2)
    return Config(
        width=max(360, min(960, 140 + 60 * len(rounds))),
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
        if not isinstance(child.tag, str) or child.tag.removeprefix(SVG) in _UNWANTED:
            element.remove(child)
        else:
            _strip(child)
