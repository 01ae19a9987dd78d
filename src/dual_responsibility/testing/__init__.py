"""For those who test rules of their own against ours: fixtures, builders, one-line cases, assertions, strategies.

Opt in with ``pytest_plugins = ["dual_responsibility.testing"]`` in a ``conftest.py``; nothing is loaded for those
who don't. Needs the extra ``testing``; the Hypothesis strategies are in ``dual_responsibility.testing.strategies``.
"""

from .asserting import assert_fulfilled, assert_nothing, assert_pending, assert_undetermined, assert_violated
from .building import (
    CITY,
    COUNTY,
    EVERYTHING,
    TOWNSHIP,
    VILLAGE,
    a_change,
    a_company,
    a_registry,
    a_supervisor,
    a_visit,
    an_assignment,
)
from .cases import Case, case
from .conforming import assert_conforms, conformance_vectors
from .fixtures import small_registry, suining_rulebook, work_calendar
from .matching import FindingLike

__all__ = [
    "CITY",
    "COUNTY",
    "EVERYTHING",
    "TOWNSHIP",
    "VILLAGE",
    "Case",
    "FindingLike",
    "a_change",
    "a_company",
    "a_registry",
    "a_supervisor",
    "a_visit",
    "an_assignment",
    "assert_conforms",
    "assert_fulfilled",
    "assert_nothing",
    "assert_pending",
    "assert_undetermined",
    "assert_violated",
    "case",
    "conformance_vectors",
    "small_registry",
    "suining_rulebook",
    "work_calendar",
]
