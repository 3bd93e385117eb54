"""Remember: the tables. Knows SQLAlchemy and core; no rules, no Flask, no addresses.

Importing this package makes every table known and switches the organiser guard on.
"""

from matchday.models import guard
from matchday.models.access import AccessLink
from matchday.models.account import Account, AccountRole, SignInLink
from matchday.models.assignment import Assignment, Bar, Move, Pin, Placement, Unplaced
from matchday.models.audit import AuditEntry
from matchday.models.avoidance import Avoidance
from matchday.models.base import Base
from matchday.models.checkin import Absence, CheckIn, Scan
from matchday.models.confirmation import Confirmation
from matchday.models.consent import Consent
from matchday.models.door import DoorLink
from matchday.models.employer import Employer, Site
from matchday.models.event import Event, SigningKey
from matchday.models.explanation import Explanation
from matchday.models.group import Group
from matchday.models.health import Heartbeat
from matchday.models.knownway import KnownWay
from matchday.models.login import Login
from matchday.models.mailbox import Mailbox
from matchday.models.message import Message
from matchday.models.organiser import Organiser
from matchday.models.paper import PaperBatch
from matchday.models.participant import Participant
from matchday.models.passkey import Passkey
from matchday.models.privacy import Erasure, PrivacyRequest
from matchday.models.profile import Profile
from matchday.models.sheet import SheetDraft
from matchday.models.slot import Slot
from matchday.models.slottext import SlotText
from matchday.models.ticket import Ticket
from matchday.models.todo import Todo
from matchday.models.translation import SentenceReview
from matchday.models.waitinglist import WaitingPlace
from matchday.models.walkin import WalkIn
from matchday.models.wishlist import Wish

guard.switch_on()

__all__ = [
    "Absence",
    "AccessLink",
    "Account",
    "AccountRole",
    "Assignment",
    "AuditEntry",
    "Avoidance",
    "Bar",
    "Base",
    "CheckIn",
    "Confirmation",
    "Consent",
    "DoorLink",
    "Employer",
    "Erasure",
    "Event",
    "Explanation",
    "Group",
    "Heartbeat",
    "KnownWay",
    "Login",
    "Mailbox",
    "Message",
    "Move",
    "Organiser",
    "PaperBatch",
    "Participant",
    "Passkey",
    "Pin",
    "Placement",
    "PrivacyRequest",
    "Profile",
    "Scan",
    "SentenceReview",
    "SheetDraft",
    "SignInLink",
    "SigningKey",
    "Site",
    "Slot",
    "SlotText",
    "Ticket",
    "Todo",
    "Unplaced",
    "WaitingPlace",
    "WalkIn",
    "Wish",
]
