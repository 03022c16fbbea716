"""Which of two explanations is the smaller one, and which count as equally small.

Order (DOMAIN §5.4 item 6): fewest edits; then the fixture list that is nearest to every pair
having met in full; then the fewest clubs that play twice in a round; then the rank of the worst
change: a swap, before a slip in one of the two numbers, before any other change. The finer rank
(one digit, transposition, one goal, other) only sorts: equally small explanations are those that
agree in all but it. An explanation that accuses the matches never outranks one of the same size
that accuses the table, nor the other way round: both are listed, because arithmetic locates and
does not arbitrate (DOMAIN §0 rule 11). A mixed explanation, say one score and one cell, counts only
where edits of matches alone do not suffice at its size; several slips in a table are no single
cause either, so they do not outrank it.
"""

from collections.abc import Sequence

from pipelines.diagnosis.model import Explanation

SWAP, SLIP, OTHER = 0, 1, 2
ONE_DIGIT, TRANSPOSITION, ONE_GOAL, ANY = 1, 2, 3, 4
Score = tuple[int, int]


def rank_of_score(old: Score, new: Score) -> tuple[int, int]:
    """Rank and finer rank of changing one score into another."""
    if new == (old[1], old[0]):
        return SWAP, 0
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    if len(changed) != 1:
        return OTHER, ANY
    before, after = (str(number) for number in changed[0])
    if _is_one_digit(before, after):
        return SLIP, ONE_DIGIT
    if _is_transposition(before, after):
        return SLIP, TRANSPOSITION
    if abs(changed[0][0] - changed[0][1]) == 1:
        return SLIP, ONE_GOAL
    return OTHER, ANY


def _is_one_digit(before: str, after: str) -> bool:
    """One digit typed for another, left out, or typed in addition (Scholtus 2009)."""
    if len(before) == len(after):
        return sum(a != b for a, b in zip(before, after, strict=True)) == 1
    short, long = sorted((before, after), key=len)
    return len(long) - len(short) == 1 and any(
        long[:index] + long[index + 1 :] == short for index in range(len(long))
    )


def _is_transposition(before: str, after: str) -> bool:
    return any(
        before[:i] + before[i + 1] + before[i] + before[i + 2 :] == after
        for i in range(len(before) - 1)
    )


def equally_small(explanations: Sequence[Explanation]) -> list[Explanation]:
    """The explanations that none of the others outranks, in a fixed order.

    All of them must be of one size; sizes are compared by the search.
    """
    by_side = {
        side: _best([e for e in explanations if e.accuses == side])
        for side in ("matches", "table", "both")
    }
    if by_side["matches"]:
        by_side["both"] = []
    return sorted((e for side in by_side.values() for e in side), key=_in_page_order)


def _best(explanations: Sequence[Explanation]) -> list[Explanation]:
    if not explanations:
        return []
    least = min(explanation.cost[:4] for explanation in explanations)
    return [explanation for explanation in explanations if explanation.cost[:4] == least]


def _in_page_order(explanation: Explanation) -> tuple[object, ...]:
    lines = tuple(edit.line_start or 0 for edit in explanation.edits)
    return explanation.cost, lines, explanation.sentence
