"""Papers for many: choose for whom, ask for them, gather what they say, watch them being made, take them away."""

from matchday.services.paper.choose import Reach, list_subjects
from matchday.services.paper.file import draft_of, paper_folder, paper_path
from matchday.services.paper.gather import (
    AccessFacts,
    RosterFacts,
    TicketFacts,
    gather_access,
    gather_rosters,
    gather_tickets,
    read_rosters,
)
from matchday.services.paper.make import begin_papers, end_papers, fail_papers, note_papers, read_open_batch
from matchday.services.paper.order import order_papers
from matchday.services.paper.request import (
    find_papers,
    list_papers,
    note_download,
    note_print,
    remove_papers,
    request_papers,
)
from matchday.services.paper.upkeep import remove_old_papers

__all__ = [
    "AccessFacts",
    "Reach",
    "RosterFacts",
    "TicketFacts",
    "begin_papers",
    "draft_of",
    "end_papers",
    "fail_papers",
    "find_papers",
    "gather_access",
    "gather_rosters",
    "gather_tickets",
    "list_papers",
    "list_subjects",
    "note_download",
    "note_papers",
    "note_print",
    "order_papers",
    "paper_folder",
    "paper_path",
    "read_open_batch",
    "read_rosters",
    "remove_old_papers",
    "remove_papers",
    "request_papers",
]
