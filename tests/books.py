"""Rulebooks for tests: Suining's text, and another city's that sets days for changes of companies."""

from functools import cache
from importlib import resources

import dual_responsibility as dr

COMPANY_RULES = """
[rules."adjust.company-report"]
title = { zh = "主体变动报告", en = "a company's change is reported" }
demand = { zh = "包保主体变动的，应当在15个工作日内报告", en = "a company's change is reported within 15 working days" }
kind = "DATED"
scope = "COMPANY"
citations = ["national-opinion-2022"]
readings = ["in-force-from", "first-day"]

[rules."adjust.company-change"]
title = { zh = "主体变动调整", en = "the relation is adjusted after a company's change" }
demand = { zh = "报告后应当在7个工作日内调整", en = "the relation is adjusted within 7 working days of the report" }
kind = "DATED"
scope = "COMPANY"
citations = ["national-opinion-2022"]
readings = ["in-force-from", "first-day"]
"""


def suining_text() -> str:
    """The text of Suining's rulebook, as it is shipped."""
    return resources.files("dual_responsibility.norms").joinpath("rulebooks", "suining-2022.toml").read_text("utf-8")


def allowances(stage: str, days: int, *causes: dr.CompanyChangeCause, unit: str = "WORKING_DAYS") -> str:
    """The table that allows so many days at a stage, for all causes of a company's change unless some are named."""
    rows = [
        f'{cause.value} = {{ days = {days}, unit = "{unit}", citations = ["national-opinion-2022"] }}'
        for cause in causes or dr.CompanyChangeCause
    ]
    return "\n".join([f"[allowances.{stage}]", *rows, ""])


@cache
def another_citys_book() -> dr.Rulebook:
    """Suining's book with another city's days: 15 working days to report, 7 from the report to adjust."""
    tables = allowances("report", 15) + allowances("company-adjust", 7)
    return dr.parse_rulebook(suining_text() + COMPANY_RULES + tables)
