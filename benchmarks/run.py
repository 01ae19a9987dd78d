"""Benchmarks: ratios within one run, each figure from fresh processes, printed as a table.

    python benchmarks/run.py            # all of them
    python benchmarks/run.py audit      # one

Seconds are of the processor, not of the clock. The garbage collector is off on both sides; where it
matters, the figure with it on stands beside it. Bytecode is compiled by a run that isn't counted.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable

PRELUDE = """
import gc, sys, time, json, resource, datetime as dt
GC = {gc}
(gc.enable if GC else gc.disable)()
clock = time.process_time
def peak_mb(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
def say(**figures): print(json.dumps(figures))
"""

IMPORT = """
t = clock()
{statement}
say(seconds=clock() - t, holidays='holidays' in sys.modules)
"""

ADD = """
import dual_responsibility as dr, holidays
cal, day, n = dr.WorkCalendar.china(), dt.date(2023, 4, 27), 20000
china = holidays.country_holidays('CN', years=range(2022, 2025))
cal.add_working_days(day, 5), china.get_nth_working_day(day, 5)
t = clock()
for _ in range(n): cal.add_working_days(day, 5)
ours = (clock() - t) / n
t = clock()
for _ in range(n // 10): china.get_nth_working_day(day, 5)
theirs = (clock() - t) / (n // 10)
say(ours_ns=ours * 1e9, holidays_ns=theirs * 1e9, ratio=theirs / ours)
"""

AUDIT = """
import dual_responsibility as dr
from dual_responsibility.example import suining
from dual_responsibility.findings import Finding, Obligation
registry, book = suining(scale={scale}), dr.rulebook('suining-2022')
dr.WorkCalendar.china().is_working_day(dt.date(2023, 1, 1))
t = clock()
report = dr.audit(registry, book, since=dt.date(2023, 1, 1), as_of=dt.date(2023, 12, 31), rules={rules})
audit = clock() - t
t = clock()
report.fingerprint
fingerprint = clock() - t
pairs = [(f.obligation, f) for f in report.findings]
t = clock()
again = [
    Finding(
        Obligation(o.rule_id, o.bearer, o.subject, o.trigger, o.arose, o.due),
        f.status, f.reason, f.closed, tuple([(*told,) for told in f.ingredients]), f.context,
    )
    for o, f in pairs
]
construct = clock() - t
say(audit=audit, construct=construct, ratio=audit / construct, fingerprint=fingerprint,
    of_audit=fingerprint / audit, companies=len(registry.companies), findings=len(report.findings),
    per_company_us=audit / len(registry.companies) * 1e6)
"""

MEMORY = """
import dual_responsibility as dr
from dual_responsibility.interchange import registry_from_json
data = open({path!r}, 'rb').read()
registry = registry_from_json(data)
report = dr.audit(
    registry, dr.rulebook('suining-2022'), since=dt.date(2023, 1, 1), as_of=dt.date(2023, 12, 31), rules={rules}
)
report.fingerprint
say(peak_mb=peak_mb())
"""

PARTS = """
t0 = clock()
import dual_responsibility as dr
from dual_responsibility import reporting
from dual_responsibility.interchange import registry_from_json
data = open({path!r}, 'rb').read()
t1 = clock()
registry = registry_from_json(data)
t2 = clock()
report = dr.audit(registry, dr.rulebook('suining-2022'), since=dt.date(2023, 1, 1), as_of=dt.date(2023, 12, 31))
t3 = clock()
reporting.report_to_text(report)
t4 = clock()
say(importing=t1 - t0, reading_and_checking=t2 - t1, auditing=t3 - t2, printing=t4 - t3, whole=t4 - t0)
"""


SPINE = ("coverage.*", "team.*", "commitment.*", "notice-card.*", "know.*", "attend.*", "adjust.*")
"""The chain of duty of the supervisors, for which the limits were set; companies' own side has its own benchmark."""


VECTORS = """
t = clock()
from dual_responsibility import conformance
vectors = conformance.vectors()
load = clock() - t
t = clock()
requests = [json.dumps(vector.request) for vector in vectors]
for request in requests: json.loads(request)
plain = clock() - t
t = clock()
results = conformance.run(conformance.answer, vectors)
run = clock() - t
assert results.agrees
say(count=len(vectors), load=load, run=run, each_us=run / len(vectors) * 1e6, ratio=run / plain)
"""


def fresh(script: str, gc: bool = False, **values: object) -> dict[str, float]:
    """What a script says of itself, run in a process of its own."""
    code = PRELUDE.format(gc=gc) + script.format(**values)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def medians(times: int, script: str, gc: bool = False, **values: object) -> dict[str, float]:
    """The median of each figure over fresh processes, after one that isn't counted."""
    fresh(script, gc, **values)
    runs = [fresh(script, gc, **values) for _ in range(times)]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def row(name: str, figure: str, limit: str = "") -> None:
    """One line of the table."""
    print(f"{name:<58} {figure:>28}  {limit}", flush=True)


def imports() -> None:
    """The package against attrs and dateutil."""
    statements = "import dual_responsibility", "import attrs, dateutil.relativedelta"
    pairs = [[fresh(IMPORT, statement=statement) for statement in statements] for _ in range(16)][1:]
    ratio = statistics.median(ours["seconds"] / theirs["seconds"] for ours, theirs in pairs)
    row("import, against attrs and dateutil.relativedelta", f"{ratio:.2f} times", "at most 1.2")
    row("holidays loaded by it", str(any(ours["holidays"] for ours, _ in pairs)), "False")


def workdays() -> None:
    """The fifth working day."""
    found = medians(5, ADD)
    row("add_working_days(day, 5)", f"{found['ours_ns']:.0f} ns")
    row("holidays' own get_nth_working_day", f"{found['holidays_ns']:.0f} ns", "")
    row("  ratio", f"{found['ratio']:.0f} times faster", "at least 50")


def audit() -> None:
    """The example city for a year."""
    off, on = (medians(5 - 2 * gc, AUDIT, gc=gc, scale=1.0, rules=SPINE) for gc in (False, True))
    row(f"audit of {off['companies']:,.0f} companies, {off['findings']:,.0f} findings", f"{off['audit']:.2f} s")
    row("  against constructing the same findings", f"{off['ratio']:.2f} times", "at most 3")
    row("  the same with the collector on", f"{on['ratio']:.2f} times ({on['audit']:.2f} s)")
    row("  fingerprint, of the audit", f"{off['of_audit']:.2f}", "at most 0.6")
    whole = medians(3, AUDIT, scale=1.0, rules=("*",))
    row(f"audit by all rules, {whole['findings']:,.0f} findings", f"{whole['audit']:.2f} s")


def scaling() -> None:
    """Time per company at full and at tenth size."""
    for gc in (False, True):
        fresh(AUDIT, gc, scale=0.1, rules=SPINE)
        pairs = [[fresh(AUDIT, gc, scale=scale, rules=SPINE) for scale in (1.0, 0.1)] for _ in range(7)]
        ratio = statistics.median(big["per_company_us"] / small["per_company_us"] for big, small in pairs)
        name = "with the collector on" if gc else "collector off"
        row(f"time per company at 22,863 against 2,286, {name}", f"{ratio:.2f} times", "" if gc else "at most 1.25")


def commands() -> None:
    """Memory, and the parts of the audit command."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "city.json")
        make = "from dual_responsibility.example import suining\nfrom dual_responsibility.interchange import write_registry\n"
        make += f"open({path!r}, 'wb').write(write_registry(suining()))\nsay(done=1)\n"
        fresh(make.replace("{", "{{").replace("}", "}}"))
        for rules, name, limit in ((SPINE, "auditing", "under 400"), (("*",), "auditing by all rules", "")):
            peak = medians(3, MEMORY, path=path, rules=rules)
            row(f"peak memory of reading, {name}, fingerprinting", f"{peak['peak_mb']:.0f} MB", limit)
        parts = medians(5, PARTS, path=path)
        for name, seconds in parts.items():
            row(f"audit command: {name.replace('_', ' ')}", f"{seconds:.2f} s")


def vectors() -> None:
    """The conformance vectors, loaded and run on this library."""
    found = medians(3, VECTORS)
    row(f"{found['count']:,.0f} conformance vectors, loaded", f"{found['load']:.2f} s")
    row("  and run", f"{found['run']:.2f} s ({found['each_us']:.0f} us each)")
    row("  against writing and reading their requests", f"{found['ratio']:.1f} times")


ALL: dict[str, Callable[[], None]] = {
    "imports": imports,
    "workdays": workdays,
    "audit": audit,
    "scaling": scaling,
    "commands": commands,
    "vectors": vectors,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        ALL[name]()
