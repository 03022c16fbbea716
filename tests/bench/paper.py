"""What the measured figures mean past one machine: writes that part of CONTRIBUTING.md.

    python -m tests.bench.paper

Every figure comes from ``results.json``, or is one of the assumptions below, which the text names
as such. A test holds the part against what this writes.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bench.__main__ import RESULTS

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
PAGE = Path(__file__).parents[2] / "CONTRIBUTING.md"

# Nothing here is measured: round numbers of a wiki, of a rented machine and of its price.
ARTICLES = {
    "the English football articles": 300_000,
    "all languages, current revisions": 3_000_000,
    "all languages, every revision": 180_000_000,
}
PROCESSORS = 8
MEMORY_GIGABYTES = 32
PRICE_PER_PROCESSOR_HOUR = 0.05

STAGES = ("read", "dbt", "book", "publish")


def measured_part(results: Mapping[str, Any]) -> str:
    """The text between the marks, from the figures of a benchmark."""
    growth, run, one = results["growth"], results["run"], results["increments"]
    largest = growth["sizes"][-1]
    each = {name: growth["stages"][name]["cpu_seconds"][-1] / largest for name in STAGES}
    lines = [
        f"Measured on {growth['processors']} processors with up to {largest:,} made-up pages of "
        f"{growth['bytes']['pages'][-1] / largest / 1000:.0f} kB. Seconds are of processors, so "
        "other work on the machine hardly changes them.",
        "",
        "| stage | seconds for 1,000 pages | exponent | most memory |",
        "|---|---|---|---|",
    ]
    for name in STAGES:
        stage = growth["stages"][name]
        lines.append(
            f"| {name} | {1000 * each[name]:.1f} | {stage['exponents'][-1]:.2f} "
            f"| {stage['megabytes'][-1]:,} MB |"
        )
    lines += [
        "",
        f"Reading and building take {growth['to_bare_cpu']:.1f} times what the same parsing and "
        "SQL take without contracts, tests and records. The run on the seeds takes "
        f"{run['run_to_floor_cpu']:.2f} times what loading the definitions and a bare `dbt build` "
        f"take together. One page changed among {one['pages']:,} is {one['raw_warm']:.0f} times "
        f"cheaper than a rebuild in the raw tables and {one['whole_warm']:.1f} times in a whole "
        "run: the models are built anew.",
        "",
        f"On a rented machine of {PROCESSORS} processors at {PRICE_PER_PROCESSOR_HOUR:.2f} dollars "
        "an hour each (both assumed, as the round numbers of articles are), if all went on in "
        "proportion:",
        "",
        "| pages | reading, all processors | models, two threads | cost | work file |",
        "|---|---|---|---|---|",
    ]
    for what, count in ARTICLES.items():
        lines.append(_outlook(what, count, each, growth["bytes"]["work_file"][-1] / largest))
    return "\n".join([*lines, "", *_what_breaks(growth, each)])


def _outlook(what: str, count: int, each: Mapping[str, float], bytes_each: float) -> str:
    reading = count * each["read"] / PROCESSORS / 3600
    models = count * (each["dbt"] + each["book"] + each["publish"]) / 2 / 3600
    price = (reading + models) * PROCESSORS * PRICE_PER_PROCESSOR_HOUR
    return (
        f"| {what}: {count:,} | {_hours(reading)} | {_hours(models)} "
        f"| {price:,.2f} dollars | {count * bytes_each / 1e9:,.0f} GB |"
    )


def _hours(hours: float) -> str:
    if hours < 2:
        return f"{60 * hours:.0f} min"
    return f"{hours:.0f} h" if hours < 72 else f"{hours / 24:.0f} days"


def _what_breaks(growth: Mapping[str, Any], each: Mapping[str, float]) -> list[str]:
    """Which stage ends first, and at how many pages."""
    largest = growth["sizes"][-1]
    first, last = growth["stages"]["dbt"]["megabytes"][0], growth["stages"]["dbt"]["megabytes"][-1]
    megabytes_each = (last - first) / (largest - growth["sizes"][0])
    memory = MEMORY_GIGABYTES * 1000 / megabytes_each
    day = 86_400 * 2 / (each["dbt"] + each["book"] + each["publish"])
    copied = growth["bytes"]["version"][-1] / largest
    return [
        f"- The models break first. Their memory grows by {1000 * megabytes_each:.0f} MB for 1,000 "
        f"pages, so {MEMORY_GIGABYTES} GB end at about {_round(memory)} pages; before that "
        "`LIGUILLA_SQL_MEMORY` makes DuckDB write to disk, and they take longer. What replaces "
        "them: models that are built for one slice of the pages after another, since but for the "
        "clubs' identity no model looks beyond its page.",
        f"- A daily rebuild ends at about {_round(day)} pages, where models, book and publication "
        "fill a day. From there only what changed may be built.",
        f"- Each version is a copy, {copied / 1000:.0f} kB for a page: at a terabyte for five of "
        f"them, {_round(1e12 / 5 / copied)} pages. What replaces it: Parquet in an object store, "
        "each page's slice written once and shared by versions.",
        "- One file has one writer. The second machine that wants to write needs a catalogue that "
        "several share (DuckLake or Iceberg over the same Parquet); until then reading is all that "
        "can be spread, and its rows arrive as Parquet already.",
    ]


def _round(number: float) -> str:
    """Two figures: more would pretend to know."""
    digits = len(str(int(number))) - 2
    return f"{round(number, -digits):,.0f}"


def with_part(text: str, part: str) -> str:
    """The page with the part between the marks replaced; ValueError when the marks are gone."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        message = f"{PAGE.name} has no {BEGIN} and {END}; put them where the figures belong"
        raise ValueError(message)
    return f"{before}{BEGIN}\n{part}\n{END}{after}"


def main() -> None:
    """Write the part from the results."""
    part = measured_part(json.loads(RESULTS.read_text(encoding="utf-8")))
    PAGE.write_text(with_part(PAGE.read_text(encoding="utf-8"), part), encoding="utf-8")


if __name__ == "__main__":
    main()
