import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from matchday.documents.calendar import CalendarEntry, calendar_file
from tests.documents.node import told_by_node

BERLIN = ZoneInfo("Europe/Berlin")
ICAL_JS = "ical.js/dist/ical.js"
READER = Path(__file__).with_name("read_calendar.mjs")


def understood(file: bytes) -> dict:
    """Let ical.js, the engine of Thunderbird, read a file."""
    return json.loads(told_by_node(READER, ICAL_JS, given=file))


def an_entry(**changes: object) -> CalendarEntry:
    entry = CalendarEntry(
        uid="k7mq4x2p@tag.kreis-beispiel.de",
        sequence=0,
        summary="Refugees’ Day",
        description="Bitte Sicherheitsschuhe mitbringen.",
        location="Industriestraße 12, Steinfurth",
        start_at=datetime(2027, 4, 20, 8, tzinfo=BERLIN),
        end_at=datetime(2027, 4, 20, 14, tzinfo=BERLIN),
        changed_at=datetime(2027, 3, 19, 9, 30, tzinfo=UTC),
    )
    return replace(entry, **changes)


def written(*entries: CalendarEntry) -> bytes:
    return calendar_file(entries, product_name="matchday")


def test_an_entry_is_understood_as_it_was_meant():
    answer = understood(written(an_entry()))

    assert answer["method"] == "PUBLISH"
    assert answer["entries"] == [
        {
            "uid": "k7mq4x2p@tag.kreis-beispiel.de",
            "sequence": 0,
            "summary": "Refugees’ Day",
            "description": "Bitte Sicherheitsschuhe mitbringen.",
            "location": "Industriestraße 12, Steinfurth",
            "start_at": "2027-04-20T06:00:00.000Z",
            "end_at": "2027-04-20T12:00:00.000Z",
            "changed_at": "2027-03-19T09:30:00.000Z",
            "status": "CONFIRMED",
            "visibility": "PRIVATE",
            "organiser": None,
            "organiser_name": None,
        }
    ]


@pytest.mark.parametrize(
    ("start", "end", "start_utc", "end_utc"),
    [
        ("2027-03-28T01:30", "2027-03-28T03:30", "2027-03-28T00:30", "2027-03-28T01:30"),
        ("2027-03-27T23:00", "2027-03-28T05:00", "2027-03-27T22:00", "2027-03-28T03:00"),
        ("2027-10-31T01:30", "2027-10-31T03:30", "2027-10-30T23:30", "2027-10-31T02:30"),
        ("2027-10-30T23:00", "2027-10-31T05:00", "2027-10-30T21:00", "2027-10-31T04:00"),
        ("2027-06-18T08:00", "2027-06-18T14:00", "2027-06-18T06:00", "2027-06-18T12:00"),
        ("2028-02-28T23:00", "2028-02-29T05:00", "2028-02-28T22:00", "2028-02-29T04:00"),
        ("2027-12-31T23:00", "2028-01-01T05:00", "2027-12-31T22:00", "2028-01-01T04:00"),
    ],
)
def test_moments_are_right_when_the_clocks_change_and_over_midnight(start, end, start_utc, end_utc):
    """As it is published, changed and taken back."""
    entry = an_entry(
        start_at=datetime.fromisoformat(start).replace(tzinfo=BERLIN),
        end_at=datetime.fromisoformat(end).replace(tzinfo=BERLIN),
    )

    changed, cancelled = replace(entry, sequence=1), replace(entry, sequence=2, is_cancelled=True)

    answers = [understood(written(one)) for one in (entry, changed, cancelled)]

    assert [answer["method"] for answer in answers] == ["PUBLISH", "PUBLISH", "CANCEL"]
    for sequence, answer in enumerate(answers):
        (read,) = answer["entries"]
        assert (read["start_at"], read["end_at"]) == (f"{start_utc}:00.000Z", f"{end_utc}:00.000Z")
        assert (read["uid"], read["sequence"]) == (entry.uid, sequence)


def test_the_hour_that_comes_twice_has_two_ends():
    first = datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN)
    entry = an_entry(start_at=first, end_at=first.replace(fold=1))

    [read] = understood(written(entry))["entries"]

    assert (read["start_at"], read["end_at"]) == ("2027-10-31T00:30:00.000Z", "2027-10-31T01:30:00.000Z")


@pytest.mark.parametrize(
    "text",
    [
        "Müller & Söhne; Tor 2, links \\ rechts",
        "شركة المعادن الحديثة، الباب الثاني " * 5,
        "Bäckerei 🥨 " * 20 + "👩🏽\u200d🍳",
        "erste Zeile\nzweite Zeile",
        "BEGIN:VALARM\nEND:VEVENT",
        "\\n ist kein Zeilenende, \\; kein Semikolon",
        "ß" * 300,
        '"in Anführung", :^= %0A',
    ],
)
def test_any_text_comes_back_as_it_was(text):
    text = text.strip()

    [read] = understood(written(an_entry(summary=text, location=text, description=text)))["entries"]

    assert (read["summary"], read["location"], read["description"]) == (text, text, text)


@pytest.mark.parametrize("text", ["A" * 200, "ä" * 200, "م" * 200, "🥨" * 100, "\x00\x07a;,\\\r\n" * 30])
def test_lines_are_short_whole_and_ended_as_the_standard_asks(text):
    file = written(an_entry(summary=text))

    assert file.endswith(b"\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert b"\r" not in file.replace(b"\r\n", b"")
    for line in file.split(b"\r\n"):
        assert len(line) <= 75
        assert line.decode("utf-8").isprintable()


def test_line_ends_of_other_systems_and_control_characters_do_no_harm():
    [read] = understood(written(an_entry(summary="a\r\nb\rc\x00d\x1b\x7f")))["entries"]

    assert read["summary"] == "a\nb\ncd"


def test_a_change_keeps_the_uid_and_raises_the_sequence():
    entry = an_entry()
    changed = replace(entry, sequence=1, changed_at=entry.changed_at + timedelta(days=3), location="Werk II")

    before, after = (understood(written(each))["entries"][0] for each in (entry, changed))

    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["changed_at"] == "2027-03-22T09:30:00.000Z"


def test_a_withdrawn_placement_is_cancelled():
    answer = understood(written(an_entry(sequence=2, is_cancelled=True)))

    assert answer["method"] == "CANCEL"
    assert answer["entries"][0]["status"] == "CANCELLED"
    assert answer["entries"][0]["sequence"] == 2


def test_one_of_two_withdrawn_is_published_as_cancelled():
    answer = understood(written(an_entry(), an_entry(uid="other", sequence=1, is_cancelled=True)))

    assert answer["method"] == "PUBLISH"
    assert [entry["status"] for entry in answer["entries"]] == ["CONFIRMED", "CANCELLED"]


def test_the_organiser_is_named_as_who_published_it():
    file = calendar_file(
        [an_entry()],
        product_name="matchday",
        organiser_name='Landkreis "Süd"; Büro:\n1',
        organiser_email="tag@kreis-beispiel.de",
    )

    [read] = understood(file)["entries"]

    assert read["organiser"] == "mailto:tag@kreis-beispiel.de"
    assert read["organiser_name"] == "Landkreis  Süd ; Büro: 1"


def test_times_need_no_table_of_time_zones():
    file = written(an_entry())

    assert b"TZID" not in file
    assert b"DTSTART:20270420T060000Z" in file


def test_an_entry_that_cannot_be_right_is_an_error():
    start = datetime(2027, 4, 20, 8, tzinfo=BERLIN)
    for changes in (
        {"start_at": start.replace(tzinfo=None)},
        {"start_at": start, "end_at": start},
        {"sequence": -1},
        {"uid": ""},
    ):
        with pytest.raises(ValueError, match="calendar entry"):
            an_entry(**changes)


def test_a_file_without_entries_is_an_error():
    with pytest.raises(ValueError, match="at least one"):
        written()
