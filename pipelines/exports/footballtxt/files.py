"""The pages of a warehouse as Football.TXT files, one for each page that has a match."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from pipelines.by_page import Query, Stream, hashes
from pipelines.exports.file_names import file_stems
from pipelines.exports.footballtxt.season import Goal, League, Match, Season, season_text
from pipelines.exports.shared import VersionFiles, made_from

FOLDER = "footballtxt"

# Pages for which the tables are asked at once; each time costs a look through all of them. The rows
# come as a stream.
BATCH = 20_000

PAGES_SQL = """
SELECT pages.page_id, pages.title, pages.site, pages.content_sha256,
    any_value(versions.licence), any_value(versions.attribution),
    any_value(seasons.competition), any_value(seasons.season)
FROM marts.dim_pages AS pages
LEFT JOIN raw.pages AS versions
    ON pages.page_id = versions.page_id AND versions.is_current
LEFT JOIN marts.dim_seasons AS seasons ON pages.page_id = seasons.page_id
WHERE pages.match_count > 0
GROUP BY ALL
ORDER BY pages.page_id
"""

MATCHES = Query(
    """
    SELECT
        page_id, match_id, section_path, round, match_date, date_text, home_team, away_team,
        home_goals, away_goals, score_text, home_penalties, away_penalties, match_status,
        is_after_extra_time, venue, city, line_start, line_end
    FROM marts.fct_matches
    """,
    "line_start, length(match_id), match_id",
)

GOALS = Query(
    """
    SELECT
        goals.page_id, match_id, goal_no,
        -- A goal stands on the side of the club it counts for.
        goals.team IS NOT DISTINCT FROM matches.home_team AS is_home,
        scorer, minute, stoppage, kind
    FROM marts.fct_goals AS goals
    INNER JOIN marts.fct_matches AS matches USING (match_id)
    """,
    "match_id, goal_no",
)

LEAGUES = Query(
    """
    SELECT
        tables.page_id, tables.table_no, tables.section_path,
        list(rows.team ORDER BY rows.row_no) AS teams
    FROM marts.dim_league_tables AS tables
    INNER JOIN marts.fct_published_standings AS rows
        ON tables.league_table_id = rows.league_table_id
    GROUP BY ALL
    """,
    "table_no, section_path",
)

QUERIES = (LEAGUES, MATCHES, GOALS)


@dataclass(frozen=True)
class MatchFiles:
    """The paths of the files, and how many matches stand in them as such and as comments."""

    paths: tuple[str, ...]
    matches: int
    comments: int


@dataclass(frozen=True)
class _Page:
    """A page, its file and what that is made from."""

    page_id: str
    path: str
    title: str
    about: tuple[Any, ...]
    made_from: str


def write_files(connection: duckdb.DuckDBPyConnection, version: VersionFiles) -> MatchFiles:
    """Write a file for each page that has a match, in the order of their ids.

    Takes a connection to a warehouse and the files of a version. Every match of fct_matches is in
    one file, as a match or as a comment.
    """
    (version.folder / FOLDER).mkdir(parents=True, exist_ok=True)
    pages = _pages(connection)
    changed = [page for page in pages if not version.shares(page.path, page.made_from)]
    for start in range(0, len(changed), BATCH):
        part = changed[start : start + BATCH]
        for page, season in zip(part, _seasons(connection, part), strict=True):
            said = season_text(season)
            (version.folder / page.path).write_text(said.text, encoding="utf-8", newline="\n")
            version.add(page.path, page.made_from, said.matches, said.comments)
    made = [version.made[page.path] for page in pages]
    return MatchFiles(
        tuple(page.path for page in pages),
        sum(file.matches for file in made),
        sum(file.comments for file in made),
    )


def _pages(connection: duckdb.DuckDBPyConnection) -> list[_Page]:
    rows = connection.execute(PAGES_SQL).fetchall()
    stems = file_stems({page_id: title for page_id, title, *_ in rows})
    found = [hashes(connection, query) for query in QUERIES]
    return [
        _Page(
            page_id,
            f"{FOLDER}/{stems[page_id]}.txt",
            title,
            tuple(about),
            made_from(title, about, [numbers.get(page_id) for numbers in found]),
        )
        for page_id, title, *about in rows
    ]


def _seasons(connection: duckdb.DuckDBPyConnection, pages: Sequence[_Page]) -> Iterator[Season]:
    """Pages with their tables, matches and goals."""
    page_ids = [page.page_id for page in pages]
    leagues, matches, goals = (Stream(connection, query, page_ids) for query in QUERIES)
    for page in pages:
        goals_of = {
            match_id: tuple(Goal(*row[3:]) for row in rows)
            for match_id, rows in groupby(goals.of(page.page_id), key=itemgetter(1))
        }
        yield _season(
            page.title,
            page.about,
            [League(path, tuple(teams)) for _, _, path, teams in leagues.of(page.page_id)],
            [
                Match(*[*about, goals_of.get(match_id, ())])
                for _, match_id, *about in matches.of(page.page_id)
            ],
        )


def _season(
    title: str, about: Sequence[Any], leagues: Sequence[League], matches: Sequence[Match]
) -> Season:
    site, sha256, licence, attribution, competition, season = about
    return Season(
        title=f"{competition} {season}" if competition and season else title,
        sources=(
            f"From the page {title} of {site}, its text with SHA-256 {sha256}",
            f"Attribution: {attribution or 'not stated'}; licence: {licence or 'not stated'}",
        ),
        leagues=tuple(leagues),
        matches=tuple(matches),
    )
