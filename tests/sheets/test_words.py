"""Every value has its words, and no word means two things."""

from __future__ import annotations

import pytest

from matchday.core.language import LANGUAGES
from matchday.core.slot import GEAR
from matchday.sheets import words
from matchday.sheets.cells import fold
from matchday.sheets.columns import SHEETS
from matchday.sheets.kinds import Choice, Several
from matchday.web.words import SEEN_BY_ALL, SEEN_BY_STAFF

CHOICES = [column for columns in SHEETS.values() for column in columns if isinstance(column.kind, Choice)]


@pytest.mark.parametrize("column", CHOICES, ids=lambda column: column.name)
def test_no_word_means_two_values(column: object) -> None:
    seen: dict[str, str] = {}

    for word in column.kind.words:  # type: ignore[attr-defined]
        for text in {fold(text) for text in (word.value, word.german, word.english, *word.others)}:
            assert seen.setdefault(text, word.value) == word.value, text


@pytest.mark.parametrize("column", CHOICES, ids=lambda column: column.name)
def test_every_value_has_a_word(column: object) -> None:
    kind = column.kind  # type: ignore[attr-defined]
    some = {id(words.LANGUAGE_WORDS): list(LANGUAGES), id(words.OWN_GEAR): list(GEAR)}
    values = some.get(id(kind.words)) or list(kind.make)

    assert [word.value for word in kind.words] == values


def test_the_words_we_write_hold_nothing_that_parts_words() -> None:
    written = [word for column in CHOICES for word in column.kind.words]

    assert not [word for word in written if set(",;/\n") & set(word.german + word.english)]


def test_a_drop_down_list_fits_into_excel() -> None:
    lists = [",".join(column.kind.drop_down(language)) for column in CHOICES for language in ("de", "en")]

    assert max(map(len, lists)) <= 255


def test_the_words_of_our_pages_are_understood_in_sheets() -> None:
    kinds = {kind.make: kind for kind in (column.kind for column in CHOICES) if type(kind) is Choice}
    kinds |= {
        column.kind.make: Choice(column.kind.words, column.kind.make)
        for column in CHOICES
        if isinstance(column.kind, Several) and column.kind.words is not words.OWN_GEAR
    }

    read = {
        value: kinds[type(value)].read(str(text))
        for value, text in (*SEEN_BY_ALL, *SEEN_BY_STAFF)
        if type(value) in kinds
    }

    assert read == {value: value for value in read}
    assert len(read) > 40
