"""Kinds: how the text, number or date in a cell becomes a value of the field, and back.

``read`` gets a cell that is not empty and raises ``RuleError`` with a code of ``complaints.COMPLAINT_CODES``.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from matchday.core.errors import RuleError
from matchday.core.text import LINE_LENGTH, NOTE_LENGTH, clean_line, clean_note
from matchday.sheets.cells import Cell, fold, text_of
from matchday.sheets.words import LANGUAGE_WORDS, Words, by_fold

_WHOLE = re.compile(r"([+-]?[0-9]{1,9})(?:[.,]0{1,2})?")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,15})?")
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})(?: 00:00(?::00)?)?")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00)?)?")
_TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2})(?::00)?)?(?: ?(?:uhr|h))?")
_FOUR_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})")
_MAIL = re.compile(r"[^@\s,;<>\"()]{1,64}@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]{2,}")
_PHONE = re.compile(r"(?:\+|0|\(0|\(\+)[0-9 ()/.–-]+")
_NO_ZERO = re.compile(r"[1-9][0-9 /-]*")
_EXCEL_FIRST_DAY = date(1899, 12, 30)


class Kind(ABC):
    """Read and write the cells of one column."""

    empty: object = None
    """What an empty cell means."""
    is_text = True
    """Excel must not turn what is typed into a number or a date (leading zeros, phone numbers)."""

    @abstractmethod
    def read(self, cell: Cell) -> object:
        """Return the value of ``cell``. **Errors** RuleError with the code of a complaint."""

    def write(self, value: object, language: str) -> Cell:
        """Return the cell for ``value``; :meth:`read` gives the value back."""
        return str(value)

    def words_to_use(self, language: str) -> tuple[str, ...]:
        """Return the words a cell may hold, if they are few."""
        return ()

    def drop_down(self, language: str) -> tuple[str, ...]:
        """Return the words to choose one from; where a cell takes several, a drop-down list would not do."""
        return self.words_to_use(language)


@dataclass(frozen=True)
class Line(Kind):
    """Take one line of text."""

    most: int = LINE_LENGTH

    def read(self, cell: Cell) -> str:
        """Return the clean line."""
        return clean_line(text_of(cell), most=self.most)


@dataclass(frozen=True)
class Note(Kind):
    """Take text of several lines."""

    most: int = NOTE_LENGTH

    def read(self, cell: Cell) -> str:
        """Return the clean text."""
        return clean_note(text_of(cell), most=self.most)


@dataclass(frozen=True)
class Reference(Kind):
    """Take the short name of a row. It holds no comma, so that several fit into one cell."""

    most: int = 80

    def read(self, cell: Cell) -> str:
        """Return the reference."""
        text = clean_line(text_of(cell), most=self.most)
        if "," in text or ";" in text:
            raise RuleError("reference_comma")
        return text


@dataclass(frozen=True)
class References(Kind):
    """Take one or several references of the same rank."""

    empty = ()

    def read(self, cell: Cell) -> tuple[str, ...]:
        """Return the references in their order."""
        return tuple(_parts(clean_line(text_of(cell), most=NOTE_LENGTH), separators=",;"))

    def write(self, value: object, language: str) -> Cell:
        """Return the references with commas between."""
        return ", ".join(_texts(value))


@dataclass(frozen=True)
class Whole(Kind):
    """Take a whole number within bounds."""

    least: int
    most: int
    is_text = False

    def read(self, cell: Cell) -> int:
        """Return the number."""
        found = _WHOLE.fullmatch(_plain(cell))
        if not found or isinstance(cell, bool):
            raise RuleError("no_whole_number", least=self.least, most=self.most)
        number = int(found[1])
        if not self.least <= number <= self.most:
            raise RuleError("out_of_range", least=self.least, most=self.most)
        return number

    def write(self, value: object, language: str) -> Cell:
        """Return the number."""
        return int(str(value))


@dataclass(frozen=True)
class Degrees(Kind):
    """Take degrees of latitude or longitude within bounds."""

    least: float
    most: float
    is_text = False

    def read(self, cell: Cell) -> float:
        """Return the degrees."""
        text = _plain(cell)
        if not _DECIMAL.fullmatch(text) or isinstance(cell, bool):
            raise RuleError("no_number", least=self.least, most=self.most)
        number = float(text.replace(",", "."))
        if not self.least <= number <= self.most:
            raise RuleError("out_of_range", least=self.least, most=self.most)
        return number

    def write(self, value: object, language: str) -> Cell:
        """Return the number."""
        return float(str(value))


@dataclass(frozen=True)
class Day(Kind):
    """Take a date: of Excel, 20.04.2027 or 2027-04-20. Two-digit years would be a guess."""

    first: date
    last: date
    is_text = False

    def read(self, cell: Cell) -> date:
        """Return the date."""
        day = self._day(cell)
        if day is None:
            raise RuleError("no_day")
        if not self.first <= day <= self.last:
            raise RuleError("day_out_of_range", first=self.first, last=self.last)
        return day

    def write(self, value: object, language: str) -> Cell:
        """Return the date."""
        return value if isinstance(value, date) else str(value)

    @staticmethod
    def _day(cell: Cell) -> date | None:
        if isinstance(cell, datetime):
            return cell.date() if cell.time() == time() else None
        if isinstance(cell, date):
            return cell
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            is_serial = cell == cell // 1 and 1 <= cell <= 100_000
            return _EXCEL_FIRST_DAY + timedelta(days=int(cell)) if is_serial else None
        text = _plain(cell)
        if found := _GERMAN_DAY.fullmatch(text):
            return _real_day(found[3], found[2], found[1])
        if found := _ISO_DAY.fullmatch(text):
            return _real_day(found[1], found[2], found[3])
        return None


@dataclass(frozen=True)
class TimeOfDay(Kind):
    """Take a time of day: 8, 8:00, 08.00 Uhr, 0800. As an end, 24:00 is midnight."""

    is_end: bool = False
    is_text = False

    def read(self, cell: Cell) -> time:
        """Return the time."""
        hour_minute = self._hour_minute(cell)
        if hour_minute == (24, 0) and self.is_end:
            hour_minute = (0, 0)
        if hour_minute is None or not (hour_minute[0] <= 23 and hour_minute[1] <= 59):
            raise RuleError("no_time")
        return time(*hour_minute)

    def write(self, value: object, language: str) -> Cell:
        """Return the time."""
        return value if isinstance(value, time) else str(value)

    @staticmethod
    def _hour_minute(cell: Cell) -> tuple[int, int] | None:
        if isinstance(cell, time):
            return divmod(round(cell.hour * 60 + cell.minute + cell.second / 60), 60)
        if isinstance(cell, float) and 0 < cell < 1:
            return divmod(round(cell * 24 * 60), 60)
        text = _plain(cell).casefold()
        if isinstance(cell, bool) or (isinstance(cell, int | float) and "," in text):
            return None
        if found := _TIME.fullmatch(text):
            return int(found[1]), int(found[2] or 0)
        if found := _FOUR_DIGITS.fullmatch(text.zfill(4) if isinstance(cell, int | float) else text):
            return int(found[1]), int(found[2])
        return None


@dataclass(frozen=True)
class Choice(Kind):
    """Take one word out of several."""

    words: Words
    make: Callable[[str], object] = str

    def read(self, cell: Cell) -> object:
        """Return the value the word stands for."""
        value = self._values.get(fold(_plain(cell)))
        if value is None:
            raise RuleError("unknown_word", words=", ".join(word.german for word in self.words))
        return self.make(value)

    def write(self, value: object, language: str) -> Cell:
        """Return the word we write for ``value``."""
        return self._shown(language)[str(value)]

    def words_to_use(self, language: str) -> tuple[str, ...]:
        """Return the words in their order."""
        return tuple(self._shown(language).values())

    def _shown(self, language: str) -> dict[str, str]:
        return {word.value: word.shown(language) for word in self.words}

    @cached_property
    def _values(self) -> dict[str, str]:
        return by_fold(self.words)


@dataclass(frozen=True)
class Several(Choice):
    """Take words out of several, with commas between."""

    empty = ()

    def read(self, cell: Cell) -> tuple[object, ...]:
        """Return the values in their order, none twice. **Errors** the first unknown word."""
        parts = list(_parts(clean_note(text_of(cell)), separators=",;/\n"))
        if [fold(part) for part in parts] in (["keine"], ["none"], ["nichts"]):
            return ()
        return tuple(dict.fromkeys(self._one(part) for part in parts))

    def write(self, value: object, language: str) -> Cell:
        """Return the words with commas between."""
        return ", ".join(self._shown(language)[text] for text in _texts(value))

    def drop_down(self, language: str) -> tuple[str, ...]:
        """Return nothing."""
        return ()

    def _one(self, part: str) -> object:
        try:
            return super().read(part)
        except RuleError as error:
            raise RuleError(error.code, **error.details, text=part) from None


@dataclass(frozen=True)
class YesNo(Kind):
    """Take yes or no."""

    def read(self, cell: Cell) -> bool:
        """Return True for yes."""
        word = fold(_plain(cell))
        if word not in _YES | _NO:
            raise RuleError("no_yes_no")
        return word in _YES

    def write(self, value: object, language: str) -> Cell:
        """Return the word."""
        return self.words_to_use(language)[0 if value else 1]

    def words_to_use(self, language: str) -> tuple[str, ...]:
        """Return both words."""
        return ("yes", "no") if language == "en" else ("ja", "nein")


@dataclass(frozen=True)
class Mail(Kind):
    """Take one e-mail address, by its shape."""

    def read(self, cell: Cell) -> str:
        """Return the address."""
        text = _plain(cell).removeprefix("mailto:")
        if text.count("@") > 1:
            raise RuleError("several_mails")
        if not _MAIL.fullmatch(text) or len(text) > 254:
            raise RuleError("no_mail")
        return text


@dataclass(frozen=True)
class Phone(Kind):
    """Take one telephone number, loosely. A lost leading zero is said, not guessed."""

    def read(self, cell: Cell) -> str:
        """Return the number as written."""
        text = _plain(cell)
        digits = sum(letter.isdigit() for letter in text)
        if _NO_ZERO.fullmatch(text):
            raise RuleError("phone_zero")
        if not _PHONE.fullmatch(text) or not 5 <= digits <= 15 or len(text) > 40:
            raise RuleError("no_phone")
        return text


@dataclass(frozen=True)
class Postcode(Kind):
    """Take a German postcode. Of a *number* in Excel we know that the leading zero fell off."""

    def read(self, cell: Cell) -> str:
        """Return five digits."""
        text = _plain(cell).removeprefix("D-")
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            text = text.zfill(5)
        if not re.fullmatch(r"[0-9]{5}", text) or text < "01000":
            raise RuleError("no_postcode")
        return text


# The product serves German Landkreise; bounds around the country find swapped latitude and longitude.
LATITUDE, LONGITUDE = Degrees(47.0, 55.5), Degrees(5.5, 15.5)


def languages() -> Several:
    """Return the kind of a column of languages: codes of ``core.language.LANGUAGES``, the main one first."""
    return Several(LANGUAGE_WORDS)


_YES = frozenset({"ja", "j", "yes", "y", "x", "wahr", "true", "1"})
_NO = frozenset({"nein", "n", "no", "falsch", "false", "0"})


def _plain(cell: Cell) -> str:
    return clean_line(text_of(cell), most=NOTE_LENGTH)


def _parts(text: str, *, separators: str) -> Iterable[str]:
    return (part.strip() for part in re.split(f"[{re.escape(separators)}]", text) if part.strip())


def _texts(value: object) -> list[str]:
    return [str(part) for part in value] if isinstance(value, tuple | list) else [str(value)]


def _real_day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def choice(enum: type[StrEnum], words: Words) -> Choice:
    """Return the kind of a column that holds one value of ``enum``."""
    return Choice(words, enum)


def several(enum: type[StrEnum], words: Words) -> Several:
    """Return the kind of a column that holds several values of ``enum``."""
    return Several(words, enum)
