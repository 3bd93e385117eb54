"""Charts: the parts of a bar, their shares, and what a legend names."""

from __future__ import annotations

from itertools import product

import pytest

from matchday.core.assignment import RankCounts
from matchday.web.charts import drawn_styles, rank_parts, share_out


@pytest.mark.parametrize(
    ("counts", "percents"),
    [
        ([1, 1, 1], [34, 33, 33]),
        ([1, 1, 0, 4], [17, 17, 0, 66]),  # each rounded by itself: 17, 17, 0 and 67, 101 in all
        ([1, 199], [1, 99]),  # as far from the one as from the other: the first gets it
        ([7], [100]),
        ([0, 0], [0, 0]),
        ([], []),
    ],
)
def test_the_missing_percents_go_where_most_was_cut_off(counts: list[int], percents: list[int]) -> None:
    assert share_out(counts) == percents


def test_shares_sum_to_a_hundred_and_none_is_a_percent_off() -> None:
    for counts in product(range(8), repeat=4):
        percents = share_out(counts)

        assert sum(percents) == (100 if any(counts) else 0)
        for percent, count in zip(percents, counts, strict=True):
            assert abs(percent * sum(counts) - 100 * count) < max(1, sum(counts))


def test_the_parts_of_a_bar_sum_to_all_people() -> None:
    parts = rank_parts(RankCounts(by_rank=(4, 1, 0, 1), acceptable=0, unplaced=0))

    assert [(part.label, part.count, part.percent) for part in parts] == [
        ("1. Wunsch", 4, 67),
        ("2. Wunsch", 1, 17),
        ("3. bis 4. Wunsch", 1, 16),
        ("ohne Wunsch", 0, 0),
        ("ohne Platz", 0, 0),
    ]


def test_a_legend_names_what_is_drawn_in_one_of_the_bars() -> None:
    bars = [rank_parts(RankCounts((3,), 0, 0)), rank_parts(RankCounts((2,), 0, 1))]

    assert drawn_styles(bars) == {"r1", "r5"}
