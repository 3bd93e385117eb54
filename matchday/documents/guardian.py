"""The sheet a parent or guardian signs: German beside the family's language, with room for name, day and signature."""

from dataclasses import dataclass, field

from matchday.documents.pdf import typeset_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianLines:
    """Hold the lines of the sheet in one language. **Shapes**: `points` are short sentences."""

    title: str
    text: str
    points: tuple[str, ...]
    name: str
    place_and_day: str
    signature: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianContent:
    """Hold all that the sheet says: no place and no time.

    **Shapes**: for every kind of German only `german` is printed. `language` is a BCP 47 tag. `colour` is that of the
    band, as #rrggbb. `logo` is a PNG. `when` are the days of the event.
    """

    language: str
    direction: str
    own: GuardianLines
    german: GuardianLines
    organiser_name: str
    event_name: str
    when: str
    contact: str
    colour: str = "#2044aa"
    logo: bytes | None = field(default=None, repr=False)


def guardian_pdf(content: GuardianContent) -> bytes:
    """Typeset the sheet, PDF/UA-1, one page."""
    return typeset_sheet("guardian", content)
