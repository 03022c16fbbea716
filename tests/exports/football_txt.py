"""A small reader of Football.TXT, written from the form's description and not from our writer.

It knows the lines that a season needs and raises on every other line. A date holds until the next
one, whatever stands between; comments and notes may stand at the end of a line.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

SCORE = (
    r"(?P<home>\d{1,2})-(?P<away>\d{1,2})"
    r"(?: (?P<ruling>awd|abd))?(?: (?P<aet>a\.e\.t\.))?(?:, (?P<pen1>\d+)-(?P<pen2>\d+) pen\.)?"
)
NAME = r"[^\W_](?:[\w.&'°/()-]| (?! ))*"
MATCH = re.compile(
    rf"(?P<team1>{NAME})  (?:{SCORE}|(?P<versus>v))  (?P<team2>{NAME})"
    r"(?:  \[(?P<note>[^\[\]#]+)\])?"
    rf"(?:  @ (?P<place>{NAME}(?:, {NAME})*))?"
    r"(?:  \[(?P<late_note>[^\[\]#]+)\])?"
)
BYE = re.compile(rf"(?P<team1>{NAME})  bye")
DAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d{1,2} \d{4}")
GOALS = re.compile(
    r"\((?:(?P<none>-)|(?P<home>[^;()]+(?:\([a-z]+\))?[^;()]*))(?:; (?P<away>.+))?\)"
)


@dataclass
class ReadMatch:
    stage: str | None
    round: str | None
    day: date | None
    team1: str
    team2: str | None
    score: tuple[int, int] | None
    penalties: tuple[int, int] | None = None
    is_after_extra_time: bool = False
    ruling: str | None = None
    note: str | None = None
    place: str | None = None
    goals: tuple[str, str] | None = None


@dataclass
class ReadSeason:
    title: str | None = None
    groups: dict[str, list[str]] = field(default_factory=dict)
    matches: list[ReadMatch] = field(default_factory=list)


def read_football_txt(text: str) -> ReadSeason:
    """Read a season; raises ValueError with the line that cannot be read."""
    season, stage, round_, day = ReadSeason(), None, None, None
    text = re.sub(r"<!--.*?-->", "  ", text, flags=re.DOTALL)
    text = re.sub(r"\[[^\[\]#]*?\]", lambda note: note[0].replace("\n", " "), text)
    for number, raw in enumerate(text.split("\n"), start=1):
        line = re.sub(r" *#.*", "", raw).strip()
        if not line:
            continue
        if found := re.fullmatch(r"(={1,3}) ([^=]+)", line):
            if found[1] == "=":
                season.title = found[2]
            stage = found[2] if found[1] == "==" else stage
        elif found := re.fullmatch(r"▪ ([^:|]+)", line):
            round_ = found[1]
        elif found := re.fullmatch(r"(Group [A-Za-z0-9]+) \| (.+)", line):
            season.groups[found[1]] = found[2].split("  ")
        elif DAY.fullmatch(line):
            day = datetime.strptime(line, "%a %b %d %Y").date()
        elif (found := GOALS.fullmatch(line)) and season.matches:
            season.matches[-1].goals = (found["home"] or "", found["away"] or "")
        elif found := MATCH.fullmatch(line) or BYE.fullmatch(line):
            season.matches.append(_match(found.groupdict(), stage, round_, day))
        else:
            message = f"line {number} is not Football.TXT: {raw!r}"
            raise ValueError(message)
    return season


def _match(found, stage, round_, day):
    def pair(one, other):
        return (int(found[one]), int(found[other])) if found.get(one) else None

    return ReadMatch(
        stage=stage,
        round=round_,
        day=day,
        team1=found["team1"],
        team2=found.get("team2"),
        score=pair("home", "away"),
        penalties=pair("pen1", "pen2"),
        is_after_extra_time=bool(found.get("aet")),
        ruling=found.get("ruling"),
        note=found.get("note") or found.get("late_note"),
        place=found.get("place"),
    )
