"""What models and tests take with little memory for DuckDB: ``make bench PIECES=memory``.

Made-up pages are read and built as usual, in two processes; a third builds and tests all models
once more with little memory. Told is how much higher that took the third process than it stood
after dbt had loaded the lists of reference, which is what Python with Dagster and dbt holds.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.growth import write_pages
from tests.bench.measured import stage, warehouse_in

LIMIT = "256MB"
PAGES = {"smoke": 200, "usual": 10_000, "large": 100_000}


def measure(*, smoke: bool, large: bool = False) -> dict[str, Any]:
    """Measure and print; returns the figures by name."""
    count = PAGES["smoke" if smoke else "large" if large else "usual"]
    folder = Path(tempfile.mkdtemp())
    try:
        write_pages(folder / "pages", count)
        environment = warehouse_in(folder / "warehouse", folder / "pages")
        stage("read", environment)
        usual = stage("dbt", environment)["dbt"]
        limited = {**environment, "LIGUILLA_SQL_MEMORY": LIMIT}
        again = stage("dbt_again", limited)["dbt_again"]
    finally:
        shutil.rmtree(folder)
    ratio = again.cpu_seconds / usual.cpu_seconds
    print(
        f"SQL of {count:,} pages within {LIMIT}: {again.megabytes_added} MB beyond Python's "
        f"{again.megabytes_before}, {ratio:.1f} times the processor's usual time"
    )
    return {
        "pages": count,
        "limit": LIMIT,
        "megabytes": again.megabytes,
        "megabytes_added": again.megabytes_added,
        "cpu_to_usual": round(ratio, 2),
    }
