"""Time for an article does not grow with the index; what is planted is found."""

import pytest
from benchmarks.copies.speed import round_of


@pytest.mark.nightly  # it takes the clock, which beside other tests tells little
def test_ten_times_the_articles_take_less_than_twice_the_time_for_each():
    small, large = round_of(1_000, 1_000), round_of(10_000, 1_000)
    assert small.recall == large.recall == 1.0
    assert small.rate < 2 * large.rate
