"""How well the diagnosis finds errors whose place is known.

    python -m tests.bench.explain                        made-up tables and nothing else
    python -m tests.bench.explain --warehouse FILE       the reconciled tables of a warehouse
    python -m tests.bench.explain --seeds FOLDER         the same, of a warehouse made for it

Every table that agrees is injured at every place, or at a sample of places with a fixed seed where
there are many, and diagnosed. Printed by kind of injury: right and the only explanation; right
among several; wrong though something was said; wrong and the only explanation, which is a false
accusation; nothing said. The exit status is 1 if a single injury led to a false accusation.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.diagnosis import TableCase, diagnose
from tests.bench.injuries import SINGLE, Injury, several, two_scores
from tests.bench.tables import load_cases, round_robin

SEED = 19971217
SAMPLE = 200
MADE_UP = ((6, 1), (10, 2), (20, 2))
SMALL = 20
TWO_SCORES = "two scores one goal off"
COMBINED: dict[str, tuple[str, ...]] = {
    TWO_SCORES: ("score one goal off",) * 2,
    "three scores one goal off": ("score one goal off",) * 3,
    "a score and a cell": ("score one goal off", "cell of the table changed"),
    "a score and a deleted match": ("score one goal off", "match deleted"),
}


@dataclass
class Tally:
    """What became of the cases of one kind."""

    unique: int = 0
    among: int = 0
    wrong: int = 0
    accused: int = 0
    none: int = 0
    most: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def cases(self) -> int:
        """How many cases were diagnosed."""
        return len(self.seconds)

    def add(self, injury: Injury) -> None:
        """Diagnose one injured case and count how it went."""
        start = time.perf_counter()
        diagnosis = diagnose(injury.case)
        self.seconds.append(time.perf_counter() - start)
        found = diagnosis.explanations
        right = any(injury.is_healed_by(explanation) for explanation in found)
        self.most = max(self.most, len(found))
        if not found:
            self.none += 1
        elif right:
            self.unique += len(found) == 1
            self.among += len(found) > 1
        else:
            self.wrong += len(found) > 1
            self.accused += len(found) == 1


HEAD = (
    f"{'injury':<29}{'cases':>6}{'right,unique':>13}{'%':>6}{'right among k':>14}{'most k':>7}"
    f"{'wrong':>6}{'wrong,unique':>13}{'none':>5}{'median ms':>10}{'max ms':>7}"
)


def line(kind: str, tally: Tally) -> str:
    """One line of the report."""
    median = 1000 * statistics.median(tally.seconds)
    slowest = 1000 * max(tally.seconds)
    share = 100 * tally.unique / tally.cases
    return (
        f"{kind:<29}{tally.cases:>6}{tally.unique:>13}{share:>6.1f}{tally.among:>14}"
        f"{tally.most:>7}{tally.wrong:>6}{tally.accused:>13}{tally.none:>5}{median:>10.1f}"
        f"{slowest:>7.0f}"
    )


def sampled(injuries: Iterable[Injury], most: int) -> list[Injury]:
    """All injuries, or ``most`` of them chosen with the fixed seed."""
    everything = list(injuries)
    if len(everything) <= most:
        return everything
    return random.Random(SEED).sample(everything, most)


def run(title: str, cases: Sequence[TableCase], most: int) -> dict[str, Tally]:
    """Injure and diagnose the cases, print the report, and return the tallies by kind."""
    matches = sum(match.counts for case in cases for match in case.matches)
    print(f"\n{title}: {len(cases)} tables, {matches} counting matches\n{HEAD}")
    tallies: dict[str, Tally] = {}
    for kind in (*SINGLE, *COMBINED):
        tally = Tally()
        for case in cases:
            if kind in SINGLE:
                injuries = sampled(SINGLE[kind](case, None), most)
            elif kind == TWO_SCORES and len(case.matches) <= SMALL:
                injuries = list(two_scores(case))
            else:
                injuries = list(several(case, COMBINED[kind], most, SEED))
            for injury in injuries:
                tally.add(injury)
        if tally.cases:
            tallies[kind] = tally
            print(line(kind, tally), flush=True)
    return tallies


def false_accusations(tallies: dict[str, Tally]) -> int:
    """Single injuries for which one wrong explanation was given as the only one."""
    return sum(tally.accused for kind, tally in tallies.items() if kind in SINGLE)


def warehouse_of(seeds: Path, folder: Path) -> Path:
    """Build a warehouse of a folder of pages and return the published file."""
    home = folder / "dagster"
    home.mkdir()
    (home / "dagster.yaml").write_text(Path("pipelines/dagster.yaml").read_text(encoding="utf-8"))
    environment = {
        **os.environ,
        "LIGUILLA_SEEDS": str(seeds.resolve()),
        "LIGUILLA_WAREHOUSE": str(folder),
        "DAGSTER_HOME": str(home),
    }
    command = [sys.executable, "-m", "pipelines", "refresh"]
    subprocess.run(command, env=environment, check=True)
    return folder / "liguilla.duckdb"


def groups(arguments: argparse.Namespace) -> list[tuple[str, list[TableCase]]]:
    """The tables to injure, under the titles they are reported by."""
    if arguments.warehouse:
        return [(arguments.warehouse.name, load_cases(arguments.warehouse))]
    if arguments.seeds:
        with tempfile.TemporaryDirectory() as folder:
            file = warehouse_of(arguments.seeds, Path(folder))
            return [(arguments.seeds.name, load_cases(file))]
    return [
        (case.league_table_id, [case])
        for clubs, legs in MADE_UP
        for case in [round_robin(clubs, legs, SEED)]
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 1 if a single injury led to a false accusation, else 0."""
    parser = argparse.ArgumentParser(description="Injure tables that agree and diagnose them.")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--warehouse", type=Path, help="a published DuckDB file")
    source.add_argument("--seeds", type=Path, help="a folder of pages, built for the occasion")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="places of each kind and table")
    given = parser.parse_args(arguments)
    accused = 0
    for title, cases in groups(given):
        if not cases:
            print(f"{title}: no table agrees with its matches, so there is none to injure")
            return 2
        accused += false_accusations(run(title, cases, given.sample))
    print(f"\nfalse accusations after single injuries: {accused}")
    return 1 if accused else 0


if __name__ == "__main__":
    sys.exit(main())
