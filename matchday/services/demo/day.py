"""The believable day."""

from __future__ import annotations

from matchday.services.demo.employers import EMPLOYERS
from matchday.services.demo.participants import PARTICIPANTS
from matchday.services.demo.sketch import Sketch
from matchday.services.demo.slots import SLOTS
from matchday.services.demo.texts import TEXTS

DAY = Sketch(EMPLOYERS, SLOTS, PARTICIPANTS, texts=TEXTS)
