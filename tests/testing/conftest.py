"""The fixtures that others opt into by ``pytest_plugins``."""

from dual_responsibility.testing import small_registry, suining_rulebook, work_calendar

__all__ = ["small_registry", "suining_rulebook", "work_calendar"]
