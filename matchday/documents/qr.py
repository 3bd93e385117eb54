"""QR codes as SVG, small enough for a cheap camera and a bad print.

**Source**: ISO/IEC 18004; error correction M stands a blot of a fifth of the width.
"""

import re
from itertools import groupby

from qrcode import constants, util
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

MASK = 3
"""Our codes hold random letters, which leave no mask better than another; weighing all eight would take six times as
long, and there are thousands of letters."""

_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+", re.ASCII)


def qr_svg(text: str, *, quiet_zone: int = 4) -> str:
    """Draw a text as a QR code: one path, no size of its own, no style and no script.

    **Shapes**: the SVG's viewBox counts modules, quiet zone included, white ground included.
    **Units**: `quiet_zone` in modules on each side; the standard asks for 4.
    **Errors**: ValueError if the text is empty or too long for any QR code.
    """
    if not text:
        raise ValueError("an empty QR code tells nothing")
    code = QRCode(error_correction=constants.ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    for part in _segments(text):
        code.add_data(part, optimize=0)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise ValueError(f"{len(text)} letters are too long for a QR code") from error
    side = code.modules_count + 2 * quiet_zone
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path d="{_dark_path(code.get_matrix(), quiet_zone)}"/></svg>'
    )


def _segments(text: str) -> list[util.QRData]:
    # "#" is not among QR's alphanumeric letters. Written apart from what stands around it, the long
    # upper-case rest takes 5.5 bits a letter instead of 8: version 8 instead of 9 or more.
    parts = [part for part in re.split("(#)", text) if part]
    grouped = groupby(parts, key=lambda part: bool(_ALPHANUMERIC.fullmatch(part)))
    return [
        util.QRData("".join(group), mode=util.MODE_ALPHA_NUM if is_alphanumeric else util.MODE_8BIT_BYTE)
        for is_alphanumeric, group in grouped
    ]


def _dark_path(rows: list[list[bool]], quiet_zone: int) -> str:
    """Draw each run of dark modules in a row as one rectangle."""
    drawn = []
    for y, row in enumerate(rows, start=quiet_zone):
        x = quiet_zone
        for is_dark, run in groupby(row):
            width = len(list(run))
            if is_dark:
                drawn.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return "".join(drawn)
