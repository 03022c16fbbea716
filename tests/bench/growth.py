"""How the cost grows with the pages: ``make bench PIECES=growth``.

Every stage of a run on 1,000, 10,000 and (with ``--large``) 100,000 made-up pages, contracts, tests
and records on, and beside it the same reading and SQL without them. The exponent is that of the
processors' seconds between two sizes: 1 is in proportion, below it something is the same for all
sizes. A known share of the tables is injured, and exactly those must come out as differing.
"""

import itertools
import math
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from tests.bench.measured import Cost, stage, warehouse_in
from tests.bench.pages import GeneratedPage, generate

SEED = 19971217
# One league page of 380 matches to 99 of 15: nineteen matches a page, 13 kB.
LEAGUES = 100
INJURED = 0.05
STAGES = ("read", "dbt", "book", "publish")
SIZES = {"smoke": (100, 200), "usual": (1_000, 10_000), "large": (1_000, 10_000, 100_000)}

DIFFERING = """
SELECT tables.page_id FROM marts.fct_league_table_reconciliation AS told
JOIN marts.dim_league_tables AS tables USING (league_table_id)
WHERE told.status NOT IN ('reconciled', 'not_recorded')
"""


def pages(count: int) -> Iterator[GeneratedPage]:
    """So many made-up pages, most of them small."""
    leagues = count // LEAGUES
    yield from generate(count - leagues, "small", SEED, INJURED)
    yield from generate(leagues, "league", SEED, INJURED)


def write_pages(folder: Path, count: int) -> tuple[set[str], int, int]:
    """Write pages into a folder; the ids of those with an injured table, matches and bytes."""
    folder.mkdir(parents=True)
    injured, matches, size = set(), 0, 0
    for page in pages(count):
        content = page.wikitext.encode()
        (folder / f"{page.title}.wikitext").write_bytes(content)
        matches, size = matches + len(page.matches), size + len(content)
        if page.table.injury is not None:
            injured.add(f"local/{page.title.replace(' ', '_')}")
    return injured, matches, size


def measure(*, smoke: bool, large: bool = False) -> dict[str, Any]:
    """Measure and print; returns the figures by name. Raises RuntimeError for a wrong count."""
    sizes = SIZES["smoke" if smoke else "large" if large else "usual"]
    print(f"{'pages':>8}  {'stage':12}{'seconds':>9}{'cpu':>9}{'MB':>7}{'a worker':>9}")
    bytes_of: dict[str, list[int]] = {"pages": [], "work_file": [], "version": []}
    found = {count: _at(count, bytes_of) for count in sizes}
    figures: dict[str, Any] = {"sizes": list(sizes), "bytes": bytes_of, "stages": {}}
    for name in found[sizes[0]]:
        costs = [found[count][name] for count in sizes]
        figures["stages"][name] = {
            "seconds": [cost.seconds for cost in costs],
            "cpu_seconds": [cost.cpu_seconds for cost in costs],
            "megabytes": [cost.megabytes for cost in costs],
            "worker_megabytes": [cost.worker_megabytes for cost in costs],
            "exponents": exponents(sizes, [cost.cpu_seconds for cost in costs]),
        }
        print(f"{name:12} exponent {figures['stages'][name]['exponents']}")
    return {**figures, **_beside_bare(found[sizes[-1]])}


def exponents(sizes: Sequence[int], costs: Sequence[float]) -> list[float]:
    """How the cost grows from each size to the next: 1 is in proportion."""
    pairs = itertools.pairwise(zip(sizes, costs, strict=True))
    return [round(math.log(b / a) / math.log(m / n), 3) for (n, a), (m, b) in pairs]


def _beside_bare(costs: dict[str, Cost]) -> dict[str, float]:
    """How much longer reading and building take than without contracts, tests and records."""
    whole = costs["read"].cpu_seconds + costs["dbt"].cpu_seconds
    bare = sum(cost.cpu_seconds for name, cost in costs.items() if name.startswith("bare"))
    print(f"read and dbt to bare: {whole / bare:.2f}")
    return {"to_bare_cpu": round(whole / bare, 3)}


def _at(count: int, bytes_of: dict[str, list[int]]) -> dict[str, Cost]:
    """The costs of all stages for so many pages, and of the bare way; notes sizes of files."""
    folder = Path(tempfile.mkdtemp())
    try:
        injured, matches, size = write_pages(folder / "pages", count)
        print(f"{count:>8}  {size / 1e6:.1f} MB, {matches} matches, {len(injured)} injured tables")
        environment = warehouse_in(folder / "warehouse", folder / "pages")
        costs: dict[str, Cost] = {}
        for name in STAGES:
            costs[name] = stage(name, environment)[name]
            _show(count, name, costs[name])
        warehouse = folder / "warehouse"
        _check(warehouse / "liguilla.duckdb", injured, matches)
        bytes_of["pages"].append(size)
        bytes_of["work_file"].append((warehouse / "work" / "build.duckdb").stat().st_size)
        version = (warehouse / "current").resolve()
        bytes_of["version"].append(sum(f.stat().st_size for f in version.rglob("*") if f.is_file()))
        for name, cost in stage("bare", environment, "--folder", str(folder / "bare")).items():
            costs[name] = cost
            _show(count, name, cost)
        return costs
    finally:
        shutil.rmtree(folder)


def _show(count: int, name: str, cost: Cost) -> None:
    print(
        f"{count:>8}  {name:12}{cost.seconds:>9.1f}{cost.cpu_seconds:>9.1f}"
        f"{cost.megabytes:>7}{cost.worker_megabytes or '':>9}",
        flush=True,
    )


def _check(file: Path, injured: set[str], matches: int) -> None:
    """Exactly the injured tables differ, and no match is lost."""
    with duckdb.connect(str(file), read_only=True) as connection:
        differing = {page_id for (page_id,) in connection.execute(DIFFERING).fetchall()}
        [(stored,)] = connection.execute("SELECT count(*) FROM marts.fct_matches").fetchall()
    if (differing, stored) != (injured, matches):
        message = (
            f"{len(injured - differing)} injured tables were not found, "
            f"{len(differing - injured)} sound ones differ; {stored} of {matches} matches"
        )
        raise RuntimeError(message)
