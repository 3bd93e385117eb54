"""Attestations on A4: that somebody took part, with a QR code by which anybody can check it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from matchday.documents.pdf import typeset
from matchday.documents.qr import qr_svg


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestationContent:
    """Hold all that an attestation says, in German.

    **Shapes**: `facts` have one entry per line, a name and a value; an empty value is left out. `logo` is a PNG.
    `colour` is that of the band, as #rrggbb. `address` is what the QR code says.
    """

    organiser_name: str
    office: str
    name: str
    text: str
    facts: tuple[tuple[str, str], ...]
    place_and_day: str
    site: str
    address: str = field(repr=False)
    colour: str = "#2044aa"
    logo: bytes | None = field(default=None, repr=False)


def attestations_pdf(contents: Sequence[AttestationContent], *, title: str) -> bytes:
    """Typeset attestations, PDF/UA-1, one page each.

    **Shapes**: at least one, all of one organiser.
    **Units**: the QR code measures 40 mm.
    """
    papers = [
        {
            **{name: value for name, value in asdict(one).items() if name not in ("logo", "address")},
            "facts": [fact for fact in one.facts if fact[1]],
            "qr": qr_svg(one.address, quiet_zone=0),
        }
        for one in contents
    ]
    logo = contents[0].logo
    return typeset("attestations", {"title": title, "logo": list(logo) if logo else None, "papers": papers})
