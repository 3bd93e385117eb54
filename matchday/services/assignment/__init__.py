"""Assignments: ask for a plan (``request``), read it (``board``), is it still true (``stale``), ``publish`` it."""

from matchday.services.assignment.board import (
    Board,
    Card,
    Obstacle,
    find_published,
    list_assignments,
    list_obstacles,
    read_assignment,
    read_board,
)
from matchday.services.assignment.publish import News, claim_publication, publish_assignment, read_news
from matchday.services.assignment.request import Readiness, read_readiness, request_assignment
from matchday.services.assignment.stale import Difference, is_published_stale, is_stale, list_differences

__all__ = [
    "Board",
    "Card",
    "Difference",
    "News",
    "Obstacle",
    "Readiness",
    "claim_publication",
    "find_published",
    "is_published_stale",
    "is_stale",
    "list_assignments",
    "list_differences",
    "list_obstacles",
    "publish_assignment",
    "read_assignment",
    "read_board",
    "read_news",
    "read_readiness",
    "request_assignment",
]
