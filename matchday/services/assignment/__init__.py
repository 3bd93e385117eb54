"""Assignments: ask for a plan (``request``), read it (``board``), is it still true (``stale``), ``publish`` it.

Several that were asked for together stand side by side (``comparison``) until staff ``take`` one.
"""

from matchday.services.assignment.board import (
    Asked,
    Board,
    Card,
    Obstacle,
    find_failed,
    find_on_board,
    find_published,
    list_asked,
    list_obstacles,
    read_assignment,
    read_board,
    read_people,
)
from matchday.services.assignment.comparison import (
    Comparison,
    Proposal,
    Side,
    compare_with_published,
    read_comparison,
)
from matchday.services.assignment.move import Goal, Moving, read_moving, request_move
from matchday.services.assignment.publish import News, claim_publication, publish_assignment, read_news
from matchday.services.assignment.request import (
    Readiness,
    read_readiness,
    request_assignment,
    request_comparison,
    request_repair,
)
from matchday.services.assignment.shift import Seat, Shift
from matchday.services.assignment.stale import (
    Difference,
    is_published_stale,
    is_stale,
    list_concerned,
    list_differences,
)
from matchday.services.assignment.take import is_taken, take_assignment

__all__ = [
    "Asked",
    "Board",
    "Card",
    "Comparison",
    "Difference",
    "Goal",
    "Moving",
    "News",
    "Obstacle",
    "Proposal",
    "Readiness",
    "Seat",
    "Shift",
    "Side",
    "claim_publication",
    "compare_with_published",
    "find_failed",
    "find_on_board",
    "find_published",
    "is_published_stale",
    "is_stale",
    "is_taken",
    "list_asked",
    "list_concerned",
    "list_differences",
    "list_obstacles",
    "publish_assignment",
    "read_assignment",
    "read_board",
    "read_comparison",
    "read_moving",
    "read_news",
    "read_people",
    "read_readiness",
    "request_assignment",
    "request_comparison",
    "request_move",
    "request_repair",
    "take_assignment",
]
