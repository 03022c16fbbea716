"""How fast pages are read, beside mwparserfromhell, and how the time grows.

``make bench PIECES=parsing`` prints it in two parts.

First part: made-up pages of two sizes, each page new to the parser. ``walk`` is what one would
write with the library alone: parse the page, take every template, strip its parameters. ``calls``
is the same work here: every call found, its name and its parameters split. ``rows`` is
`parse_page`, which also turns markup into text and makes all rows; ``rows again`` is the same of a
page that was read the moment before, so that its values are remembered: no quicker reading of
markup could be below it. ``slow rows`` are the same rows by the plain reading through the library
that the tests compare with.

Second part: ordinary and hostile text at growing sizes, with the exponent between the smallest and
the largest: 1 is linear, 2 quadratic. The sizes of a hostile text stay below the bounds of
`pipelines.wikitext.bounds`, as a page past one is not read; what a whole megabyte of it takes, read
or refused, is the last figure. All times are those of the processor, on one core.
"""

import gc
import math
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import mwparserfromhell

from pipelines.wikitext import Page, parse_page
from pipelines.wikitext.page import PageText, readable
from pipelines.wikitext.parse import collector_paused
from pipelines.wikitext.regular import parameters_of, pieces_of
from pipelines.wikitext.spans import TEMPLATE
from pipelines.wikitext.templates import split_call
from tests.bench.pages import Size, generate
from tests.wikitext.reference import read_by_library

SEED = 19971217
PAGES: dict[Size, int] = {"small": 600, "league": 36}
WARM_UP: dict[Size, int] = {"small": 30, "league": 2}
WALKED: dict[Size, int] = {"small": 60, "league": 6}
SIZES = {True: (1, 2), False: (1, 2, 4, 8)}
MEGABYTE = 1_000_000
SMOKE = {"small": 20, "league": 2}
TURNS = 6


def walk(text: str) -> int:
    """A full reading by the library; returns how many parameters it saw."""
    seen = 0
    for template in mwparserfromhell.parse(text).filter_templates():
        for parameter in template.params:
            parameter.name.strip(), parameter.value.strip()
            seen += 1
    return seen


def read_calls(text: str) -> int:
    """The same here: every call split, those inside calls too; names come trimmed."""
    seen = 0
    with collector_paused():
        page = PageText(readable(text))
        for number in page.calls():
            seen += len([written.value.strip() for written in page.read_call(number).written])
        for _, offset, calls in page.inner:
            for start, end, *_ in calls:
                split = split_call(page.text[offset + start : offset + end])
                seen += len([written.value.strip() for written in split[1]]) if split else 0
    return seen


def read_rows(text: str) -> int:
    """All rows of the page."""
    return len(parse_page(Page(site="bench", title="A", wikitext=text)).rows)


def read_slow_rows(text: str) -> int:
    """The same rows through the library."""
    return len(read_by_library(Page(site="bench", title="A", wikitext=text)).rows)


def cpu_seconds(
    read: Callable[[str], int], texts: list[str], before: Callable[[str], int] | None = None
) -> float:
    """What a reading of texts takes, one after another; `before` is done to each untimed."""
    gc.collect()
    gc.freeze()  # each reading pays for its own garbage, not for what is remembered from before
    taken = 0.0
    for text in texts:
        if before is not None:
            before(text)
        start = time.process_time()
        read(text)
        taken += time.process_time() - start
    gc.unfreeze()
    return taken


def speeds(
    readings: dict[str, tuple[Callable[[str], int], list[str], Callable[[str], int] | None]],
) -> dict[str, float]:
    """Megabytes a second of several readings, each of its own texts; see `cpu_seconds`.

    They take turns: on a machine that is busy now and then, all of them meet the same.
    """
    taken = dict.fromkeys(readings, 0.0)
    for turn in range(TURNS):
        for name, (read, texts, before) in readings.items():
            taken[name] += cpu_seconds(read, texts[turn::TURNS], before)
    return {
        name: sum(len(text.encode()) for text in texts) / taken[name] / 1e6
        for name, (_, texts, _) in readings.items()
    }


def compare(size: Size, *, smoke: bool) -> dict[str, float]:
    """Print the speeds of one size of page, and how much is left to the slow ways."""
    for page in generate(WARM_UP[size], size, SEED + 1):
        read_rows(page.wikitext)
    count = SMOKE[size] if smoke else PAGES[size]
    texts = [page.wikitext for page in generate(count, size, SEED)]
    walked, calls, rows, again, slow_rows = speeds(
        {
            "walk": (walk, texts[: WALKED[size]], None),
            # Half of the pages each, so that neither finds what the other remembers.
            "calls": (read_calls, texts[::2], None),
            "rows": (read_rows, texts[1::2], None),
            "rows again": (read_rows, texts[: WALKED[size]], read_rows),
            "slow rows": (read_slow_rows, texts[: WALKED[size]], None),
        }
    ).values()
    irregular, by_library = left_over(texts)
    length = sum(map(len, texts)) / len(texts) / 1000
    print(
        f"{size:8} {length:6.1f} kB  walk {walked:5.2f} MB/s  calls {calls:6.2f} MB/s"
        f" = {calls / walked:4.1f} times  rows {rows:6.2f} MB/s = {rows / walked:4.1f} times,"
        f" {rows / slow_rows:4.1f} times the slow rows"
    )
    print(f"{'':8} {'':10}  rows again {again:6.2f} MB/s = {again / walked:4.1f} times")
    print(f"{'':8} to the scan {irregular:.1%} of pages, to the library {by_library:.1%} of calls")
    return {
        "calls_to_walk": round(calls / walked, 2),
        "rows_to_walk": round(rows / walked, 2),
        "rows_again_to_walk": round(again / walked, 2),
        "rows_to_slow_rows": round(rows / slow_rows, 2),
        "pages_left_to_the_scan": round(irregular, 4),
        "calls_left_to_the_library": round(by_library, 4),
    }


def left_over(texts: list[str]) -> tuple[float, float]:
    """Share of pages that are not regular, and share of outermost calls that are not."""
    calls = others = irregular = 0
    for text in map(readable, texts):
        irregular += pieces_of(text) is None
        for span in PageText(text).spans:
            if span.kind == TEMPLATE and span.parent < 0:
                calls += 1
                others += parameters_of(text, span.body_start, span.body_end) is None
    return irregular / len(texts), others / calls


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


LONG_CELL = (
    "{|\n!Team!!City\n|-\n|rowspan=100|" + "[[a]] " * 100 + "\n|x\n" + "|-\n|y\n" * 99 + "|}\n"
)
BRACKETS = "|-\n| A || 1–1 " + "(a)" * 40 + "x || B\n"
BOX_WITH = "{{football box|team1=a|goals1="
# What breaks parsers: name, text before, one unit, how often at factor 1, text after.
HOSTILE = (
    ("unclosed {{a|", "", "{{a|", 2_400, ""),
    ("unclosed [[", "", "[[", 6_000, ""),
    ("nested {{", "", "{{", 2_400, ""),
    ("calls in calls", "{{a|" * 2, "{{b|c}}", 2_400, "}}" * 2),
    ("calls deep in calls", "", "{{nowrap|" * 6 + "a" + "}}" * 6 + "\n", 80, ""),
    ("unclosed table", "", "{|\n|-\n|a\n", 240, ""),
    ("many tables", "", "{|\n|a\n|}\n", 240, ""),
    ("cells that span", "{|\n!Team!!City\n", "|-\n|colspan=100 rowspan=1000|a\n", 1_200, "|}"),
    ("long cells over many rows", "", LONG_CELL, 12, ""),
    ("lists without headings", "", "{|\n|A||1–1||B\n|-\n|B||2–1||A\n|}\n", 240, ""),
    ("brackets behind scores", "{|\n", BRACKETS, 40, "|}"),
    ("many transclusions", "", "{{A table}}\n", 1_200, ""),
    ("many boxes", "", "{{football box|team1=a}}\n", 1_200, ""),
    ("unclosed <ref>", "", "<ref>a", 6_000, ""),
    ("unclosed <!--", "", "<!-- ", 6_000, ""),
    ("stray quotes", "", "'''a''", 6_000, ""),
    ("many headings", "", "==a==\n", 5_000, ""),
    ("one box, many parameters", "{{football box", "|p=1", 500, "}}"),
    ("one value, many links", "{{football box|team1=", "[[a]]", 5_000, "}}"),
    ("one value, many brackets", "{{football box|team1=", "[[a", 6_000, "}}"),
    ("one value, many tags", "{{football box|team1=", "<s>", 6_000, "}}"),
    ("one list, brackets", BOX_WITH + "a", "(", 2_400, "b}}"),
    ("one list, separators", BOX_WITH, ";", 2_400, "}}"),
    ("many lists", "", BOX_WITH + "P 3'," * 20 + "}}\n", 100, ""),
    ("one list of teams", "{{#invoke:sports table|main|team_order=", "A,", 1_200, "}}"),
    ("points of a table", "{{fb cl header}}", "{{fb cl team|t=A|wpts=2}}", 1_200, ""),
    ("flattened headings", "Title\n\n=A=\n\n", "=" + "a" * 1_990 + "\n\n", 60, ""),
    ("marks on a letter", "a", "\u0301\u0323", 30_000, ""),
    ("half surrogate pairs", "", "\ud800", 30_000, ""),
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
        start = time.process_time()
        parse_page(page)
        taken.append(time.process_time() - start)
    return min(taken)


def report(name: str, make: Callable[[int], str], factors: tuple[int, ...]) -> tuple[float, float]:
    """Print one line; returns the exponent, and the seconds that a whole megabyte takes."""
    sizes = [len(make(factor)) for factor in factors]
    times = [seconds(make(factor)) for factor in factors]
    exponent = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
    shown = "  ".join(f"{taken * 1000:8.1f}" for taken in times)
    whole = make(max(1, factors[-1] * MEGABYTE // sizes[-1]))
    pace = seconds(whole) / len(whole) * 1e6
    size = f"{sizes[-1] / 1e6:7.2f} MB"
    print(f"{name:26} {size}  {shown} ms  exponent {exponent:5.2f}  {pace:7.3f} s/MB")
    return exponent, pace


def measure(*, smoke: bool) -> dict[str, Any]:
    """Measure and print both parts; returns the figures by name."""
    pages: dict[Size, dict[str, float]] = {
        size: compare(size, smoke=smoke) for size in ("small", "league")
    }
    factors = SIZES[smoke]
    print(f"\n{'text':26} {'largest':>10}  " + "  ".join(f"{'×' + str(f):>8}" for f in factors))
    told = {"season page": report("season page", season, factors)}
    for name, before, unit, count, after in HOSTILE:
        told[name] = report(name, partial(repeated, before, unit, count, after), factors)
    worst = max(exponent for exponent, _ in told.values())
    print(f"largest exponent: {worst:.2f}")
    return {
        **{name: {size: found[name] for size, found in pages.items()} for name in pages["small"]},
        "largest_exponent": round(worst, 2),
        "seconds_a_megabyte": {name: round(pace, 3) for name, (_, pace) in told.items()},
    }
