"""Which change of a score is likelier (DOMAIN §5.4 item 6)."""

import pytest

from pipelines.diagnosis.model import Explanation, Side
from pipelines.diagnosis.ranking import equally_small, rank_of_score

SWAP, SLIP, OTHER = 0, 1, 2


@pytest.mark.parametrize(
    ("old", "new", "rank", "finer"),
    [
        ((2, 1), (1, 2), SWAP, 0),
        ((2, 1), (8, 1), SLIP, 1),  # one digit for another
        ((1, 0), (11, 0), SLIP, 1),  # a digit twice
        ((12, 0), (2, 0), SLIP, 1),  # a digit lost
        ((12, 0), (21, 0), SLIP, 2),  # two digits in the wrong order
        ((9, 0), (10, 0), SLIP, 3),  # one goal
        ((2, 1), (3, 2), OTHER, 4),  # both numbers
        ((9, 0), (12, 0), OTHER, 4),
    ],
)
def test_rank_of_a_changed_score(old, new, rank, finer):
    assert rank_of_score(old, new) == (rank, finer)


def found(side: Side, rank: int, finer: int = 0, misfit: int = 0) -> Explanation:
    return Explanation((), (2, misfit, 0, rank, finer), f"{side} {rank} {finer}", side)


def test_of_one_side_only_the_best_rank_is_equally_small():
    swap, slip = found("matches", SWAP), found("matches", SLIP)
    assert equally_small([slip, swap]) == [swap]


def test_the_finer_rank_sorts_and_drops_nothing():
    digit, goal = found("matches", SLIP, 1), found("matches", SLIP, 3)
    assert equally_small([goal, digit]) == [digit, goal]


def test_a_fixture_list_that_comes_out_even_goes_first():
    even, odd = found("matches", OTHER), found("matches", SWAP, misfit=1)
    assert equally_small([odd, even]) == [even]


def test_matches_and_table_do_not_outrank_each_other():
    match, table = found("matches", SWAP), found("table", OTHER)
    assert set(equally_small([match, table])) == {match, table}


def test_a_mixed_explanation_yields_to_matches_and_not_to_table_slips():
    match, table, mixed = found("matches", SLIP), found("table", SLIP), found("both", SLIP)
    assert mixed not in equally_small([match, table, mixed])
    assert mixed in equally_small([table, mixed])
