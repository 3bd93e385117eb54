"""Solve: read an event as a problem, let the solver answer, check the answer, keep it as a plan.

Only this package knows the solver. It is loaded by the functions that need it: most pages never do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchday.core.access import Keyring
from matchday.core.assignment import UNFINISHED, AssignmentState, UnplacedReason
from matchday.core.errors import RuleError
from matchday.core.waitinglist import order_waiting
from matchday.models import Assignment, Placement, Unplaced, WaitingPlace
from matchday.services.crash import crash_point
from matchday.services.event import open_seed, read_event
from matchday.services.lock import held
from matchday.services.solving.answer import Answer
from matchday.services.solving.change import Change, ChangeKind, compare, pack, unpack
from matchday.services.solving.explaining import explain_assignment
from matchday.services.solving.facts import Facts, read_facts
from matchday.services.solving.question import Question, find_move, read_question, read_wanted
from matchday.services.solving.reading import clash, hash_problem, read_problem, write_problem
from matchday.services.task import TaskKind, enqueue

if TYPE_CHECKING:
    from matchday.solver import Progress

__all__ = [
    "Change",
    "ChangeKind",
    "Facts",
    "Question",
    "begin_computing",
    "clash",
    "compare",
    "compute_assignment",
    "explain_assignment",
    "find_move",
    "hash_problem",
    "note_level",
    "read_facts",
    "read_problem",
    "read_question",
    "read_wanted",
    "solve_problem",
    "store_failure",
    "store_solution",
    "unpack",
    "write_problem",
]

log = logging.getLogger(__name__)

LIMIT_S = 60.0
BY_TASK = {"across_organisers": "a task names one plan by its inner number"}


def compute_assignment(
    session: Session,
    assignment_id: int,
    *,
    keyring: Keyring,
    now: datetime,
    progress: Callable[[Progress], None] | None = None,
    limit_s: float = LIMIT_S,
) -> None:
    """Compute a plan that was asked for and keep it as a proposal; what cannot be becomes a failed plan.

    Nothing is written before the solver has answered, and the session's transaction is given up meanwhile. A plan that
    is computed already stays as it is, so the task may run twice.
    """
    assignment = find_asked(session, assignment_id)
    if assignment is None:
        return
    event = read_event(session, assignment.organiser_id, event_id=assignment.event_id)
    question = read_question(session, event, assignment)
    facts = read_facts(session, event, question)
    problem = write_problem(facts, seed=open_seed(event, keyring=keyring))
    session.rollback()  # only read so far: nobody waits for the database while the solver thinks
    crash_point("compute.read")
    try:
        solution = solve_problem(problem, progress=progress, limit_s=limit_s)
    except RuleError as refusal:
        store_failure(session, assignment_id, refusal.code, now=now)
        return
    crash_point("compute.solved")
    store_solution(session, assignment_id, solution, problem=problem, facts=facts, now=now)
    crash_point("compute.stored")


def find_asked(session: Session, assignment_id: int) -> Assignment | None:
    """Return the plan with this inner number while it is still to be computed, or None; its row is locked."""
    return session.scalar(
        held(
            select(Assignment).where(
                Assignment.id == assignment_id,
                Assignment.state.in_(UNFINISHED),
            )
        ).execution_options(**BY_TASK)
    )


def begin_computing(session: Session, assignment_id: int, *, now: datetime) -> None:
    """Let people see that a plan is being computed."""
    if assignment := find_asked(session, assignment_id):
        assignment.state, assignment.begun_at, assignment.levels = AssignmentState.COMPUTING, now, []


def note_level(session: Session, assignment_id: int, reached: Progress) -> None:
    """Add a level to what people see while a plan is computed."""
    assignment = find_asked(session, assignment_id)
    if assignment is None:
        return
    entry = {"level": reached.level, "rank": reached.rank, "value": reached.value, "bound": reached.bound}
    assignment.level_count = reached.count
    assignment.levels = [*assignment.levels[: reached.number - 1], entry]


def store_failure(session: Session, assignment_id: int, code: str, *, now: datetime) -> None:
    """Note that a plan could not be made, and why. Nothing of an answer is kept."""
    if assignment := find_asked(session, assignment_id):
        assignment.state, assignment.failure, assignment.computed_at = AssignmentState.FAILED, code, now
        assignment.levels = []


def solve_problem(
    problem: Mapping[str, Any],
    *,
    progress: Callable[[Progress], None] | None = None,
    limit_s: float = LIMIT_S,
) -> dict[str, Any]:
    """Return the solver's answer, after the checker has agreed to every claim in it.

    **Errors** RuleError with the code of a broken problem (``pin_struck`` …), ``plan_none_in_time``, ``plan_faulty``.
    """
    from matchday import solver

    try:
        arrays = solver.read_problem(problem)
        solved = solver.solve(arrays, limit_s=limit_s, progress=progress)
    except solver.ProblemError as error:
        log.warning("the problem cannot be solved: %s", error.code)
        raise RuleError(error.code if error.code.startswith("pin") else "plan_faulty") from error
    except solver.NoPlanError as error:
        raise RuleError("plan_none_in_time") from error
    if faults := solver.check(arrays, solved.solution, solved.certificate):
        log.error("the checker refused a plan: %s", ", ".join(sorted({fault.code for fault in faults})))
        raise RuleError("plan_faulty")
    return solved.solution


def store_solution(
    session: Session,
    assignment_id: int,
    solution: Mapping[str, Any],
    *,
    problem: Mapping[str, Any],
    facts: Facts,
    now: datetime,
) -> None:
    """Keep a checked answer as a proposal: placements with rank, people without a place and why, waiting lists."""
    assignment = find_asked(session, assignment_id)
    if assignment is None:
        return
    for table in (Placement, Unplaced, WaitingPlace):
        session.execute(
            delete(table).where(table.organiser_id == assignment.organiser_id, table.assignment_id == assignment.id)
        )
    answer = Answer(problem, solution)
    mine = {"organiser_id": assignment.organiser_id, "assignment_id": assignment.id}
    session.add_all(
        Placement(**mine, participant_id=int(person), slot_id=int(slot), rank=answer.ranks[person].get(slot))
        for person, slot in solution["placements"]
    )
    resting = facts.eligibility.declined.resting
    session.add_all(
        Unplaced(
            **mine,
            participant_id=int(person),
            reason=UnplacedReason.DECLINED if resting.get(int(person)) == () else answer.reason(person),
        )
        for person in solution["unplaced"]
    )
    for slot_id, people in order_waiting(answer.waiting()).items():
        session.add_all(
            WaitingPlace(**mine, slot_id=slot_id, participant_id=person_id, position=position)
            for position, person_id in enumerate(people, start=1)
        )
    assignment.state, assignment.computed_at = AssignmentState.PROPOSED, now
    assignment.problem_sha256, assignment.facts_sha256 = solution["problem_sha256"], facts.fingerprint
    assignment.status, assignment.fixed_count = solution["status"], len(facts.pinned) + len(problem["bars"])
    assignment.levels, assignment.level_count = list(solution["levels"]), len(solution["levels"])
    assignment.solution, assignment.problem = dict(solution), pack(problem, facts.pinned)
    cause = f"assignment/{assignment.event_id}/{assignment.number}/explain"
    enqueue(session, TaskKind.EXPLAIN_ASSIGNMENT, assignment.id, cause=cause)
