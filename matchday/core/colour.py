"""Colours: whether people can read them."""

from __future__ import annotations

import re


def contrast_on_white(colour: str) -> float:
    """Return the contrast of ``#rrggbb`` against white, from 1 to 21; 1 where it is no colour.

    **Source** WCAG 2.2, relative luminance and contrast ratio.
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return 1.0
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
