"""The Excel list a member of staff has: invented firms and people of the Landkreis Birkenried."""

from __future__ import annotations

from datetime import date, time

from matchday.core.participant import PermissionEntry
from matchday.core.slot import ActivityKind, GermanLevel, Trade
from matchday.sheets.columns import SheetKind
from matchday.sheets.excel_file import write

DAY = date(2027, 4, 20)


def the_list() -> bytes:
    """Return the workbook: two employers, three slots, three people, one wish list."""
    return write({
        SheetKind.EMPLOYERS: [
            {"reference": "SEI", "name": "Metallbau Seidel", "contact_name": "Frau Brandt",
             "contact_mail": "seidel@birkenried.example", "street": "Industriestraße 12", "postcode": "34119",
             "town": "Steinfurth"},
            {"reference": "ANN", "name": "Pflegeheim St. Anna", "street": "Lindenweg 3", "postcode": "34117",
             "town": "Birkenried"},
        ],
        SheetKind.SLOTS: [
            {"reference": "A1", "employer": "SEI", "trade": Trade.METAL, "activity_kind": ActivityKind.HOSPITATION,
             "day": DAY, "start": time(8), "end": time(14), "capacity": 1, "meeting_point": "Tor 2",
             "foreman_name": "Frau Brandt", "foreman_phone": "05550 000300"},
            {"reference": "A2", "employer": "ANN", "trade": Trade.CARE, "activity_kind": ActivityKind.HOSPITATION,
             "day": DAY, "start": time(9), "end": time(13), "capacity": 2, "german_level": GermanLevel.A1},
            {"reference": "A3", "employer": "ANN", "trade": Trade.KITCHEN, "activity_kind": ActivityKind.PRAKTIKUM,
             "day": DAY, "start": time(22), "end": time(4), "capacity": 1, "german_level": GermanLevel.B1},
        ],
        SheetKind.PARTICIPANTS: [
            _person("P1", "Amira", "Khalil", "ar", mail="amira@birkenried.example"),
            _person("P2", "Olena", "Savchuk", "de", level=GermanLevel.B1),
            _person("P3", "Dawit", "Tesfay", "en"),
        ],
        SheetKind.WISHES: [
            {"participant": "P3", "slot": "A1", "rank": 1}, {"participant": "P3", "slot": "A2", "rank": 2},
        ],
    })  # fmt: skip


def _person(reference: str, first: str, last: str, language: str, *, mail: str | None = None,
            level: GermanLevel = GermanLevel.A2) -> dict[str, object]:  # fmt: skip
    return {
        "reference": reference, "first_name": first, "last_name": last, "born_on": date(1994, 5, 17), "mail": mail,
        "languages": (language,), "german_level": level, "permission_entry": PermissionEntry.FREE, "postcode": "34117",
        "town": "Birkenried",
    }  # fmt: skip
