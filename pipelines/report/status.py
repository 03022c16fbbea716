"""What the states of a league table are called on a page, and how loudly."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """A state in words, its sign, its tone (good, quiet, warn, bad), and what it means."""

    label: str
    sign: str
    tone: str
    meaning: str


STATUSES = {
    "differs_explained": Status("differs, explained", "≠", "bad", "one smallest edit mends it"),
    "differs_ambiguous": Status("differs, ambiguous", "≠", "bad", "several edits would mend it"),
    "differs_unexplained": Status(
        "differs, unexplained", "≠", "bad", "no small edit is known to mend it"
    ),
    "self_contradictory": Status("contradicts itself", "≠", "bad", "wrong whatever the matches"),
    "scope_mismatch": Status("other matches", "!", "warn", "counts other matches than the page"),
    "partial_matches": Status("partial matches", "!", "warn", "some matches are not on the page"),
    "accepted": Status("accepted", "✓", "warn", "differs as a reviewer found"),
    "reconciled": Status("reconciled", "✓", "good", "every figure agrees with the matches"),
    "derived_from_matches": Status(
        "derived from matches", "=", "quiet", "the wiki computes it; no second witness"
    ),
    "no_matches": Status("no matches", "–", "quiet", "no match on the page counts in it"),
    "not_recorded": Status("not recorded", "–", "quiet", "unknown, not nil"),
    "unsupported_style": Status("unsupported style", "–", "quiet", "its points cannot be computed"),
}


def status_of(name: str) -> Status:
    """The words for a state; one that has none here speaks for itself."""
    return STATUSES.get(name) or Status(name.replace("_", " "), "?", "warn", "")
