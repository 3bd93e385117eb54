"""Sheets: what staff bring in from Excel or CSV, all or nothing.

``draft`` keeps its cells between preview and confirmation, ``known`` reads what is there already, ``employer``,
``slot``, ``participant`` and ``wishlist`` compare the rows of one kind with it, ``plan`` puts them together and
``carry_out`` takes the plan over.
"""

from matchday.services.sheet.carry_out import carry_out_import
from matchday.services.sheet.change import PLAN_CODES
from matchday.services.sheet.draft import drop_draft, keep_draft, read_draft
from matchday.services.sheet.plan import Count, ImportPlan, plan_import

__all__ = [
    "PLAN_CODES",
    "Count",
    "ImportPlan",
    "carry_out_import",
    "drop_draft",
    "keep_draft",
    "plan_import",
    "read_draft",
]
