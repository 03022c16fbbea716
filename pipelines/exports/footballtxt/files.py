"""The pages of a warehouse as Football.TXT files, one for each page that has a match."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.exports.file_names import file_stems
from pipelines.exports.footballtxt.season import Goal, League, Match, Season, season_text
from pipelines.exports.tables import records

# So many pages are in memory at a time.
BATCH = 200

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

MATCHES_SQL = """
WITH goals AS (
    SELECT
        match_id,
        -- A goal stands on the side of the club it counts for.
        list(
            {
                'is_home': goals.team IS NOT DISTINCT FROM matches.home_team, 'scorer': scorer,
                'minute': minute, 'stoppage': stoppage, 'kind': kind
            } ORDER BY goal_no
        ) AS goals
    FROM marts.fct_goals AS goals
    INNER JOIN marts.fct_matches AS matches USING (match_id)
    WHERE list_contains($page_ids, goals.page_id)
    GROUP BY match_id
)
SELECT
    page_id, section_path, round, match_date, date_text, home_team, away_team, home_goals,
    away_goals, score_text, home_penalties, away_penalties, match_status, is_after_extra_time,
    venue, city, line_start, line_end, goals
FROM marts.fct_matches
LEFT JOIN goals USING (match_id)
WHERE list_contains($page_ids, page_id)
ORDER BY page_id, line_start, length(match_id), match_id
"""

LEAGUES_SQL = """
SELECT tables.page_id, tables.section_path, list(rows.team ORDER BY rows.row_no)
FROM marts.dim_league_tables AS tables
INNER JOIN marts.fct_published_standings AS rows ON tables.league_table_id = rows.league_table_id
WHERE list_contains($page_ids, tables.page_id)
GROUP BY ALL
ORDER BY tables.page_id, any_value(tables.table_no)
"""


@dataclass(frozen=True)
class MatchFiles:
    """The files written, and how many matches stand in them as such and as comments."""

    files: tuple[Path, ...]
    matches: int
    comments: int


def write_files(connection: duckdb.DuckDBPyConnection, folder: Path) -> MatchFiles:
    """Write a file for each page that has a match, in the order of their ids.

    Takes a connection to a warehouse and a folder that exists. Every match of fct_matches is in
    one file, as a match or as a comment.
    """
    pages = connection.execute(PAGES_SQL).fetchall()
    stems = file_stems({page[0]: page[1] for page in pages})
    files, matches, comments = [], 0, 0
    for start in range(0, len(pages), BATCH):
        for page_id, season in _seasons(connection, pages[start : start + BATCH]):
            said = season_text(season)
            file = folder / f"{stems[page_id]}.txt"
            file.write_text(said.text, encoding="utf-8", newline="\n")
            files.append(file)
            matches += said.matches
            comments += said.comments
    return MatchFiles(tuple(files), matches, comments)


def _seasons(
    connection: duckdb.DuckDBPyConnection, pages: Sequence[tuple[Any, ...]]
) -> Iterator[tuple[str, Season]]:
    """The pages of a batch with their tables and matches."""
    parameters = {"page_ids": [page[0] for page in pages]}
    matches: dict[str, list[Match]] = defaultdict(list)
    for record in records(connection, MATCHES_SQL, parameters):
        goals = tuple(Goal(**goal) for goal in record.pop("goals") or ())
        matches[record.pop("page_id")].append(Match(**record, goals=goals))
    leagues: dict[str, list[League]] = defaultdict(list)
    for page_id, section_path, teams in connection.execute(LEAGUES_SQL, parameters).fetchall():
        leagues[page_id].append(League(section_path, tuple(teams)))
    for page_id, title, *about in pages:
        yield page_id, _season(title, about, leagues[page_id], matches[page_id])


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
