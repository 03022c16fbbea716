"""All measurements of speed and growth: ``make bench``.

    python -m tests.bench                         every piece
    python -m tests.bench growth --large          one piece, with 100,000 pages
    python -m tests.bench --smoke                 small, to see that it works

What is compared is measured side by side in one run. Figures go to ``tests/bench/results.json``,
piece by piece: a piece that was not asked for keeps its last ones. A smoke run writes nothing.
"""

import argparse
import json
import os
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

PIECES = ("parsing", "run", "growth", "memory", "increments", "dump")
RESULTS = Path(__file__).with_name("results.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the pieces that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("pieces", nargs="*", metavar="piece", help=f"of {', '.join(PIECES)}")
    parser.add_argument("--smoke", action="store_true", help="small sizes; writes nothing")
    parser.add_argument("--large", action="store_true", help="growth and memory to 100,000 pages")
    given = parser.parse_args(arguments)
    unknown = sorted(set(given.pieces) - set(PIECES))
    if unknown:
        parser.error(f"no piece {', '.join(unknown)}; there are {', '.join(PIECES)}")
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name in given.pieces or PIECES:
        measure: Callable[..., dict[str, Any]] = import_module(f"tests.bench.{name}").measure
        options = {"large": given.large} if name in ("growth", "memory") else {}
        results[name] = {**measure(smoke=given.smoke, **options), "processors": os.cpu_count()}
        if not given.smoke:
            text = json.dumps(results, indent=2, sort_keys=True)
            RESULTS.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
