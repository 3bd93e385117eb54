"""SMS: in how many parts a text travels, and how many it may take. Parts cost money and arrive one by one."""

from __future__ import annotations

import re

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENDED = frozenset("\f^{}\\[~]|€")
"""Each of these takes the room of two."""
GSM_ROOM, WIDE_ROOM = (160, 153), (70, 67)
"""What one part holds alone, and each of several."""
MOST_GSM, MOST_WIDE = 1, 2
"""How many parts a text of ours may take: one in GSM-7; two where its letters need UCS-2."""

SENDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .-]{2,10}")
"""What every gateway takes for a name."""
ANY_ORGANISER = "Landkreis"


def sender_of(organiser_name: str) -> str:
    """Return whom an SMS is from: the organiser by name where it is short enough, else any Landkreis."""
    return organiser_name if SENDER.fullmatch(organiser_name) else ANY_ORGANISER


def is_gsm(text: str) -> bool:
    """Tell whether every letter is of the GSM alphabet; one other letter makes the whole text wide."""
    return set(text) <= GSM | GSM_EXTENDED


def count_segments(text: str) -> int:
    """Return how many parts a text travels in.

    **Units** septets of GSM-7, UTF-16 code units of UCS-2. **Source** 3GPP TS 23.038, 6.2.1 and TS 23.040, 9.2.3.24.
    """
    if is_gsm(text):
        length, (alone, each) = len(text) + sum(letter in GSM_EXTENDED for letter in text), GSM_ROOM
    else:
        length, (alone, each) = len(text.encode("utf-16-le")) // 2, WIDE_ROOM
    return 1 if length <= alone else -(-length // each)


def fits(text: str) -> bool:
    """Tell whether a text takes no more parts than it may."""
    return count_segments(text) <= (MOST_GSM if is_gsm(text) else MOST_WIDE)
