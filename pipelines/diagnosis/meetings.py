"""What the other matches of a list say of one: is it told twice, one too many, the last, apart?"""

from pipelines.diagnosis.ledger import Ledger, Play, pair


def is_met_too_often(ledger: Ledger, play: Play) -> bool:
    """Whether its pair has met more often than others, in all or at this ground."""
    twins = bool(twins_of(ledger, play))
    meetings = ledger.meetings or 1
    at_ground = ledger.ground_count[play.home, play.away]
    return twins or at_ground * 2 > meetings + 1 or is_one_too_many(ledger, play, twins)


def is_last_of_both(ledger: Ledger, play: Play) -> bool:
    """Whether neither club has a later match, as far as the days are known."""
    matches = ledger.case.matches
    day = matches[play.match].date
    others = (*ledger.plays_of[play.home], *ledger.plays_of[play.away])
    return day is not None and all((matches[other.match].date or "") <= day for other in others)


def is_one_too_many(ledger: Ledger, play: Play, has_twin: bool) -> bool:
    """Whether its pair has met more often than others; a match told twice counts sooner."""
    if ledger.meetings is None:
        return has_twin
    count = ledger.pair_count[pair(play.home, play.away)]
    return count > ledger.meetings or (has_twin and count > (ledger.met_so_far or 0))


def twins_of(ledger: Ledger, play: Play) -> list[Play]:
    """Other listings of the same clubs with the same score, at the same ground."""
    return [
        other
        for other in ledger.plays_of[play.home]
        if other.match != play.match
        and (other.home, other.away, other.home_goals, other.away_goals)
        == (play.home, play.away, play.home_goals, play.away_goals)
    ]


def are_on_one_day(ledger: Ledger, play: Play, twin: Play) -> bool:
    """Whether both may be one match: of one day, or of one round where a day is not known."""
    first, second = (ledger.case.matches[p.match] for p in (play, twin))
    if first.date and second.date:
        return first.date == second.date
    return first.round == second.round or not (first.round and second.round)


def stands_apart(ledger: Ledger, play: Play) -> bool:
    """Whether it is the pair's last meeting and alone on its day, as play-offs are."""
    matches = ledger.case.matches
    day = matches[play.match].date
    others = [other for other in ledger.plays if other.match != play.match]
    if day is None:
        label = matches[play.match].round
        return label is not None and all(matches[o.match].round != label for o in others)
    return all(
        (matches[o.match].date or "") != day
        and (
            pair(o.home, o.away) != pair(play.home, play.away)
            or (matches[o.match].date or "") < day
        )
        for o in others
    )
