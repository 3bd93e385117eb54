"""Rows of employers beside the organiser's employers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matchday.models import Employer, Site
from matchday.services.employer import FIELDS
from matchday.services.sheet.change import Change, Complaints, filled, fold
from matchday.services.sheet.known import Known
from matchday.services.site import placed
from matchday.sheets.columns import SheetKind
from matchday.sheets.employer import default_reference
from matchday.sheets.references import Row


@dataclass(frozen=True)
class EmployerChange(Change[Employer]):
    """What a row does to an employer and to one of its sites."""

    site: Change[Site]

    @property
    def is_changing(self) -> bool:
        """Tell whether the employer or its site becomes another."""
        return super().is_changing or (self.known is not None and (self.site.is_new or self.site.is_changing))


def plan_employers(rows: Sequence[Row], known: Known, complaints: Complaints) -> Iterator[EmployerChange]:
    """Yield what each row adds or changes."""
    by_reference = {fold(one.reference): one for one in known.employers.values()}
    for row in rows:
        employer = by_reference.get(fold(row.values["reference"]))
        if employer is None and row.values["reference"] == default_reference(row.values, row.line):
            employer = known.employers.get(fold(row.values["name"]))
        if employer is not None and employer.withdrawn_at is not None:
            complaints.add(SheetKind.EMPLOYERS, row, "name", code="employer_withdrawn", text=employer.name)
        values = filled(row, *FIELDS)
        if employer is not None:
            values["reference"] = employer.reference
        yield EmployerChange(row, employer, values, _plan_site(row, employer))


def _plan_site(row: Row, employer: Employer | None) -> Change[Site]:
    """Return the site a row means: of the same label, else at the same address, else the only one."""
    values = filled(row, "street", "postcode", "town", "latitude", "longitude")
    if label := row.values.get("site_label"):
        values["label"] = label
    sites = employer.sites if employer else []
    site = next((one for one in sites if label and fold(one.label) == fold(label)), None)
    if site is None and not label:
        same = [one for one in sites if (one.postcode, fold(one.town)) == (values["postcode"], fold(values["town"]))]
        site = same[0] if same else (sites[0] if len(sites) == 1 else None)
    has_moved = site is None or site.postcode != values["postcode"]
    if "latitude" not in values and has_moved:
        values = placed(values)
    return Change(row, site, values)
