"""Tests that take long are asked for with LIGUILLA_TEST_SLOW=1; CI asks."""

import os

import pytest

slow = pytest.mark.skipif(
    not os.environ.get("LIGUILLA_TEST_SLOW"), reason="takes minutes: set LIGUILLA_TEST_SLOW=1"
)
