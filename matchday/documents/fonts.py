"""Which letters the print fonts have. A font without a letter prints an empty box and tells nobody."""

import re
import unicodedata
from functools import cache
from pathlib import Path

PRINT_FONTS = Path(__file__).resolve().parents[2] / "static" / "vendor" / "print"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_WEIGHTS = (400, 600)
_PICTURE_JOINERS = "\u200d\ufe0e\ufe0f"


def missing_letters(text: str, *, fonts: Path = PRINT_FONTS) -> set[str]:
    """Find the letters of a text that no print font has; invisible characters do not count.

    **Errors**: FileNotFoundError if the folder holds no print fonts.
    """
    return {letter for letter in text if ord(letter) not in _printable(fonts) and not _is_invisible(letter)}


def replace_missing(text: str, *, fonts: Path = PRINT_FONTS) -> str:
    """Spell a text with letters that the print fonts have, so that nothing prints as an empty box.

    A missing letter becomes the plain letter it is made of (a decorated capital A becomes A), else the sign
    U+FFFD, which every reader sees; a picture built of several characters becomes one such sign.
    Invisible characters without a shape are left out, line ends and tabs become spaces.
    """
    if text.isascii() and text.isprintable():
        return text  # every print font has these; drawings are long
    spaced = re.sub(r"[\t-\r\u0085\u2028\u2029]+", " ", unicodedata.normalize("NFC", text))
    shown = "".join(_spelled(letter, _printable(fonts)) for letter in spaced)
    return re.sub(f"{REPLACEMENT}[{REPLACEMENT}{_PICTURE_JOINERS}]*", REPLACEMENT, shown)


def _spelled(letter: str, printable: frozenset[int]) -> str:
    if _is_invisible(letter):
        # Joiners and direction marks shape their neighbours; where a font knows them they stay.
        return letter if ord(letter) in printable and unicodedata.category(letter) != "Cc" else ""
    if ord(letter) in printable:
        return letter
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    return plain if plain and all(ord(part) in printable for part in plain) else REPLACEMENT


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or letter in _PICTURE_JOINERS


@cache
def _printable(fonts: Path) -> frozenset[int]:
    """Collect the code points that some font has in every weight we print."""
    from fontTools.ttLib import TTFont

    by_weight: dict[int, set[int]] = {weight: set() for weight in _WEIGHTS}
    for path in sorted(fonts.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            by_weight.get(font["OS/2"].usWeightClass, set()).update(font.getBestCmap())
    if not all(by_weight.values()):
        raise FileNotFoundError(f"no print fonts of weight 400 and 600 in {fonts}; `make setup` fetches them")
    return frozenset(set.intersection(*by_weight.values()))
