import pytest

from matchday.core.event import Stage
from matchday.core.paper import PaperKind, may_print, stack_order


@pytest.mark.parametrize("kind", [PaperKind.TICKETS, PaperKind.TICKET_LETTERS, PaperKind.ROSTERS])
def test_tickets_and_rosters_are_printed_after_publication(kind):
    assert [stage for stage in Stage if may_print(kind, stage)] == [Stage.PUBLISHED, Stage.RUNNING, Stage.CLOSED]


def test_the_way_in_is_printed_until_the_day_is_over():
    assert may_print(PaperKind.ACCESS_LETTERS, Stage.DRAFT)
    assert not may_print(PaperKind.ACCESS_LETTERS, Stage.CLOSED)


@pytest.mark.parametrize("count", [1, 3, 4, 5, 8, 17])
def test_cut_and_laid_on_one_another_tickets_are_in_order(count):
    order = stack_order(range(count))

    sheets = [order[start : start + 4] for start in range(0, len(order), 4)]
    stacks = [[sheet[corner] for sheet in sheets] for corner in range(4)]
    assert [one for stack in stacks for one in stack if one is not None] == list(range(count))


def test_without_tickets_there_is_no_sheet():
    assert stack_order([]) == []
