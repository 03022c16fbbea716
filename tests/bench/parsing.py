"""How the parser's time grows with the page: ``make bench-parsing``.

Prints, for ordinary and for hostile text, the time at each size and the exponent between the
smallest and the largest: 1 is linear, 2 quadratic. A benchmark, no test: the machine is noisy.
"""

import math
import time
from collections.abc import Callable
from functools import partial

from pipelines.wikitext import Page, parse_page

SIZES = (1, 2, 4, 8)

BOX = """{{{{Football box collapsible
| date = {{{{Start date|1997|11|{day}|df=y}}}}
| team1 = '''[[Club {home}]]'''
| score = {goals}–1
| team2 = [[Club {away}|The {away}]] {{{{flagicon|PER}}}}
| goals1 = *[[Player {home}]] {{{{goal|12|pen.|45+2}}}}
| stadium = [[Estadio Nacional]], [[Lima]] <!-- neutral --><ref>{{{{cite web|url=x|title=y}}}}</ref>
| attendance = 12,345
}}}}
"""


def season(factor: int) -> str:
    """A page of 100 match boxes, times ``factor``, with links, flags, comments and notes."""
    boxes = (
        BOX.format(day=n % 28 + 1, home=n % 20, away=(n + 7) % 20, goals=n % 5)
        for n in range(100 * factor)
    )
    return "==Round==\n" + "".join(boxes)


# What breaks parsers: name, text before, one unit, how often at factor 1, text after.
HOSTILE = (
    ("unclosed {{a|", "", "{{a|", 6_000, ""),
    ("unclosed [[", "", "[[", 12_000, ""),
    ("nested {{", "", "{{", 60_000, ""),
    ("unclosed table", "", "{|\n|-\n|a\n", 3_000, ""),
    ("unclosed <ref>", "", "<ref>a", 5_000, ""),
    ("unclosed <!--", "", "<!-- ", 6_000, ""),
    ("stray quotes", "", "'''a''", 6_000, ""),
    ("many headings", "", "==a==\n", 5_000, ""),
    ("one box, many parameters", "{{football box", "|p=1", 500, "}}"),
    ("NUL bytes", "", "\x00", 30_000, ""),
)


def repeated(before: str, unit: str, count: int, after: str, factor: int) -> str:
    """A unit over and over between two texts."""
    return before + unit * count * factor + after


def seconds(text: str) -> float:
    """The better of two readings."""
    page = Page(site="bench", title="A", wikitext=text, source_uri="a", revision_id=None)
    taken = []
    for _ in range(2):
        start = time.perf_counter()
        parse_page(page)
        taken.append(time.perf_counter() - start)
    return min(taken)


def report(name: str, make: Callable[[int], str]) -> float:
    """Print one line; returns the exponent."""
    sizes = [len(make(factor)) for factor in SIZES]
    times = [seconds(make(factor)) for factor in SIZES]
    exponent = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
    shown = "  ".join(f"{taken * 1000:8.1f}" for taken in times)
    speed = sizes[-1] / times[-1] / 1e6
    size = f"{sizes[-1] / 1e6:7.2f} MB"
    print(f"{name:26} {size}  {shown} ms  exponent {exponent:5.2f}  {speed:7.2f} MB/s")
    return exponent


def main() -> None:
    """Print the table."""
    print(f"{'text':26} {'largest':>10}  " + "  ".join(f"{'×' + str(f):>8}" for f in SIZES))
    worst = report("season page", season)
    for name, before, unit, count, after in HOSTILE:
        text = partial(repeated, before, unit, count, after)
        worst = max(worst, report(name, text))
    print(f"largest exponent: {worst:.2f}")


if __name__ == "__main__":
    main()
