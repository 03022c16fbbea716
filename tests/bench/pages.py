"""Made-up season pages with known truth, in any number, the same for the same seed.

    for page in generate(1_000, "league", seed=1, injured_share=0.1): ...

``small`` pages (about 10 kB) are made like the two seeds: an infobox, a list of entrants, groups
without results, and a final stage of six clubs with its fifteen matches. ``league`` pages (about
270 kB) have twenty clubs and their 380 matches in boxes with links, flags, footnotes, comments and
lists of scorers. A share of the tables is injured, one figure each, and the page says which.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import cycle, islice
from typing import Literal

from tests.bench.tables import rounds

Size = Literal["small", "league"]

FIRST_SEASON = 1900
# Of one competition; the pages after them are of another.
SEASONS = 120
GOALS = (0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4)
CLUB_HEADS = ("Atlético", "Deportivo", "Real", "Sporting", "Unión", "Sport", "Juventud", "Racing")
FIRST = ("Ma", "Chi", "Lu", "Sul", "Pai", "Hua", "Tru", "Caja", "Mo", "Are", "Que", "Añe", "Oxa")
SECOND = ("ren", "cla", "ya", "lla", "jan", "nu", "que", "pam", "ri", "to", "cha", "mar", "lé")
THIRD = ("go", "co", "na", "ta", "ba", "yo", "do", "ro", "pa", "qui", "za", "mba", "che")
GIVEN = (
    "Juan",
    "Luis",
    "José",
    "Carlos",
    "Pedro",
    "Hugo",
    "Raúl",
    "Óscar",
    "Iván",
    "César",
    "Ñato",
)
COUNTRIES = ("PER", "ARG", "URU", "BRA", "CHI", "BOL", "COL", "ECU", "PAR", "VEN")


@dataclass(frozen=True, slots=True)
class Club:
    """A club as pages name it; ``code`` stands for it inside one table."""

    name: str
    code: str
    city: str
    stadium: str
    players: tuple[str, ...]
    markup: str
    table_lines: str


@dataclass(frozen=True, slots=True)
class KnownMatch:
    """A match as the page says it; ``line`` is where its box begins."""

    home: str
    away: str
    home_goals: int
    away_goals: int
    date: date
    line: int


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row of a league table as the page says it."""

    team: str
    wins: int
    draws: int
    losses: int
    goals_for: int
    goals_against: int


@dataclass(frozen=True, slots=True)
class Injury:
    """One figure that is wrong on the page: ``what`` names it, ``right`` is what it should be."""

    kind: Literal["table_cell", "score"]
    what: str
    right: str
    written: str


@dataclass(frozen=True, slots=True)
class KnownTable:
    """A table of results, its rows in the page's order; ``injury`` is None for a sound one."""

    rows: tuple[KnownRow, ...]
    injury: Injury | None


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page and what it says. Tables without results (all zero) are only counted."""

    title: str
    wikitext: str
    table: KnownTable
    matches: tuple[KnownMatch, ...]
    empty_tables: int
    entrants: int


def generate(
    count: int, size: Size = "small", seed: int = 0, injured_share: float = 0.0
) -> Iterator[GeneratedPage]:
    """``count`` pages of a size, one after another; the same arguments give the same pages.

    Of n pages, n times ``injured_share`` (rounded down) have an injured table, evenly spread: a
    cell of the table and a score take turns.
    """
    chance = random.Random(f"{size} {seed}")
    injured = 0
    for number in range(count):
        kind = None
        if int((number + 1) * injured_share + 1e-9) > injured:
            kind = ("table_cell", "score")[injured % 2]
            injured += 1
        season = _Season(chance, f"{seed}-{number}", size, kind)
        yield season.small(number) if size == "small" else season.league(number)


@lru_cache(maxsize=4)
def _clubs(size: Size) -> tuple[Club, ...]:
    """The clubs that pages of a size draw from, a few hundred."""
    chance = random.Random(size)
    stems = [a + b + c for a in FIRST for b in SECOND for c in THIRD]
    chance.shuffle(stems)
    clubs = []
    for number, (stem, head) in enumerate(zip(islice(stems, 400), cycle(CLUB_HEADS), strict=False)):
        name = f"{head} {stem}"
        code = stem[:2].upper() + chr(65 + number % 26) + chr(65 + number // 26)
        players = tuple(f"{chance.choice(GIVEN)} {chance.choice(stems)}" for _ in range(14))
        city = chance.choice(stems)
        markup = f"[[{name}]]" if number % 3 else f"[[Club {name}|{name}]]"
        lines = f" |name_{code}={markup}\n|win_{code}=%d |draw_{code}=%d |loss_{code}=%d"
        lines += f" |gf_{code}=%d |ga_{code}=%d"
        clubs.append(Club(name, code, city, f"Estadio {stem}", players, markup, lines))
    return tuple(clubs)


class _Season:
    """One page in the making."""

    def __init__(self, chance: random.Random, name: str, size: Size, injury: str | None) -> None:
        self.chance = chance
        self.name = name
        self.injury_kind = injury
        self.injury: Injury | None = None
        self.clubs = chance.sample(_clubs(size), 24 if size == "small" else 20)
        self.pieces: list[str] = []
        self.line = 1
        self.matches: list[KnownMatch] = []

    def small(self, number: int) -> GeneratedPage:
        """A page like the seeds: most clubs only take part, six play each other once."""
        cup, year = number // SEASONS, FIRST_SEASON + number % SEASONS
        finalists = self.clubs[:6]
        results = self._results(finalists, 1, date(year, 1, 19))
        rows = self._rows(finalists, results)
        winner = self._markup_of(rows[0])
        self._add(SMALL_HEAD % (cup, year, winner, year - 1, year - 1, year, year))
        entrants = [ENTRANT % (club.city, club.name, club.city) for club in self.clubs]
        self._add("".join(entrants) + "|}\n{{col-float-end}}\n\n")
        for group in range(3):
            members = self.clubs[6 + group * 6 : 12 + group * 6]
            self._add(f"===Region {'I' * (group + 1)}===\n")
            self._add(_table(members, [(0, 0, 0, 0, 0)] * 6, "Final stage"))
        self._add("==Final stage==\n")
        self._known_table(finalists, rows, f"Promoted to [[{year + 1} first division]]")
        for round_no, matches in enumerate(results, start=1):
            self._add(f"\n===Round {round_no}===\n")
            for match in matches:
                self._add(self._short_box(match))
        self._add("\n==References==\n{{reflist}}\n\n[[Category:Seasons of made-up cups]]\n")
        return self._page(f"{year} Copa {self.name}", rows, empty_tables=3, entrants=24)

    def league(self, number: int) -> GeneratedPage:
        """A double round robin of twenty clubs, all in boxes."""
        league, year = number // SEASONS, FIRST_SEASON + number % SEASONS
        results = self._results(self.clubs, 2, date(year, 8, 10))
        rows = self._rows(self.clubs, results)
        goals = sum(row.goals_for for row in rows)
        attendance = 6000 + goals
        self._add(
            LEAGUE_HEAD
            % (
                *(league, year, self._markup_of(rows[0]), goals, attendance),
                *(year - 1, year + 1, year),
            )
        )
        for place, club in enumerate(self.clubs):
            seats = 5000 + 731 * place
            self._add(TEAM % (club.markup, club.city, club.city, club.stadium, f"{seats:,}"))
        self._add("|}\n\n==League table==\n")
        self._known_table(self.clubs, rows, "Qualification for the [[Cup of Champions]]")
        self._add("\n==Matches==\nAll times are local.<!-- keep in order of date -->\n")
        for round_no, matches in enumerate(results, start=1):
            self._add(f"\n===Round {round_no}===\n")
            for match in matches:
                self._add(self._long_box(match, round_no))
        self._add(CLOSING % (year, year))
        return self._page(f"{year} League {self.name}", rows, empty_tables=0, entrants=20)

    def _page(
        self, title: str, rows: tuple[KnownRow, ...], *, empty_tables: int, entrants: int
    ) -> GeneratedPage:
        table = KnownTable(self.written, self.injury)
        text = "".join(self.pieces)
        return GeneratedPage(title, text, table, tuple(self.matches), empty_tables, entrants)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.line += text.count("\n")

    def _markup_of(self, row: KnownRow) -> str:
        """A club as all of the page links it: two links for one name would be two clubs."""
        return next(club.markup for club in self.clubs if club.name == row.team)

    def _results(
        self, clubs: list[Club], legs: int, first: date
    ) -> list[list[tuple[Club, Club, int, int, date]]]:
        """Rounds of (home, away, goals, goals, date); with two legs each pair meets both ways."""
        goal = self.chance.choice
        played = []
        for leg in range(legs):
            for number, pairs in enumerate(_schedule(len(clubs))):
                day = first + timedelta(days=7 * (number + leg * (len(clubs) - 1)))
                if leg:
                    pairs = [(away, home) for home, away in pairs]
                matches = [(clubs[a], clubs[b], goal(GOALS), goal(GOALS), day) for a, b in pairs]
                played.append(matches)
        return played

    def _rows(
        self, clubs: list[Club], results: list[list[tuple[Club, Club, int, int, date]]]
    ) -> tuple[KnownRow, ...]:
        """The rows that follow from the matches, best first."""
        sums = {club.name: [0, 0, 0, 0, 0] for club in clubs}
        for matches in results:
            for home, away, goals, against, _ in matches:
                for name, own, theirs in ((home.name, goals, against), (away.name, against, goals)):
                    figures = sums[name]
                    figures[0 if own > theirs else 1 if own == theirs else 2] += 1
                    figures[3] += own
                    figures[4] += theirs
        rows = [KnownRow(name, *figures) for name, figures in sums.items()]
        rows.sort(key=lambda r: (-3 * r.wins - r.draws, r.goals_against - r.goals_for, r.team))
        return tuple(rows)

    def _known_table(self, clubs: list[Club], rows: tuple[KnownRow, ...], prize: str) -> None:
        """Write the table, with one cell one too high where the page's injury is a cell."""
        by_name = {club.name: club for club in clubs}
        if self.injury_kind == "table_cell":
            place = self.chance.randrange(len(rows))
            row = rows[place]
            wrong = replace(row, goals_for=row.goals_for + 1)
            what = f"goals for of {row.team}"
            self.injury = Injury("table_cell", what, str(row.goals_for), str(wrong.goals_for))
            rows = (*rows[:place], wrong, *rows[place + 1 :])
        self.written = rows
        figures = [(r.wins, r.draws, r.losses, r.goals_for, r.goals_against) for r in rows]
        self._add(_table([by_name[row.team] for row in rows], figures, prize))

    def _score(self, match: tuple[Club, Club, int, int, date]) -> tuple[int, int]:
        """The score to be written: the first of a page with an injured score is one too high."""
        home, away, goals, against, _ = match
        if self.injury_kind == "score" and self.injury is None:
            right, written = f"{goals}–{against}", f"{goals + 1}–{against}"
            self.injury = Injury("score", f"{home.name} – {away.name}", right, written)
            return goals + 1, against
        return goals, against

    def _short_box(self, match: tuple[Club, Club, int, int, date]) -> str:
        home, away, _, _, day = match
        score = self._score(match)
        self._know(home, away, score, day)
        when = f"{day.day} {day:%B %Y}"
        return SHORT_BOX % (when, home.name, *score, away.name, self.chance.randrange(1, 9))

    def _long_box(self, match: tuple[Club, Club, int, int, date], round_no: int) -> str:
        home, away, goals, against, day = match
        score = self._score(match)
        self._know(home, away, score, day)
        number = len(self.matches)
        referee = self.chance.randrange(40)
        return LONG_BOXES[number % len(LONG_BOXES)] % {
            "day": f"{day.year}|{day.month}|{day.day}",
            "plain_day": f"{day.day} {day:%B %Y}",
            "hour": 12 + number % 9,
            "round": round_no,
            "home": home.markup,
            "away": away.markup,
            "score": f"{score[0]}–{score[1]}",
            "goals1": self._scorers(home, goals),
            "goals2": self._scorers(away, against),
            "stadium": home.stadium,
            "city": home.city,
            "attendance": f"{1 + number % 40},{self.chance.randrange(1000):03}",
            "referee": f"{GIVEN[referee % 11]} {FIRST[referee % 13]}{THIRD[referee % 12]}",
            "country": COUNTRIES[referee % 10],
            "number": f"{self.name}/{number}",
            "names": f"{home.name} v {away.name}",
        }

    def _know(self, home: Club, away: Club, score: tuple[int, int], day: date) -> None:
        # Every box follows an empty line, which is part of it.
        self.matches.append(KnownMatch(home.name, away.name, *score, day, self.line + 1))

    def _scorers(self, club: Club, goals: int) -> str:
        """A list with as many goals as the score says: `*[[A B|B]] {{goal|12||80|pen.}}`."""
        chance = self.chance.random
        entries = []
        while goals > 0:
            player = club.players[int(chance() * 14)]
            minute = 1 + int(chance() * 89)
            label = player.partition(" ")[2]
            if goals > 1 and minute < 20:
                entries.append(f"*[[{player}|{label}]] {{{{goal|{minute}||{minute + 60}|pen.}}}}")
                goals -= 2
            else:
                entries.append(f"*[[{player}]] {{{{goal|{minute}}}}}")
                goals -= 1
        return "\n".join(entries)


@lru_cache(maxsize=8)
def _schedule(clubs: int) -> list[list[tuple[int, int]]]:
    return rounds(clubs)


def _table(clubs: list[Club], figures: list[tuple[int, int, int, int, int]], prize: str) -> str:
    lines = [
        f"|team{number}={club.code}" + club.table_lines % row
        for number, (club, row) in enumerate(zip(clubs, figures, strict=True), start=1)
    ]
    return TABLE_HEAD + " <!-- checked -->\n".join(lines) + TABLE_END % prize


SMALL_HEAD = """{{Short description|Football season}}
{{Infobox football league season
| competition = Copa de prueba %d
| season = %d
| winners = %s
| relegated =
| league topscorer = [[Juan Marengo]] (5)
| biggest home win =
| matches = 15
| total goals =
| prevseason = [[%d Copa de prueba|%d]]
| nextseason =
}}
The '''%d Copa de prueba''' season ({{langx|es|Copa %d}}), a promotion tournament.

After many qualification rounds, each department qualifies a team. Those teams are divided in groups
by geographical proximity, and each group winner goes to the final stage.<ref>{{cite web
|url=https://example.org/copa |title=A cup |publisher=[[Example]] |access-date=3 May 2019}}</ref>

==Finalists teams==
The following list shows the teams that qualified for the regional stage.
{{col-float|width=32em}}
{| class="wikitable"
! Department
! Team
! Location
"""
ENTRANT = """|-
| %s
| %s
| %s
"""
TABLE_HEAD = """{{#invoke:sports table|main|style=WDL
|res_col_header=Q
"""
TABLE_END = """
|col_A=#ffffcc |text_A=%s
|result1=A
|winpoints=3 |drawpoints=1 |losspoints=0
|class_rules=1) points; 2) goal difference; 3) number of goals scored.
|update=complete|source=[https://example.org/table A source]
}}
"""
SHORT_BOX = """
{{Football box collapsible
| date = %s
| time =
| team1 = %s
| score = %d–%d
| aet =
| report =
| team2 = %s
| goals1 =
| goals2 =
| stadium = [[Estadio Nacional]], Lima
| attendance = %d,500
| referee =
}}
"""
LEAGUE_HEAD = """{{Short description|Football season}}
{{Use dmy dates|date=May 2019}}
{{Infobox football league season
| competition = [[Made-up League %d]]
| season = %d
| winners = %s<br />(2nd title)
| matches = 380
| total goals = %d
| league topscorer = {{flagicon|PER}} [[Juan Marengo]] (21 goals)
| average attendance = {{formatnum:%d}}<ref name="att">{{cite web |url=https://example.org/att
|title=Attendances |publisher=[[Example]] |access-date=3 May 2019}}</ref>
| prevseason = [[%d League|Last]]
| nextseason = [[%d League|Next]]
}}
The '''%d League''' was played by twenty clubs in a double [[round-robin tournament|round robin]].

==Teams==
{| class="wikitable sortable"
! Team !! City !! Stadium !! Capacity
"""
TEAM = """|-
| %s || [[%s Province|%s]] || ''[[%s]]'' || align=right | {{nts|%s}}
"""
CLOSING = """
==See also==
* [[%d in football]]
* [[%d Cup]]

==References==
{{Reflist|30em}}

{{Football seasons navbox}}
[[Category:Made-up leagues]]
"""
LONG_BOXES = (
    """
{{Football box collapsible
| date       = {{Start date|%(day)s|df=y}}
| time       = %(hour)d:00
| round      = %(round)d
| team1      = %(home)s
| score      = %(score)s
| report     = [https://example.org/matches/%(number)s Report]
| team2      = %(away)s
| goals1     = %(goals1)s
| goals2     = %(goals2)s
| stadium    = [[%(stadium)s]], [[%(city)s]]
| location   =
| attendance = %(attendance)s<ref>{{cite web |url=https://example.org/reports/%(number)s \
|title=%(names)s |date=%(plain_day)s |publisher=[[Example Sports]] |access-date=3 May 2019}}</ref>
| referee    = {{flagicon|%(country)s}} [[%(referee)s]]
}}
""",
    """
{{Football box collapsible
|date = {{Start date|%(day)s|df=y}}
|time = {{UTZ|%(hour)d:30|-5}}
|round = %(round)d <!-- of 38 -->
|team1 = '''%(home)s'''
|score = %(score)s
|report = [https://example.org/matches/%(number)s Report] <!-- archived copy wanted -->
|team2 = %(away)s {{flagicon|%(country)s}}
|goals1 = %(goals1)s
|goals2 = %(goals2)s
|stadium = [[%(stadium)s|Estadio Municipal]], [[%(city)s]]
|attendance = %(attendance)s{{efn|Figures of the {{nowrap|home club}}, as [[Example|told]].}}
|referee = [[%(referee)s]] ([[Football association|%(country)s]])<ref name="season" />
|note = ''Played as planned''
}}
""",
    """
{{Football box collapsible
| date = %(plain_day)s
| time = %(hour)d:00 [[UTC−5]]
| round = Round %(round)d
| team1 = {{flagicon|%(country)s}} %(home)s
| score = {{score link|%(names)s|%(score)s}}
| team2 = %(away)s
| report = [https://example.org/matches/%(number)s Report]<ref>[https://example.org/archive/\
%(number)s %(names)s], ''Example Sports'', %(plain_day)s.</ref>
| goals1 = %(goals1)s
| goals2 = %(goals2)s
| stadium = {{nowrap|[[%(stadium)s]]}}, [[%(city)s]]
| attendance = %(attendance)s
| referee = [[%(referee)s]]
}}
""",
)


if __name__ == "__main__":
    import time

    sizes: tuple[Size, ...] = ("small", "league")
    for size in sizes:
        start = time.perf_counter()
        lengths = [len(page.wikitext) for page in generate(100, size)]
        taken = time.perf_counter() - start
        print(
            f"{size}: {sum(lengths) / 100_000:.1f} kB a page, {sum(lengths) / taken / 1e6:.0f} MB/s"
        )
