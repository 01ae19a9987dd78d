"""Reading and checking a city's JSON, against json.loads and bare construction of the same facts.

    python benchmarks/read.py

Seconds are of the processor; each side runs in fresh processes, in turn, and the medians of five
are compared. Bare construction is given values that are ready made, and checks nothing. The memory
is the peak of a process that only reads.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from run import fresh, row

RUNS = 5

WRITE = """
from dual_responsibility.example import suining
from dual_responsibility.interchange import write_registry
registry = suining()
data = write_registry(registry)
open({path!r}, 'wb').write(data)
say(megabytes=len(data) / 1e6, companies=len(registry.companies), visits=len(registry.visits))
"""

BARE = """
import attrs
from dual_responsibility import Claim, Post, TeamMember
from dual_responsibility.facts.registry import COLLECTIONS
from dual_responsibility.interchange import registry_from_json
data = open({path!r}, 'rb').read()
t = clock()
loaded = json.loads(data)
loads = clock() - t
del loaded
registry = registry_from_json(data)
def prepared(fact):
    values = [(field.name, getattr(fact, field.name), field.default) for field in attrs.fields(type(fact))]
    given = dict([(name, value) for name, value, default in values if value is not None and value != default])
    for name in ('posts', 'team'):
        if name in given: given[name] = [(type(part), prepared(part)) for part in given[name]]
    return given
columns = [
    (kind, [prepared(fact) for fact in getattr(registry, name)]) for name, kind in [*COLLECTIONS.items(), ('complete', Claim)]
]
del registry
made = []
t = clock()
for kind, rows in columns:
    for given in rows:
        for name in ('posts', 'team'):
            if name in given: given[name] = tuple([part(**values) for part, values in given[name]])
    made.append([kind(**given) for given in rows])
construct = clock() - t
say(loads=loads, construct=construct, bare=loads + construct)
"""

READ = """
from dual_responsibility.interchange import registry_from_json
data = open({path!r}, 'rb').read()
t = clock()
registry_from_json(data)
say(read=clock() - t, peak_mb=peak_mb())
"""

CHECK = """
from dual_responsibility.interchange import registry_from_json
registry = registry_from_json(open({path!r}, 'rb').read())
t = clock()
registry.replace()
say(check=clock() - t)
"""


def measure(path: str, gc: bool) -> None:
    """Both sides in turn, and the table of their medians."""
    sides = BARE, READ, CHECK
    runs = [[fresh(side, gc, path=path) for side in sides] for _ in range(RUNS + 1)][1:]
    figures = {name: statistics.median(run[i][name] for run in runs) for i in range(3) for name in runs[0][i]}
    ratio = statistics.median(read["read"] / bare["bare"] for bare, read, _ in runs)
    row(f"garbage collector {'on' if gc else 'off'}: json.loads", f"{figures['loads']:.3f} s")
    row("  bare construction", f"{figures['construct']:.3f} s")
    row("  reading and checking", f"{figures['read']:.3f} s")
    row("    of which the registry's checks", f"{figures['check']:.3f} s")
    row("  ratio", f"{ratio:.2f} times", "" if gc else "at most 1.6")
    row("  peak memory of reading", f"{figures['peak_mb']:.0f} MB")


def main() -> None:
    """Make the city, then measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "city.json")
        city = fresh(WRITE, path=path)
        row(f"{city['companies']:,.0f} companies, {city['visits']:,.0f} visits", f"{city['megabytes']:.1f} MB")
        for gc in (False, True):
            measure(path, gc)


if __name__ == "__main__":
    main()
