"""Control records and templates: ratios within one run.

    python benchmarks/controls.py

Seconds are of the processor, each figure from fresh processes, medians of five. The baseline counts
the missing days of each log with plain numbers as bit sets, then makes the same findings from the
same ingredients, and checks nothing.
"""

from __future__ import annotations

from run import medians, row

CITY = """
import dual_responsibility as dr
from dual_responsibility.example import suining
from dual_responsibility.findings import Context, Obligation
from dual_responsibility.rules import EVALUATORS
from dual_responsibility.rules.view import View
from dual_responsibility.series import Series
registry, book = suining(scale={scale}), dr.rulebook('suining-2022')
since, as_of = dt.date(2023, 1, 1), dt.date(2023, 12, 31)
IDS = 'control.daily', 'control.weekly', 'control.monthly'
view = View(registry, Context(book, dr.WorkCalendar.china(), since, as_of, None))
files = [view.file(id) for id in registry.owns('companies')]
"""

CONTROLS = (
    CITY
    + """
t = clock()
rules = [EVALUATORS[id](view, id) for id in IDS]
findings = [finding for file in files for rule in rules for finding in rule.judge(file)]
judged = clock() - t
t = clock()
dr.audit(registry, book, since=since, as_of=as_of, rules=IDS)
audited = clock() - t
first, year = since.toordinal(), (1 << 365) - 1
bits = [log.kept.bits_from(first) for log in registry.control_logs]
sets = [(finding, finding.days.bits_from(first), finding.arose.toordinal()) for finding in findings]
t = clock()
missing = sum((year & ~kept).bit_count() for kept in bits)
again = []
for f, days, arose in sets:
    code = f.reason or 'kept'
    covered = dr.DaySet.of_bits(first, days)
    duty = Obligation(f.rule_id, f.bearer, f.subject, f'{{code}}@{{f.arose}}', dt.date.fromordinal(arose), covered.last)
    told = (('records-kept' if f.reason is None else 'records-missing', f.cycle, covered, f.size),)
    again.append(Series(duty, f.status, f.reason, None, told, f.context, f.cycle, covered, f.size))
baseline = clock() - t
say(judged=judged, audited=audited, baseline=baseline, ratio=judged / baseline, whole=audited / baseline,
    findings=len(findings), obligations=sum(f.count for f in findings))
"""
)

GROWTH = """
import dual_responsibility as dr
days = {days}
kept = dr.DaySet.between(dt.date(2023, 1, 1), dt.date(2023, 1, 1) + dt.timedelta(days - 1))
registry = dr.Registry(
    areas=[dr.Area(id='5109', tier=dr.Tier.CITY)],
    companies=[dr.Company(id=f'C-{{i}}', area='5109', sectors=dr.Sector.CATERING) for i in range(10000)],
    control_logs=[dr.ControlLog(company=f'C-{{i}}', cycle=dr.Cycle.DAILY, kept=kept) for i in range(10000)],
    complete=[dr.Claim(kind='control_logs')],
)
book = dr.rulebook('suining-2022')
t = clock()
report = dr.audit(registry, book, since=dt.date(2023, 1, 1), as_of=dt.date(2024, 1, 1), rules=['control.daily'])
say(seconds=clock() - t)
"""

MEMORY = """
import random, tracemalloc
import dual_responsibility as dr
random.seed(1)
year = [dt.date(2023, 1, 1) + dt.timedelta(i) for i in range(365)]
full = dr.DaySet(year)
ids = [f'C-{{i:05}}' for i in range(22863)]
tracemalloc.start()
logs = [
    dr.ControlLog(company=id, cycle=cycle, kept=full - dr.DaySet(random.sample(year, 3)))
    for id in ids for cycle in dr.Cycle
]
say(megabytes=tracemalloc.get_traced_memory()[0] / 1e6)
"""

IMPORT = """
t = clock()
import attrs
say(seconds=clock() - t)
"""

TEMPLATES = """
import dual_responsibility as dr
book = dr.rulebook('suining-2022')
t = clock()
book.templates
say(seconds=clock() - t)
"""


def main() -> None:
    """Print the table."""
    for gc in (False, True):
        found = medians(5, CONTROLS, gc, scale=1.0)
        name = f"control.* over {found['findings']:,.0f} findings, {found['obligations']:,.0f} obligations"
        row(f"{name}{', collector on' if gc else ''}", f"{found['judged']:.2f} s")
        row("  against bit sets and the same findings", f"{found['ratio']:.2f} times", "" if gc else "at most 2")
        row("  with the whole audit around it", f"{found['whole']:.2f} times ({found['audited']:.2f} s)")
    few, many = (medians(5, GROWTH, days=days)["seconds"] for days in (1, 365))
    row("10,000 companies with a year kept against one day kept", f"{many / few:.2f} times", "about 1")
    row("memory of 68,589 logs, no two alike", f"{medians(1, MEMORY)['megabytes']:.0f} MB", "under 40")
    attrs, templates = medians(9, IMPORT)["seconds"], medians(9, TEMPLATES)["seconds"]
    row("loading the 48 templates, against import attrs", f"{templates / attrs:.2f} times", "under 1")


if __name__ == "__main__":
    main()
