"""What is asked of a table before any edit is looked for (DOMAIN §5.4 items 1 and 2)."""

from collections import Counter

from pipelines.diagnosis.finding import counted, joined, number
from pipelines.diagnosis.ledger import (
    DRAWS,
    GOALS_AGAINST,
    GOALS_FOR,
    LOSSES,
    MOST_MEETINGS,
    WINS,
    Ledger,
    pair,
)


def not_comparable(ledger: Ledger) -> str:
    """Why there is nothing to compare, as a sentence; empty where there is."""
    if not any(any(mask) for mask in ledger.masks):
        return "The table records no figures."
    if not ledger.plays and not any(any(row) for row in ledger.published):
        return "Every figure is zero and there is no match: the results are unknown, not nil."
    if not ledger.plays:
        return "There is no match to compare the table with."
    return ""


def out_of_scope(ledger: Ledger) -> str:
    """The guard against another set of matches; empty where the sets look the same.

    More than half of the rows with another number of matches mean another scope and not so many
    errors (T12, T25, T26): silence there removed 56 of 67 false alarms elsewhere.
    """
    residuals = ledger.residuals()
    compared = [index for index, mask in enumerate(ledger.masks) if any(mask)]
    played = [ledger.played_residual(row, residuals[row]) for row in residuals]
    off = [difference for difference in played if difference]
    if len(off) * 2 <= len(compared):
        return ""
    sentence = (
        f"{number(len(off)).capitalize()} of {number(len(compared))} rows have another number of "
        "matches than is listed; goals are not compared."
    )
    if len(off) == len(compared) and len(set(off)) == 1:
        more = "more" if off[0] > 0 else "fewer"
        sentence += (
            f" Every row has {counted(abs(off[0]), 'match', 'matches')} {more}: results of "
            "another stage or of other groups are counted."
        )
    return sentence


def surplus(ledger: Ledger) -> tuple[str, ...]:
    """What cannot be true of the sums of a closed set of matches (DOMAIN §1.10), in sentences."""
    if not _is_closed(ledger):
        return ()
    sums = [sum(column) for column in zip(*ledger.published, strict=True)]
    recorded = [all(column) for column in zip(*ledger.masks, strict=True)]
    found = []
    if recorded[WINS] and recorded[LOSSES] and sums[WINS] != sums[LOSSES]:
        found.append(_unequal("wins", sums[WINS], "losses", sums[LOSSES]))
    if recorded[DRAWS] and sums[DRAWS] % 2:
        found.append(f"The rows have {sums[DRAWS]} draws together, an odd number.")
    if recorded[GOALS_FOR] and recorded[GOALS_AGAINST] and sums[GOALS_FOR] != sums[GOALS_AGAINST]:
        found.append(_unequal("goals for", sums[GOALS_FOR], "goals against", sums[GOALS_AGAINST]))
    return tuple(found)


def _unequal(one: str, first: int, other: str, second: int) -> str:
    more, less = (one, other) if first > second else (other, one)
    return (
        f"The rows have {first} {one} and {second} {other} together: {abs(first - second)} more "
        f"{more} than {less}, where matches among these clubs give as many of both."
    )


def ground_note(ledger: Ledger) -> str:
    """Pairs whose matches all list one club at home, in a table of home and away matches (T03).

    No total shows it, so it is a note and no error: the order of two clubs was exchanged, or a
    match was played on the other ground.
    """
    if not ledger.is_home_and_away:
        return ""
    teams = [row.team for row in ledger.case.rows]
    odd = [
        f"*{teams[home]} v {teams[away]}*{_lines(ledger, home, away)}"
        for (home, away), times in sorted(ledger.ground_count.items())
        if ledger.pair_count[pair(home, away)] == ledger.meetings == times
    ]
    return f"Listed at the same ground each time: {joined(odd)}." if odd else ""


def _lines(ledger: Ledger, home: int, away: int) -> str:
    lines = [
        str(ledger.case.matches[play.match].line_start)
        for play in ledger.plays
        if (play.home, play.away) == (home, away)
    ]
    return f" (lines {joined(lines)})"


def _is_closed(ledger: Ledger) -> bool:
    """Whether the clubs of the table only met one another, as far as can be seen.

    With matches: most rows have as many as are listed. Without: two rows in three have played the
    full number of rounds. Elsewhere unequal sums are no contradiction.
    """
    size = len(ledger.published)
    if size < 2 or not all(mask[WINS] and mask[DRAWS] and mask[LOSSES] for mask in ledger.masks):
        return False
    played = [sum(row[WINS : LOSSES + 1]) for row in ledger.published]
    if ledger.plays:
        residuals = ledger.residuals()
        off = sum(ledger.played_residual(row, r) != 0 for row, r in residuals.items())
        return off * 2 <= size
    rounds, rows = Counter(played).most_common(1)[0]
    legs = ledger.case.meetings or rounds // (size - 1)
    is_full = 1 <= legs <= MOST_MEETINGS and rounds == legs * (size - 1)
    return is_full and rows * 3 >= size * 2
