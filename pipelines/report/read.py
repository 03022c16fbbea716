"""Reads the public tables into the pages of the book, as a stream."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import islice, starmap
from typing import Any

import duckdb

from pipelines.by_page import Query, Stream, hashes
from pipelines.report.model import (
    FIGURES,
    CountedMatch,
    Entrant,
    LeagueTable,
    Link,
    Links,
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

# More pages that tell of one season are counted on a page, and not named.
SHOWN_OF_SEASON = 20

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

SELECT seasons.*, coalesce(fact_lines.fact_lines, map()) AS fact_lines
FROM marts.dim_seasons AS seasons
LEFT JOIN fact_lines ON seasons.page_id = fact_lines.page_id
WHERE seasons.page_id IS NOT NULL
"""

TABLES = """
FROM marts.dim_league_tables
INNER JOIN marts.fct_league_table_reconciliation
    USING (league_table_id, page_id, line_start, line_end)
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
"""

# In the order of the page, what only a grid tells last; the ordinal is the page's own.
MATCH_ORDER = "witness = 'result_grid', regexp_extract(match_id, '([0-9]+)$', 1)::BIGINT"


def _query(kind: type, rows: str, order: str) -> tuple[type, Query]:
    """The rows that are objects of a kind, their columns in the order of its fields."""
    columns = ", ".join(field.name for field in fields(kind))
    return kind, Query(f"SELECT {columns} FROM ({rows})", order)


# What a page has of each kind.
QUERIES = {
    "text": _query(PageText, "FROM raw.pages WHERE is_current", "content_sha256"),
    "facts": _query(SeasonFacts, FACTS, "season"),
    "tables": _query(LeagueTable, TABLES, "table_no"),
    "standings": _query(Standing, STANDINGS, "league_table_id, row_no"),
    "matches": _query(Match, "FROM marts.fct_matches", MATCH_ORDER),
    "counted": _query(
        CountedMatch, "FROM marts.fct_league_table_matches", "league_table_id, match_id"
    ),
    "rounds": _query(
        RoundStanding,
        "FROM marts.fct_standings_by_round WHERE position IS NOT NULL",
        "league_table_id, round_number, position, team_id",
    ),
    "suspected_errors": _query(
        SuspectedError,
        "FROM marts.fct_suspected_errors",
        "league_table_id, match_id, explanation_no, edit_no, suspected_error_id",
    ),
    "entrants": _query(Entrant, "FROM marts.fct_entrants", "line_start, entrant_id"),
    "issues": _query(ParseIssue, "FROM marts.fct_parse_issues", "line_start, parse_issue_id"),
}

NEIGHBOURS = """
SELECT page_id, previous_season, next_season FROM marts.dim_seasons WHERE page_id IS NOT NULL
"""

FOREIGN = """
SELECT page_id, list_sort(list(DISTINCT transcluded_from)) FROM marts.dim_league_tables
WHERE transcluded_from IS NOT NULL GROUP BY page_id
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


def read_links(
    connection: duckdb.DuckDBPyConnection, seasons: Sequence[Season]
) -> dict[str, Links]:
    """Which pages of the book each page leads to, by page_id."""
    neighbours = {page: names for page, *names in connection.execute(NEIGHBOURS).fetchall()}
    foreign = dict(connection.execute(FOREIGN).fetchall())
    link_to = {season.page_id: Link(season.title, season.file) for season in seasons}
    by_name = {(s.competition, s.season): link_to[s.page_id] for s in reversed(seasons)}
    by_season: defaultdict[str | None, list[Link]] = defaultdict(list)
    for season in seasons:
        by_season[season.season_id].append(link_to[season.page_id])
    found = {}
    for season in seasons:
        own = link_to[season.page_id]
        names = neighbours.get(season.page_id, (None, None))
        previous, next_ = (by_name.get((season.competition, n)) if n else None for n in names)
        group = by_season[season.season_id] if season.season_id else [own]
        same = tuple(islice((link for link in group if link is not own), SHOWN_OF_SEASON))
        titles = {t: t.replace(" ", "_") for t in foreign.get(season.page_id, [])}
        others = {t: link_to.get(f"{season.site}/{name}") for t, name in titles.items()}
        found[season.page_id] = Links(
            previous=previous,
            next=next_,
            same_season=same,
            more_of_season=len(group) - 1 - len(same),
            foreign_files={title: other.file for title, other in others.items() if other},
        )
    return found


def read_hashes(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """A hash of the rows of each kind that a page is made of, by page_id.

    Made by the queries that pages are read with, so nothing that a page shows is left out.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, (_, query) in QUERIES.items():
        for page_id, number in hashes(connection, query).items():
            found[page_id].append(f"{name} {number}")
    return found


def read_pages(
    connection: duckdb.DuckDBPyConnection, pages: Sequence[tuple[Season, Links]]
) -> Iterator[SeasonPage]:
    """Each of some pages with all its rows, by page_id."""
    ordered = sorted(pages, key=lambda page: page[0].page_id)
    page_ids = [season.page_id for season, _ in ordered]
    streams = {
        name: (kind, Stream(connection, query, page_ids)) for name, (kind, query) in QUERIES.items()
    }
    for season, links in ordered:
        rows: dict[str, Any] = {
            name: tuple(starmap(kind, stream.of(season.page_id)))
            for name, (kind, stream) in streams.items()
        }
        rows["text"] = rows["text"][0]
        rows["facts"] = next(iter(rows["facts"]), None)
        yield SeasonPage(season=season, links=links, **rows)


def _dicts(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    found = connection.execute(sql)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def file_of(page_id: str, title: str) -> str:
    """The file of a page: readable, the same in every run, and no two pages share one."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    digest = hashlib.sha256(page_id.encode()).hexdigest()[:8]
    return f"{slug}-{digest}.html" if slug else f"{digest}.html"
