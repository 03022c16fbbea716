"""What the measured figures mean past one machine: writes that part of CONTRIBUTING.md.

    python -m tests.bench.paper

Every figure comes from ``results.json``, or is one of the assumptions below, which the text names
as such. A test holds the part against what this writes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.__main__ import RESULTS

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
PAGE = Path(__file__).parents[2] / "CONTRIBUTING.md"

STAGES = ("read", "dbt", "book", "publish")


@dataclass(frozen=True)
class Wiki:
    """What there is to read: nothing here is measured, the numbers are round."""

    name: str
    pages: int
    dump_gigabytes: int


WIKIS = (
    Wiki("the English football articles", 300_000, 100),
    Wiki("all languages, current revisions", 3_000_000, 400),
    Wiki("all languages, every revision", 180_000_000, 60_000),
)
# A rented machine and its price, assumed too.
PROCESSORS = 8
DISK_GIGABYTES = 1_000
VERSIONS_KEPT = 5
DOLLARS_A_PROCESSOR_HOUR = 0.05
HOURS_OF_A_DAILY_RUN = 24


@dataclass(frozen=True)
class Figures:
    """What follows from a benchmark for one page, or for one megabyte of a dump."""

    read: float
    models: float
    book: float
    publish: float
    unpack: float
    work_bytes: float
    version_bytes: float

    @property
    def after_reading(self) -> float:
        """Processor seconds a page for all that comes after its rows."""
        return self.models + self.book + self.publish


def figures(results: Mapping[str, Any]) -> Figures:
    """The figures of the largest size that was measured."""
    growth, dump = results["growth"], results["dump"]
    largest = growth["sizes"][-1]
    read, models, book, publish = (
        growth["stages"][name]["cpu_seconds"][-1] / largest for name in STAGES
    )
    return Figures(
        read=read,
        models=models,
        book=book,
        publish=publish,
        unpack=dump["read_cpu_seconds"] / dump["megabytes"],
        work_bytes=growth["bytes"]["work_file"][-1] / largest,
        version_bytes=growth["bytes"]["version"][-1] / largest,
    )


def measured_part(results: Mapping[str, Any]) -> str:
    """The text between the marks, from the figures of a benchmark."""
    each = figures(results)
    parts = [_stages(results), _ratios(results), _outlook(each), _ends(results, each)]
    return "\n\n".join("\n".join(lines) for lines in parts)


def _stages(results: Mapping[str, Any]) -> list[str]:
    growth = results["growth"]
    largest = growth["sizes"][-1]
    lines = [
        f"Measured on {growth['processors']} processors with up to {largest:,} made-up pages of "
        f"{growth['bytes']['pages'][-1] / largest / 1000:.0f} kB. Seconds are of processors, so "
        "other work on the machine changes them little.",
        "",
        "| stage | seconds for 1,000 pages | exponent | most memory | a worker |",
        "|---|---|---|---|---|",
    ]
    for name in STAGES:
        stage = growth["stages"][name]
        worker = stage["worker_megabytes"][-1]
        lines.append(
            f"| {name} | {1000 * stage['cpu_seconds'][-1] / largest:.1f} "
            f"| {stage['exponents'][-1]:.2f} | {stage['megabytes'][-1]:,} MB "
            f"| {f'{worker:,} MB' if worker else ''} |"
        )
    return lines


def _ratios(results: Mapping[str, Any]) -> list[str]:
    growth, run, one = results["growth"], results["run"], results["increments"]
    dump, parsing = results["dump"], results["parsing"]
    sql = results["memory"]
    return [
        f"- Pages become rows {parsing['rows_to_walk']['small']:.0f} times (small pages) and "
        f"{parsing['rows_to_walk']['league']:.0f} times (league pages) as fast as mwparserfromhell "
        "alone walks them; their calls are found and split "
        f"{parsing['calls_to_walk']['small']:.0f} and {parsing['calls_to_walk']['league']:.0f} "
        "times as fast. Where every value of a page was read before, so that only its rows are "
        f"left to make, it is {parsing['rows_again_to_walk']['small']:.0f} and "
        f"{parsing['rows_again_to_walk']['league']:.0f} times: no quicker way to read markup could "
        "give more.",
        f"- Reading and building take {growth['to_bare_cpu']:.1f} times what the same parsing and "
        "SQL take without contracts, tests and records.",
        f"- With {sql['limit']} for DuckDB, models and tests of {sql['pages']:,} pages take "
        f"{sql['megabytes_added']} MB beyond what Python with Dagster and dbt holds, and "
        f"{sql['cpu_to_usual']:.1f} times the processor's time that they take with 1 GB.",
        f"- The run on the seeds takes {run['run_to_floor_cpu']:.2f} times what loading the "
        "definitions and a bare `dbt build` take together.",
        f"- One page changed among {one['pages']:,} is {one['raw_warm']:.0f} times cheaper than a "
        "build of all from nothing in the raw tables "
        f"({one['raw_warm_without_records']:.0f} times without Dagster's records), "
        f"{one['whole_warm']:.0f} times in a whole run and {one['whole_command']:.0f} times as a "
        f"command, start-up aside ({one['whole_command_with_start']:.0f} times with it; "
        f"{one['whole_command_to_rebuild_in_place']:.0f} times cheaper than `make rebuild`, which "
        "finds book and exports as they were). What is left is the same for one page and for all: "
        "Dagster's records, a look at every file, exports that hold all pages in one file.",
        f"- A dump is read at {dump['megabytes'] / dump['read_cpu_seconds']:.0f} MB a second of a "
        f"processor, {dump['read_to_unpacking']:.1f} times the time of unpacking it, in "
        f"{dump['megabytes_at_the_whole']} MB of memory at {dump['megabytes']:,} MB and "
        f"{dump['megabytes_at_a_quarter']} MB at a quarter of that. Spark takes "
        f"{dump['spark_to_plain']:.1f} times as long as plain processes on as many processors, and "
        f"{dump['spark_start_up_seconds']:.0f} s to start.",
    ]


def _outlook(each: Figures) -> list[str]:
    lines = [
        f"On a rented machine of {PROCESSORS} processors at {DOLLARS_A_PROCESSOR_HOUR:.2f} dollars "
        "an hour each (assumed, as the round numbers of pages and of unpacked dumps are), if all "
        "went on in proportion:",
        "",
        "| what | pages | dump | reading it | parsing | models, book, publishing | cost "
        "| work file |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for wiki in WIKIS:
        reading = wiki.dump_gigabytes * 1000 * each.unpack / PROCESSORS / 3600
        parsing = wiki.pages * each.read / PROCESSORS / 3600
        rest = wiki.pages * each.after_reading / 2 / 3600  # two threads build and render
        dollars = (reading + parsing + rest) * PROCESSORS * DOLLARS_A_PROCESSOR_HOUR
        lines.append(
            f"| {wiki.name} | {wiki.pages:,} | {wiki.dump_gigabytes:,} GB | {_hours(reading)} "
            f"| {_hours(parsing)} | {_hours(rest)} | {dollars:,.2f} dollars "
            f"| {wiki.pages * each.work_bytes / 1e9:,.0f} GB |"
        )
    return lines


def _ends(results: Mapping[str, Any], each: Figures) -> list[str]:
    """Where each part ends, the first first, and what takes its place."""
    day = HOURS_OF_A_DAILY_RUN * 3600
    spark = results["dump"]["spark_to_plain"]
    daily = day * 2 / each.after_reading
    ends = [
        (
            DISK_GIGABYTES * 1e9 / VERSIONS_KEPT / each.version_bytes,
            f"a disk of {DISK_GIGABYTES:,} GB is full with {VERSIONS_KEPT} versions that share "
            "nothing. Then Parquet in an object store, each page's slice written once and shared "
            "by versions.",
        ),
        (
            daily,
            "models, book and publishing fill a day on two threads, so a daily rebuild ends. Then "
            "models built for one slice of the pages after another: but for the clubs' identity no "
            "model looks beyond its page.",
        ),
        (
            day * PROCESSORS / each.read,
            f"parsing fills a day of {PROCESSORS} processors. Then `make spark`: more machines, of "
            f"which {spark:.1f} do the work of one that runs plain processes.",
        ),
    ]
    lines = ["What ends first, and what takes its place:", ""]
    lines += [f"{n}. At {_round(pages)} pages {then}" for n, (pages, then) in _in_order(ends)]
    writers = (
        "One file has one writer. A second machine that writes needs a catalogue that several "
        f"share (DuckLake or Iceberg over the same Parquet). Until {_round(daily)} pages only "
        "reading is worth spreading, and its rows arrive as Parquet already."
    )
    return [*lines, "", writers]


def _in_order(ends: list[tuple[float, str]]) -> list[tuple[int, tuple[float, str]]]:
    return list(enumerate(sorted(ends), start=1))


def _hours(hours: float) -> str:
    if hours < 2:
        return f"{60 * hours:.0f} min"
    return f"{hours:.0f} h" if hours < 72 else f"{hours / 24:.0f} days"


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
