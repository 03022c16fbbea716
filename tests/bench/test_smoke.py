"""The benchmarks run: a small size of every piece. LIGUILLA_TEST_SLOW=1 to run it; CI asks."""

import pytest

from tests.bench.__main__ import PIECES, RESULTS, main
from tests.slow import slow

# A line that each piece prints at its end, after all that it measures.
SAID = {
    "parsing": "largest exponent",
    "run": "whole run to floor",
    "growth": "read and dbt to bare",
    "memory": "beyond Python's",
    "increments": "whole_command: ",
    "dump": "plain processes",
}


@slow
@pytest.mark.parametrize("piece", PIECES)
def test_a_small_run_measures_and_keeps_the_results(piece, capsys):
    before = RESULTS.read_bytes()
    assert main([piece, "--smoke"]) == 0
    assert SAID[piece] in capsys.readouterr().out
    assert RESULTS.read_bytes() == before


def test_a_piece_that_does_not_exist_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["rum"])
    told = "no piece rum; there are parsing, run, growth, memory, increments, dump"
    assert told in capsys.readouterr().err
