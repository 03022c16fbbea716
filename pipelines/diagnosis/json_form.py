"""The diagnosis as text in, text out: the form in which the warehouse calls it.

In, one object:

    {"league_table_id": str,
     "points_rule": [win, draw, loss],            optional, 3-1-0
     "meetings": int | null,                      optional
     "rows": [{"team_id": str, "team": str, "row_no": int,
               "wins", "draws", "losses", "goals_for", "goals_against": int | null,
               "played", "goal_difference", "points": int | null,     as typed, else null
               "adjustment", "start_points": int | null,              null is 0
               "line_start", "line_end": int | null}],
     "matches": [{"match_id", "home_team_id", "away_team_id": str,
                  "home_goals", "away_goals": int | null,             null only if not counting
                  "line_start", "line_end": int | null,
                  "date", "round": str | null,
                  "counts": bool, "extra": bool}],                    optional: true, false
     "limit": int}                                optional

Out, one object:

    {"outcome": str, "explanation_count": int, "note": str, "surplus": [str],
     "explanations": [{"sentence": str, "accuses": "matches" | "table" | "both",
                       "cost": [int, int, int, int, int],
                       "edits": [{"cause": str, "match_id": str | null, "team_id": str | null,
                                  "current_value": str, "suggested_value": str,
                                  "line_start": int | null, "line_end": int | null,
                                  "figure": str | null}]}]}

Keys that are not listed are refused, because a misspelt one would otherwise be a missing figure.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, asdict, fields
from typing import Any, TypeVar

from pipelines.diagnosis.diagnose import LIMIT, diagnose
from pipelines.diagnosis.model import Match, PointsRule, PublishedRow, TableCase

Record = TypeVar("Record", PublishedRow, Match)
CASE_KEYS = {"league_table_id", "points_rule", "meetings", "rows", "matches", "limit"}
KINDS = {
    "str": (str,),
    "int": (int,),
    "bool": (bool,),
    "int | None": (int, type(None)),
    "str | None": (str, type(None)),
}


def diagnose_json(text: str) -> str:
    """Diagnose a case given as JSON and return the diagnosis as JSON (schema: see the module).

    Raises ``ValueError`` for text that is not such a case, naming the field.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error}") from error
    case, limit = _case(data)
    found = diagnose(case, limit=limit)
    return json.dumps(
        {**asdict(found), "explanation_count": found.explanation_count}, ensure_ascii=False
    )


def case_json(case: TableCase) -> str:
    """A case as the JSON that ``diagnose_json`` takes."""
    rule = case.points_rule
    return json.dumps(
        {**asdict(case), "points_rule": [rule.win, rule.draw, rule.loss]}, ensure_ascii=False
    )


def _case(data: object) -> tuple[TableCase, int]:
    if not isinstance(data, dict):
        raise ValueError("case: must be an object")
    _refuse_unknown("case", data, CASE_KEYS)
    limit = _typed("limit", data.get("limit") or LIMIT, "int")
    case = TableCase(
        league_table_id=_typed("league_table_id", data.get("league_table_id"), "str"),
        rows=_records("rows", data.get("rows"), PublishedRow),
        matches=_records("matches", data.get("matches"), Match),
        points_rule=_rule(data.get("points_rule")),
        meetings=_typed("meetings", data.get("meetings"), "int | None"),
    )
    return case, limit


def _rule(value: object) -> PointsRule:
    if value is None:
        return PointsRule()
    if not isinstance(value, list) or len(value) != 3:
        raise ValueError("points_rule: must be [win, draw, loss]")
    return PointsRule(*(_typed(f"points_rule[{i}]", v, "int") for i, v in enumerate(value)))


def _records(name: str, value: object, record: type[Record]) -> tuple[Record, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{name}: must be a list")
    return tuple(_record(f"{name}[{index}]", item, record) for index, item in enumerate(value))


def _record(place: str, value: object, record: type[Record]) -> Record:
    if not isinstance(value, dict):
        raise ValueError(f"{place}: must be an object")
    known = fields(record)
    _refuse_unknown(place, value, {field.name for field in known})
    return record(**{field.name: _value(place, value, field) for field in known})


def _value(place: str, data: Mapping[str, Any], field: "Field[Any]") -> Any:  # noqa: ANN401
    value, kind = data.get(field.name), _kind(field)
    has_default = field.default is not MISSING
    if value is None and "None" not in kind and has_default:
        return field.default
    return _typed(f"{place}.{field.name}", value, kind)


def _kind(field: "Field[Any]") -> str:
    return field.type if isinstance(field.type, str) else _spelled(field.type)


def _spelled(kind: object) -> str:
    return kind.__name__ if isinstance(kind, type) else str(kind)


def _typed(place: str, value: object, kind: str) -> Any:  # noqa: ANN401
    allowed = KINDS[kind]
    if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
        raise ValueError(f"{place}: must be {kind.replace('None', 'null')}, is {value!r}")
    return value


def _refuse_unknown(place: str, data: Mapping[str, Any], known: Sequence[str] | set[str]) -> None:
    for key in data:
        if key not in known:
            raise ValueError(f"{place}.{key}: is not known")
