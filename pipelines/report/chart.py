"""Position by round as a line chart in SVG: drawn here, coloured by the book's style sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup, escape

# Pixels: a round and a position at most, the room around the drawing, and that of a label below.
ROUND, PLACE = 60, 26
LEFT, RIGHT, TOP, BOTTOM = 40, 90, 23, 37
NARROWEST, WIDEST = 640, 1000
LABEL = 22
MANY_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Series:
    """One line of the chart: the label at its end, and a value for each point of the axis."""

    label: str
    positions: Sequence[int | None]


def position_chart(
    series: Sequence[Series], rounds: Sequence[str], *, identifier: str, title: str, text: str
) -> Markup:
    """An SVG for a page, without script, style or reference to anything outside.

    Takes a line for each club, the labels of the axis (two at least), an id that is the chart's
    own on its page, and what a screen reader says: the title and the text. Position 1 is at the
    top; a line goes past a round in which its club has no position. Of rounds too close for their
    labels only some are named.
    """
    width = max(NARROWEST, min(WIDEST, LEFT + RIGHT + ROUND * len(rounds)))
    places = max(len(series), 2)
    height = TOP + PLACE * (places - 1) + BOTTOM
    step = (width - LEFT - RIGHT) / (len(rounds) - 1)
    named = ceil(LABEL / step)
    xs = [f"{LEFT + 10 + step * number:.1f}".removesuffix(".0") for number in range(len(rounds))]
    points = [
        [(x, _y(place)) for x, place in zip(xs, club.positions, strict=True) if place is not None]
        for club in series
    ]
    radius = 4 if len(rounds) <= MANY_ROUNDS else 2.5
    ends = (_ends(*one, radius) for one in zip(points, series, strict=True))
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{identifier}" role="img" class="chart" '
        f'viewBox="0 0 {width} {height}" width="{width}" '
        f'aria-labelledby="{identifier}-title {identifier}-text">'
        f'<title id="{identifier}-title">{escape(title)}</title>'
        f'<desc id="{identifier}-text">{escape(text)}</desc>'
        f'<g class="axis y">{_grid(places, width - RIGHT + 20)}</g>'
        f'<g class="axis x">{_labels(xs[::named], rounds[::named], height - 10)}</g>'
        f'<g class="lines">{_each_series(map(_line, points))}</g>'
        f'<g class="ends">{_each_series(ends)}</g>'
        "</svg>"
    )


def _y(place: int) -> int:
    return TOP + PLACE * (place - 1)


def _grid(places: int, right: int) -> str:
    return "".join(
        f'<path class="line" d="M{LEFT} {_y(place)}H{right}"/>'
        f'<text x="{LEFT - 5}" y="{_y(place) + 4}">{place}</text>'
        for place in range(1, places + 1)
    )


def _labels(xs: Iterable[str], rounds: Iterable[str], y: int) -> str:
    return "".join(
        f'<text x="{x}" y="{y}">{escape(name)}</text>' for x, name in zip(xs, rounds, strict=True)
    )


def _each_series(drawn: Iterable[str]) -> str:
    return "".join(f'<g class="series serie-{n}">{one}</g>' for n, one in enumerate(drawn))


def _line(points: Iterable[tuple[str, int]]) -> str:
    return f'<polyline class="line" points="{" ".join(f"{x},{y}" for x, y in points)}"/>'


def _ends(points: Sequence[tuple[str, int]], club: Series, radius: float) -> str:
    """The dots of a line, over all lines, and the club's label right of the last."""
    x, y = points[-1]
    dots = "".join(f'<circle class="dot" cx="{x}" cy="{y}" r="{radius}"/>' for x, y in points)
    return f'{dots}<text class="label" x="{x}" y="{y}">{escape(club.label)}</text>'
