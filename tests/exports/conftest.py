"""The exports of the seeds and of pages that nobody would write, each made once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.dbt_runner import parse_project
from pipelines.dictionary.relations import keys, relations
from pipelines.exports import Exports, export_all
from tests.conftest import Deployment, make_deployment

BOX = "{{{{football box\n|date={date}\n|team1={home}\n|score={score}\n|team2={away}\n{more}}}}}\n"


@dataclass
class Exported:
    """A warehouse, its exports, and the numbers that came with them."""

    warehouse: Path
    folder: Path
    exports: Exports

    def query(self, sql: str, parameters: list[object] | None = None) -> list[tuple]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql, parameters or []).fetchall()


def box(date="1 May 2001", home="Ada", score="1–0", away="Bea", more=""):
    return BOX.format(date=date, home=home, score=score, away=away, more=more)


def export(deployment: Deployment, folder: Path) -> Exported:
    manifest = parse_project(deployment.settings).data
    warehouse = deployment.settings.published_file
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        exports = export_all(connection, folder, keys(manifest), relations(manifest))
    return Exported(warehouse, folder, exports)


@pytest.fixture(scope="session")
def exported(built: Deployment, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """The exports of the seeds. Read only."""
    return export(built, tmp_path_factory.mktemp("exported") / "version")


NASTY = {
    # Club names hold what CSV, spreadsheets and Football.TXT obey.
    "Cup": "==Cup==\n"
    + box(home='Ada "the first", Ltd; & sons', away="=HYPERLINK(1)")
    + box(home="@Cea", away="+Dea", score="2–2 (4–3 p)")
    + box(home="Eva (Lima)", away="Fée—Zoë", more="|stadium=[http://x.y <!-- -->]\n")
    + box(home="Gea", away="Hea", score="A–B", date="sometime in May"),
    # Two titles that differ in case only, and one that would climb out of its folder.
    "cup": "==Cup==\n" + box(),
    "..⁄..⁄etc⁄passwd": "==Cup==\n" + box(),
    "サッカー" * 40: "==杯==\n" + box(home="東京", away="大阪"),
}


@pytest.fixture(scope="session")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exported]:
    """The exports of pages with quotes, formulas, and titles that are no file names."""
    folder = tmp_path_factory.mktemp("nasty")
    deployment = make_deployment(folder, seeds=None)
    lines = ["site: local", "pages:"]
    for number, (title, text) in enumerate(NASTY.items()):
        (deployment.settings.seeds / f"{number}.wikitext").write_text(text, encoding="utf-8")
        lines.append(f"- {{file: {number}.wikitext, title: '{title}'}}")
    (deployment.settings.seeds / "manifest.yml").write_text("\n".join(lines), encoding="utf-8")
    result = deployment.refresh()
    assert result.success, [event.message for event in result.get_step_failure_events()]
    return export(deployment, folder / "version")


# Values that quote badly, in a column of every kind.
ODD = [
    (1, None, None, None, None, None, None, None),
    (2, 'line\nbreak, "quote"; \tÑ\r\n\\N', ["="], None, None, None, False, None),
    (3, "", [], None, None, None, None, None),
    (
        10,
        "=1+1",
        ["a;b", 'c"d', "e\nf", None],
        date(1997, 12, 17),
        datetime(1997, 12, 17, 20, 0, 0, 5),
        datetime(1997, 12, 18, 1, tzinfo=UTC),
        True,
        Decimal("0.50"),
    ),
]


def make_odd(connection: duckdb.DuckDBPyConnection) -> None:
    """Add a public table of odd values, last row first, for a session that is not in UTC."""
    connection.execute("SET TimeZone = 'America/Lima'")
    connection.execute(
        "CREATE TABLE marts.odd (id BIGINT, text VARCHAR, list VARCHAR[], day DATE, "
        "seen_at TIMESTAMP, there TIMESTAMPTZ, flag BOOLEAN, share DECIMAL(5, 2))"
    )
    connection.executemany("INSERT INTO marts.odd VALUES (?, ?, ?, ?, ?, ?, ?, ?)", ODD[::-1])
