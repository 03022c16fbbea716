"""One page's matches as Football.TXT. Pure: rows in, text out.

In this form a date holds for every line below it until the next. So matches without a day come
first, and the dated ones follow; each part keeps the order of the page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pipelines.exports.footballtxt.grammar import (
    comment,
    is_place,
    is_player,
    is_team,
    one_line,
    remark,
)

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
GROUP = re.compile(r"Group [A-Za-z0-9]+")
INLINE = {"awarded": " awd", "abandoned": " abd"}
GOAL_KINDS = {"penalty": "p", "own_goal": "og"}


@dataclass(frozen=True)
class Goal:
    """A goal as the page lists it, on the side (home or away) that it counts for."""

    is_home: bool
    scorer: str | None
    minute: int | None
    stoppage: int | None
    kind: str | None


@dataclass(frozen=True)
class Match:
    """A row of fct_matches with its goals."""

    section_path: str | None
    round: str | None
    match_date: date | None
    date_text: str | None
    home_team: str | None
    away_team: str | None
    home_goals: int | None
    away_goals: int | None
    score_text: str | None
    home_penalties: int | None
    away_penalties: int | None
    match_status: str
    is_after_extra_time: bool | None
    venue: str | None
    city: str | None
    line_start: int
    line_end: int
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True)
class League:
    """A published table: where it stands and who is in it."""

    section_path: str | None
    teams: tuple[str, ...]


@dataclass(frozen=True)
class Season:
    """A page: its title, what is to be said of its source, its tables and its matches."""

    title: str
    sources: tuple[str, ...]
    leagues: tuple[League, ...]
    matches: tuple[Match, ...]


@dataclass(frozen=True)
class SeasonText:
    """The text of a page, and how many matches stand in it as such and as comments."""

    text: str
    matches: int
    comments: int


class CannotSayError(ValueError):
    """The form has no way to say this; the message says why."""


def season_text(season: Season) -> SeasonText:
    """Write a page; a match that the form cannot say is a comment with the reason."""
    lines = [f"= {remark(season.title)}", ""]
    lines += [comment(source) for source in season.sources]
    lines += ["", *_groups(season.leagues)]
    undated = [match for match in season.matches if match.match_date is None]
    dated = [match for match in season.matches if match.match_date is not None]
    if undated and dated:
        lines += ["", "# Without a day; these come first, as a date holds for all lines below it."]
    comments = 0
    for part in (undated, dated):
        for line, is_comment in _blocks(part):
            lines.append(line)
            comments += is_comment
    return SeasonText("\n".join(lines) + "\n", len(season.matches) - comments, comments)


def _groups(leagues: Iterable[League]) -> Iterator[str]:
    """Definitions of the tables the form calls groups; the other tables as comments."""
    known = set()
    for league in leagues:
        parts = _parts(league.section_path)
        name = parts[-1] if parts else ""
        teams = [one_line(team) for team in league.teams]
        if GROUP.fullmatch(name) and name not in known and teams and all(map(is_team, teams)):
            known.add(name)
            yield f"{name} | {'  '.join(teams)}"
        else:
            yield comment(f"{', '.join(parts) or 'Table'}: {', '.join(league.teams)}")


def _blocks(matches: Sequence[Match]) -> Iterator[tuple[str, bool]]:
    """Lines of matches in their order, and whether each stands for a match as a comment."""
    stage = None
    for (section_path, round_), block in groupby(matches, lambda m: (m.section_path, m.round)):
        parts = _parts(section_path)
        if parts and parts[0] != stage:
            stage = parts[0]
            yield from (("", False), (f"== {stage}", False))
        yield from (("", False), (f"▪ {_outline(parts, round_)}", False))
        for day, played in groupby(block, lambda m: m.match_date):
            if day is not None:
                yield _date(day), False
            for match in played:
                yield from _match(match)


def _outline(parts: Sequence[str], round_: str | None) -> str:
    """Name of a block: its headings below the stage and its round; never nothing.

    Without a name of its own a block would belong to the round before.
    """
    names = list(parts[1:])
    if round_ and remark(round_) not in (*names[-1:], ""):
        names.append(remark(round_))
    return ", ".join(names) or (parts[0] if parts else "Matches")


def _parts(section_path: str | None) -> list[str]:
    return [part for part in map(remark, (section_path or "").split(" > ")) if part]


def _date(day: date) -> str:
    return f"{DAYS[day.weekday()]} {MONTHS[day.month - 1]} {day.day} {day.year:04d}"


def _match(match: Match) -> Iterator[tuple[str, bool]]:
    goals = _goals(match.goals)
    can_say_goals = all(is_player(one_line(goal.scorer)) for goal in match.goals if goal.scorer)
    try:
        yield f"  {_said(match)}  {comment(_origin(match))}", False
    except CannotSayError as error:
        teams = f"{match.home_team or '?'} {match.score_text or 'v'} {match.away_team or '?'}"
        said = comment(f"{teams}; {_origin(match)}; left out: {error}")
        yield f"  {said}", True
        # Goals belong to the match above them, which would be another one.
        can_say_goals = False
    if goals:
        yield f"    {goals if can_say_goals else comment(goals)}", False


def _said(match: Match) -> str:
    if match.match_status == "bye" and match.home_team and not match.away_team:
        return f"{_team(match.home_team)}  bye"
    home, away = _team(match.home_team), _team(match.away_team)
    between, status, note = _score(match)
    said = f"{home}  {between}  {away}"
    if status:
        said += f"  [{status}]"
    if (place := _place(match)) and all(map(is_place, place)):
        said += f"  @ {', '.join(place)}"
    # A status stands before the place, any other note after it.
    return f"{said}  [{note}]" if note else said


def _team(name: str | None) -> str:
    if not name:
        raise CannotSayError("a side is not named")
    plain = one_line(name)
    if not is_team(plain):
        raise CannotSayError(f"the form cannot write the name {name}")
    return plain


def _score(match: Match) -> tuple[str, str, str]:
    """What stands between the clubs, the status after them, and a note."""
    status = match.match_status
    written = remark(match.score_text or "")
    if match.home_goals is None or match.away_goals is None:
        if status in ("played", "scheduled"):
            return "v", "", written
        if status in ("postponed", "cancelled", "abandoned", "awarded"):
            return "v", f"{status}; as written: {written}" if written else status, ""
        return "v", "", f"{status.replace('_', ' ')}; as written: {written or 'nothing'}"
    if max(match.home_goals, match.away_goals) > 99:
        raise CannotSayError("the form has two digits for goals")
    score = f"{match.home_goals}-{match.away_goals}"
    if status == "played":
        return score + _decided(match), "", ""
    if status in INLINE:
        return score + INLINE[status], "", ""
    return score, "annulled" if status == "cancelled" else status, ""


def _decided(match: Match) -> str:
    extra = " a.e.t." if match.is_after_extra_time else ""
    if match.home_penalties is None or match.away_penalties is None:
        return extra
    return f"{extra}, {match.home_penalties}-{match.away_penalties} pen."


def _place(match: Match) -> list[str]:
    """The ground, then the town and what it lies in."""
    names = [match.venue or "", *(match.city or "").split(",")]
    return [name for name in map(one_line, names) if name]


def _origin(match: Match) -> str:
    """Where the match stands on the page, and what the form could not take."""
    lines = f"line {match.line_start}"
    if match.line_end != match.line_start:
        lines = f"lines {match.line_start}-{match.line_end}"
    place = _place(match)
    if place and not all(map(is_place, place)):
        lines += f"; at {', '.join(place)}"
    if match.match_date is None and match.date_text:
        lines += f"; date as written: {match.date_text}"
    return lines


def _goals(goals: Sequence[Goal]) -> str:
    """The goals of both sides in brackets; nothing where none is listed."""
    if not goals:
        return ""
    sides = [
        ", ".join(_goal(goal) for goal in goals if goal.is_home is home) for home in (True, False)
    ]
    home, away = sides
    return f"({home or '-'}; {away})" if away else f"({home})"


def _goal(goal: Goal) -> str:
    kind = GOAL_KINDS.get(goal.kind or "", "")
    scorer = one_line(goal.scorer or "N.N.")
    if goal.minute is None:
        return f"{scorer} ({kind})" if kind else scorer
    return f"{scorer} {goal.minute}{f'+{goal.stoppage}' if goal.stoppage is not None else ''}{kind}"
