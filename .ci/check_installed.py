"""Does the installed core work by itself, with no extra and no source folder near?"""

import datetime as dt
import sys
from importlib import metadata, resources

import dual_responsibility as dr

assert "holidays" not in sys.modules, "importing the package must stay quick"
assert "site-packages" in dr.__file__, dr.__file__
assert metadata.version("dual-responsibility") == dr.__version__
assert resources.files(dr).joinpath("py.typed").is_file()

for name in dr.__all__:
    getattr(dr, name)
assert "holidays" not in sys.modules
for optional in ("click", "rich", "cattrs", "msgspec", "openpyxl", "jinja2", "icalendar"):
    assert optional not in sys.modules, f"the core must not import {optional}"

for edition in dr.WorkCalendar.editions():
    assert dr.WorkCalendar.from_edition(edition).edition.id == edition
for book in map(dr.rulebook, dr.rulebooks()):
    report = dr.audit(dr.Registry(), book, since=dt.date(2023, 1, 1), as_of=dt.date(2023, 12, 31))
    assert report.findings == ()
# The five days across Labour Day, 2023, one make-up Saturday among them.
assert dr.WorkCalendar.china().add_working_days(dt.date(2023, 4, 27), 5) == dt.date(2023, 5, 8)
print("the core works alone")
