"""An event: one Refugees' Day, the stages it walks through, and what may be done in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from matchday.core.errors import RuleError

TIME_ZONE = "Europe/Berlin"
"""Where an event is, unless staff say something else."""

DAY_ENDS = time(23, 59)
"""When the last day of a deadline is over, on the clock of the event's place."""


class Stage(StrEnum):
    """Name where an event stands. The order of the members is the order of the stages."""

    DRAFT = "draft"
    REGISTRATION = "registration"
    WISHING = "wishing"
    ASSIGNING = "assigning"
    PUBLISHED = "published"
    RUNNING = "running"
    CLOSED = "closed"
    ARCHIVED = "archived"


class Action(StrEnum):
    """Name what somebody wants to do that depends on the stage."""

    PREPARE = "prepare"
    """Staff add and correct employers, slots, participants, groups."""
    DESCRIBE = "describe"
    """A participant, or a coach with them, fills in the profile."""
    OFFER = "offer"
    """An employer offers or changes a slot."""
    INVITE = "invite"
    """Staff send people the way to their pages, to choose there."""
    WISH = "wish"
    """A participant, or a coach for them, changes the wish list."""
    WISH_FOR = "wish_for"
    """Staff change somebody's wish list on their behalf."""
    WISH_LATE = "wish_late"
    """Staff or a coach enter the wishes of somebody who came too late to wish."""
    ENTER_WISHES = "enter_wishes"
    """Staff enter wishes from a sheet, also before the participants can."""
    ASSIGN = "assign"
    """Staff ask for a plan, pin and bar."""
    PUBLISH = "publish"
    """Staff publish a plan."""
    SHOW_TICKET = "show_ticket"
    """A participant opens the ticket; an employer sees who comes."""
    CONFIRM = "confirm"
    """A participant says whether they come; a place given back goes to the next."""
    CHECK_IN = "check_in"
    """A foreman or staff look after a door."""
    CORRECT_DAY = "correct_day"
    """Staff note who did not come or left early, also in the days after."""


ALLOWED: dict[Action, frozenset[Stage]] = {
    Action.PREPARE: frozenset(
        {Stage.DRAFT, Stage.REGISTRATION, Stage.WISHING, Stage.ASSIGNING, Stage.PUBLISHED, Stage.RUNNING}
    ),
    Action.DESCRIBE: frozenset({Stage.DRAFT, Stage.REGISTRATION, Stage.WISHING, Stage.ASSIGNING, Stage.PUBLISHED}),
    Action.OFFER: frozenset({Stage.DRAFT, Stage.REGISTRATION, Stage.WISHING, Stage.ASSIGNING}),
    Action.INVITE: frozenset({Stage.REGISTRATION, Stage.WISHING}),
    Action.WISH: frozenset({Stage.WISHING}),
    Action.WISH_FOR: frozenset({Stage.WISHING, Stage.ASSIGNING}),
    Action.WISH_LATE: frozenset({Stage.ASSIGNING, Stage.PUBLISHED}),
    Action.ENTER_WISHES: frozenset({Stage.DRAFT, Stage.REGISTRATION, Stage.WISHING}),
    Action.ASSIGN: frozenset({Stage.WISHING, Stage.ASSIGNING, Stage.PUBLISHED}),
    Action.PUBLISH: frozenset({Stage.ASSIGNING, Stage.PUBLISHED}),
    Action.SHOW_TICKET: frozenset({Stage.PUBLISHED, Stage.RUNNING, Stage.CLOSED}),
    Action.CONFIRM: frozenset({Stage.PUBLISHED, Stage.RUNNING}),
    Action.CHECK_IN: frozenset({Stage.PUBLISHED, Stage.RUNNING}),
    Action.CORRECT_DAY: frozenset({Stage.PUBLISHED, Stage.RUNNING, Stage.CLOSED}),
}

STEPS: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.REGISTRATION}),
    Stage.REGISTRATION: frozenset({Stage.DRAFT, Stage.WISHING}),
    Stage.WISHING: frozenset({Stage.REGISTRATION, Stage.ASSIGNING}),
    Stage.ASSIGNING: frozenset({Stage.WISHING}),
    Stage.PUBLISHED: frozenset({Stage.RUNNING}),
    Stage.RUNNING: frozenset({Stage.PUBLISHED, Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.ARCHIVED}),
    Stage.ARCHIVED: frozenset(),
}
"""Where staff may step by hand. ``published`` is entered by publishing a plan, or from a day that was begun too early:
a firm may drop out the evening before, and then staff plan anew."""


class FoodRule(StrEnum):
    """Say what a person needs before working with food (practice of § 43 IfSG differs by health office)."""

    NOTHING = "nothing"
    DECLARATION = "declaration"
    CERTIFICATE = "certificate"


class CoverRule(StrEnum):
    """Say what follows where nobody is known to insure the guests of a Hospitation."""

    WARN = "warn"
    """Staff are warned and decide."""
    BLOCK = "block"
    """Nobody is sent there."""


@dataclass(frozen=True)
class Policy:
    """Hold the settings of an event that change a rule.

    **Units** ``door_opens_min`` minutes before a slot's start; ages in full years on the slot's first day.
    """

    group_cover: bool = False
    """The organiser's own group accident insurance covers a Hospitation."""
    cover_rule: CoverRule = CoverRule.WARN
    food_rule: FoodRule = FoodRule.NOTHING
    youngest_age: int = 15
    night_age: int = 18
    """From this age on a person may be at a slot that touches the night."""
    night_from: time = time(22, 0)
    night_until: time = time(6, 0)
    door_opens_min: int = 90
    max_wishes: int = 5
    max_placements: int = 1


def is_open(stage: Stage, action: Action) -> bool:
    """Tell whether ``action`` is open in ``stage``."""
    return stage in ALLOWED[action]


def require_open(stage: Stage, action: Action) -> None:
    """Do nothing if ``action`` is open in ``stage``.

    **Errors** RuleError ``stage_shut`` (``stage``, ``action``).
    """
    if not is_open(stage, action):
        raise RuleError("stage_shut", stage=stage, action=action)


def require_step(old: Stage, new: Stage) -> None:
    """Do nothing if staff may step from ``old`` to ``new`` by hand.

    **Errors** RuleError ``stage_step`` (``old``, ``new``).
    """
    if new not in STEPS[old]:
        raise RuleError("stage_step", old=old, new=new)
