"""What differs between two versions of a page, in words of football.

Pure: takes the rows of two parsed versions, gives one row for each difference. Things are matched
by what they are (a pair of teams, a team in a table), not by their numbers, which move when
something is inserted above.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Change:
    """One difference. ``old_value`` is None where a thing came, ``new_value`` where one went."""

    entity: str
    entity_id: str
    subject: str
    column_name: str
    old_value: str | None
    new_value: str | None
    line_start: int
    line_end: int


@dataclass(frozen=True)
class _Kind:
    """How rows of one raw table are told apart, compared and named."""

    entity: str
    table: str
    columns: tuple[str, ...]
    key: Callable[[Row], Key]
    subject: Callable[[Row], str]
    number: Callable[[Row], str]
    # Columns by which a thing is known again that is called differently now.
    known_again_by: tuple[str, ...] = ()
    name_columns: tuple[str, ...] = ()


def _teams(row: Row) -> str:
    return f"{row['team1'] or '?'} – {row['team2'] or '?'}"


_KINDS = (
    _Kind(
        entity="match",
        table="match_boxes",
        columns=(
            *("score", "date", "time", "round", "aet", "penaltyscore", "stadium", "location"),
            *("attendance", "referee", "goals1", "goals2"),
        ),
        key=lambda row: (row["team1"], row["team2"]),
        subject=_teams,
        number=lambda row: f"#match-{row['match_no']}",
        known_again_by=("section_no", "date", "score"),
        name_columns=("team1", "team2"),
    ),
    _Kind(
        entity="league_table",
        table="league_tables",
        columns=("style", "winpoints", "drawpoints", "losspoints", "update_status", "team_count"),
        key=lambda row: (row["section_path"],),
        subject=lambda row: f"table of {row['section_path'] or 'the lead'}",
        number=lambda row: f"#table-{row['table_no']}",
    ),
    _Kind(
        entity="table_row",
        table="league_table_rows",
        columns=(
            *("row_no", "win", "draw", "loss", "gf", "ga", "played", "goal_difference", "points"),
            *("adjust_points", "startpoints", "status", "result_text"),
        ),
        key=lambda row: (row["section_path"], row["team"]),
        subject=lambda row: f"{row['team']} in the table of {row['section_path'] or 'the lead'}",
        number=lambda row: f"#table-{row['table_no']}/{row['team']}",
        known_again_by=("section_path", "team_code"),
        name_columns=("team",),
    ),
    _Kind(
        entity="grid_result",
        table="result_grid_cells",
        columns=("score",),
        key=lambda row: (row["section_path"], row["home_code"], row["away_code"], row["leg_no"]),
        subject=lambda row: (
            f"{row['home_team'] or row['home_code']} – {row['away_team'] or row['away_code']}"
        ),
        number=lambda row: f"#cell-{row['cell_no']}",
    ),
    _Kind(
        entity="entrant",
        table="entrants",
        columns=("department", "location"),
        key=lambda row: (row["team"],),
        subject=lambda row: f"entrant {row['team']}",
        number=lambda row: f"#entrant-{row['entrant_no']}",
        known_again_by=("department", "location"),
        name_columns=("team",),
    ),
    _Kind(
        entity="season_fact",
        table="infobox_fields",
        columns=("value",),
        key=lambda row: (row["infobox_no"], row["parameter"]),
        subject=lambda row: f"infobox {row['parameter']}",
        number=lambda row: f"#infobox-{row['infobox_no']}/{row['parameter']}",
    ),
)


def changes_between(page_id: str, old: Rows, new: Rows) -> list[Change]:
    """Every difference between two parsed versions of a page, in page order within each kind.

    Takes the rows of both by raw table. A change of lines alone is none.
    """
    found: list[Change] = []
    for kind in _KINDS:
        found += _compared(page_id, kind, _keyed(kind, old), _keyed(kind, new))
    return found


def _keyed(kind: _Kind, rows: Rows) -> dict[Key, Row]:
    """The rows by what they are; the second of a kind (a second leg) is the second."""
    paths = {section["section_no"]: section["section_path"] for section in rows["sections"]}
    tables = {
        table["table_no"]: paths.get(table["section_no"], "") for table in rows["league_tables"]
    }
    seen: Counter[Key] = Counter()
    keyed: dict[Key, Row] = {}
    for row in rows[kind.table]:
        if "section_no" in row:
            path = paths.get(row["section_no"], "")
        else:
            path = tables.get(row.get("table_no"), "")
        placed = {**row, "section_path": path}
        key = kind.key(placed)
        seen[key] += 1
        keyed[(*key, seen[key])] = placed
    return keyed


def _compared(
    page_id: str, kind: _Kind, old: dict[Key, Row], new: dict[Key, Row]
) -> Iterator[Change]:
    gone = [row for key, row in old.items() if key not in new]
    come = [row for key, row in new.items() if key not in old]
    renamed = _known_again(kind, gone, come)
    pairs = [(old[key], row) for key, row in new.items() if key in old] + renamed
    for before, after in pairs:
        for column in (*kind.name_columns, *kind.columns):
            if before[column] != after[column]:
                yield _change(page_id, kind, after, column, before[column], after[column])
    matched = [id(row) for pair in renamed for row in pair]
    for row in gone:
        if id(row) not in matched:
            yield _change(page_id, kind, row, "presence", kind.subject(row), None)
    for row in come:
        if id(row) not in matched:
            yield _change(page_id, kind, row, "presence", None, kind.subject(row))


def _known_again(kind: _Kind, gone: list[Row], come: list[Row]) -> list[tuple[Row, Row]]:
    """Pairs of rows that are one thing under two names; only where exactly one fits."""
    if not kind.known_again_by:
        return []

    def mark(row: Row) -> Key:
        return tuple(row[column] for column in kind.known_again_by)

    def alike(before: Row, after: Row) -> bool:
        same = sum(before[name] == after[name] for name in kind.name_columns)
        return mark(before) == mark(after) and same == len(kind.name_columns) - 1

    pairs = []
    for before in gone:
        candidates = [after for after in come if alike(before, after)]
        rivals = [row for row in gone if candidates and alike(row, candidates[0])]
        if len(candidates) == 1 and len(rivals) == 1:
            pairs.append((before, candidates[0]))
    return pairs


def _change(page_id: str, kind: _Kind, row: Row, column: str, old: object, new: object) -> Change:
    return Change(
        entity=kind.entity,
        entity_id=f"{page_id}{kind.number(row)}",
        subject=kind.subject(row),
        column_name=column,
        old_value=None if old is None else str(old),
        new_value=None if new is None else str(new),
        line_start=row["line_start"],
        line_end=row["line_end"],
    )
