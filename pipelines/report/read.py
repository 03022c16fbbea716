"""Reads the public tables into the pages of the book, some pages at a time."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

import duckdb

from pipelines.report.model import (
    FIGURES,
    Entrant,
    LeagueTable,
    Match,
    PageText,
    ParseIssue,
    RoundStanding,
    Season,
    SeasonFacts,
    SeasonPage,
    Standing,
    SuspectedError,
    TieBreak,
)

# Pages held in memory at once; one query for each mart fetches their rows.
BATCH = 100

Row = TypeVar("Row")

SEASONS = """
WITH seasons_of_pages AS (
    SELECT page_id, min(season_id) AS season_id
    FROM (
        SELECT page_id, season_id FROM marts.dim_seasons
        UNION ALL SELECT page_id, season_id FROM marts.dim_league_tables
        UNION ALL SELECT page_id, season_id FROM marts.fct_matches
        UNION ALL SELECT page_id, season_id FROM marts.fct_entrants
    )
    GROUP BY page_id
),

statuses AS (
    SELECT page_id, map(list(status ORDER BY status), list(n ORDER BY status)) AS tables_by_status
    FROM (
        SELECT page_id, status, count(*) AS n
        FROM marts.fct_league_table_reconciliation GROUP BY ALL
    )
    GROUP BY page_id
),

suspicions AS (
    SELECT page_id, count(DISTINCT (league_table_id, match_id, explanation_no)) AS n
    FROM marts.fct_suspected_errors GROUP BY page_id
)

SELECT
    pages.page_id, pages.title, pages.site, seasons.season_id, seasons.competition,
    seasons.season, seasons.winner_team, pages.match_count, pages.parse_issue_count,
    coalesce(suspicions.n, 0) AS suspected_error_count,
    coalesce(statuses.tables_by_status, map()) AS tables_by_status
FROM marts.dim_pages AS pages
LEFT JOIN seasons_of_pages ON pages.page_id = seasons_of_pages.page_id
LEFT JOIN marts.dim_seasons AS seasons ON seasons_of_pages.season_id = seasons.season_id
LEFT JOIN statuses ON pages.page_id = statuses.page_id
LEFT JOIN suspicions ON pages.page_id = suspicions.page_id
ORDER BY seasons.competition, seasons.season, pages.page_id
"""

TEXTS = """
SELECT {columns} FROM raw.pages WHERE is_current AND list_contains(?, page_id)
"""

# The facts of a season are told by one of its pages, and shown there with their lines.
FACTS = """
WITH fact_lines AS (
    SELECT
        page_id,
        map(
            list(season_fact ORDER BY season_fact), list(line_start ORDER BY season_fact)
        ) AS fact_lines
    FROM (
        SELECT
            fields.page_id, parameters.season_fact,
            arg_min(fields.line_start, parameters.preference * 1000 + fields.infobox_no)
                AS line_start
        FROM raw.infobox_fields AS fields
        INNER JOIN reference.infobox_parameters AS parameters
            ON lower(fields.parameter) = parameters.parameter
        WHERE trim(fields.value) != '' AND lower(fields.template) LIKE 'infobox%'
        GROUP BY ALL
    )
    GROUP BY page_id
)

SELECT seasons.* EXCLUDE (season_id, winner_team_id),
    coalesce(fact_lines.fact_lines, map()) AS fact_lines
FROM marts.dim_seasons AS seasons
LEFT JOIN fact_lines ON seasons.page_id = fact_lines.page_id
WHERE list_contains(?, seasons.page_id)
"""

TABLES = """
SELECT {columns}
FROM marts.dim_league_tables
INNER JOIN marts.fct_league_table_reconciliation
    USING (league_table_id, page_id, line_start, line_end)
WHERE list_contains(?, page_id)
ORDER BY table_no
"""


def _figures(expression: str) -> str:
    return ", ".join(f"{name}: {expression.format(name)}" for name, _, _ in FIGURES)


STANDINGS = f"""
SELECT
    published.* EXCLUDE ({", ".join(name for name, _, _ in FIGURES)}),
    {{{_figures("published.{}")}}} AS published,
    {{{_figures("compared.computed_{}")}}} AS computed,
    {{{_figures("compared.{}_residual")}}} AS residual,
    compared.row_status
FROM marts.fct_published_standings AS published
INNER JOIN marts.fct_standings_reconciliation AS compared
    ON
        published.league_table_id = compared.league_table_id
        AND published.row_no = compared.row_no
WHERE list_contains(?, published.page_id)
ORDER BY published.league_table_id, published.row_no
"""

# In the order of the page, what only a grid tells last; the ordinal is the page's own.
MATCHES = """
SELECT {columns} FROM marts.fct_matches WHERE list_contains(?, page_id)
ORDER BY witness = 'result_grid', regexp_extract(match_id, '([0-9]+)$', 1)::BIGINT
"""

ROUNDS = """
SELECT {columns} FROM marts.fct_standings_by_round WHERE list_contains(?, page_id)
ORDER BY league_table_id, round_number, position, team_id
"""

SUSPECTED = """
SELECT {columns} FROM marts.fct_suspected_errors WHERE list_contains(?, page_id)
ORDER BY league_table_id, match_id, explanation_no, edit_no, suspected_error_id
"""

ENTRANTS = """
SELECT {columns} FROM marts.fct_entrants WHERE list_contains(?, page_id)
ORDER BY line_start, entrant_id
"""

ISSUES = """
SELECT {columns} FROM marts.fct_parse_issues WHERE list_contains(?, page_id)
ORDER BY line_start, parse_issue_id
"""

TIE_BREAKS = """
SELECT system, min(source) AS source, list(criterion ORDER BY step) AS criteria
FROM reference.tie_break_systems GROUP BY system
"""


def read_seasons(connection: duckdb.DuckDBPyConnection) -> list[Season]:
    """Every page of the warehouse with its season, in the order of the index."""
    rows = _dicts(connection, SEASONS)
    return [Season(**row, file=file_of(row["page_id"], row["title"])) for row in rows]


def read_tie_breaks(connection: duckdb.DuckDBPyConnection) -> dict[str, TieBreak]:
    """The tie-break systems by name."""
    return {row["system"]: TieBreak(**row) for row in _dicts(connection, TIE_BREAKS)}


def read_pages(
    connection: duckdb.DuckDBPyConnection, seasons: Sequence[Season]
) -> Iterator[SeasonPage]:
    """Each page with all its rows, in the order given; holds ``BATCH`` pages at a time."""
    links = _Links(seasons)
    for start in range(0, len(seasons), BATCH):
        batch = seasons[start : start + BATCH]
        rows = _Rows(connection, [season.page_id for season in batch])
        texts = rows.of(PageText, TEXTS)
        facts = rows.of(SeasonFacts, FACTS)
        tables = rows.of(LeagueTable, TABLES)
        standings = rows.of(Standing, STANDINGS)
        matches = rows.of(Match, MATCHES)
        rounds = rows.of(RoundStanding, ROUNDS)
        suspected = rows.of(SuspectedError, SUSPECTED)
        entrants = rows.of(Entrant, ENTRANTS)
        issues = rows.of(ParseIssue, ISSUES)
        for season in batch:
            page_id = season.page_id
            own_facts = next(iter(facts[page_id]), None)
            yield SeasonPage(
                season=season,
                text=texts[page_id][0],
                facts=own_facts,
                previous=links.neighbour(season, own_facts.previous_season if own_facts else None),
                next=links.neighbour(season, own_facts.next_season if own_facts else None),
                same_season=links.same_season(season),
                foreign_files=links.files(season, tables[page_id]),
                tables=tuple(tables[page_id]),
                standings=tuple(standings[page_id]),
                rounds=tuple(rounds[page_id]),
                matches=tuple(matches[page_id]),
                suspected_errors=tuple(suspected[page_id]),
                entrants=tuple(entrants[page_id]),
                issues=tuple(issues[page_id]),
            )


class _Rows:
    """The rows of some pages, by page."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, page_ids: list[str]) -> None:
        self.connection = connection
        self.page_ids = page_ids

    def of(self, kind: type[Row], sql: str) -> Mapping[str, list[Row]]:
        """Rows as objects of a dataclass; ``{columns}`` in the SQL stands for its fields."""
        names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
        by_page: defaultdict[str, list[Row]] = defaultdict(list)
        if "{columns}" in sql:
            sql = sql.replace("{columns}", ", ".join(names))
        for row in _dicts(self.connection, sql, [self.page_ids]):
            by_page[row["page_id"]].append(kind(**{name: row[name] for name in names}))
        return by_page


class _Links:
    """Which pages of the book a page leads to."""

    def __init__(self, seasons: Sequence[Season]) -> None:
        self.by_name = {(s.competition, s.season): s for s in reversed(seasons)}
        self.by_page = {s.page_id: s for s in seasons}
        self.by_season: defaultdict[str | None, list[Season]] = defaultdict(list)
        for season in seasons:
            self.by_season[season.season_id].append(season)

    def neighbour(self, season: Season, name: str | None) -> Season | None:
        """The page of another season of the same competition, where the book has it."""
        return self.by_name.get((season.competition, name)) if name else None

    def same_season(self, season: Season) -> tuple[Season, ...]:
        """Other pages that tell of the same season."""
        if season.season_id is None:
            return ()
        return tuple(s for s in self.by_season[season.season_id] if s is not season)

    def files(self, season: Season, tables: Sequence[LeagueTable]) -> dict[str, str]:
        """Files of the pages from which tables are taken over, by title."""
        titles = sorted({table.transcluded_from for table in tables if table.transcluded_from})
        found = {
            title: self.by_page.get(f"{season.site}/{title.replace(' ', '_')}") for title in titles
        }
        return {title: other.file for title, other in found.items() if other is not None}


def _dicts(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: list[object] | None = None
) -> list[dict[str, Any]]:
    found = connection.execute(sql, parameters or [])
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def file_of(page_id: str, title: str) -> str:
    """The file of a page: readable, the same in every run, and no two pages share one."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    digest = hashlib.sha256(page_id.encode()).hexdigest()[:8]
    return f"{slug}-{digest}.html" if slug else f"{digest}.html"
