"""Profiles, one page of A4 each: German beside the person's own language, only the parts the person chose."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from matchday.documents.pdf import has_long_words, sheet_page, typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPart:
    """Hold one part of a profile in one language.

    **Shapes**: a fact is a name and a value; the name may be empty. `own_words` stand as the person wrote them.
    """

    title: str
    icon: str
    facts: tuple[tuple[str, str], ...]
    own_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileContent:
    """Hold all that a profile on paper says.

    **Shapes**: `own` and `german` have the same parts in the same order; for every kind of German only `german` is
    printed. `language` is a BCP 47 tag. `colour` is that of the band, as #rrggbb. `logo` is a PNG.
    """

    name: str
    language: str
    direction: str
    title: str
    german_title: str
    note: str
    german_note: str
    german: tuple[ToldPart, ...]
    own: tuple[ToldPart, ...]
    organiser_name: str
    event_name: str
    colour: str = "#2044aa"
    logo: bytes | None = field(default=None, repr=False)


def profiles_pdf(contents: Sequence[ProfileContent], *, title: str) -> bytes:
    """Typeset profiles of one event, PDF/UA-1; long texts make the letters smaller, never a page longer."""
    papers, logo = [sheet_page(one) for one in contents], contents[0].logo
    values = {"title": title, "logo": list(logo) if logo else None, "papers": papers}
    icons = {part.icon for one in contents for part in one.german}
    return typeset("profiles", {**values, "has_long_words": has_long_words(papers)}, icons=icons)
