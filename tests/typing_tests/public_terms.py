"""What a type checker sees of terms, containers and errors: checked, never run."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import assert_type

import dual_responsibility as dr
from dual_responsibility import daysets, errors, periods


def check_terms(code: str) -> None:
    assert_type(dr.Grade(code), dr.Grade)
    assert_type(dr.Grade[code], dr.Grade)
    assert_type(dr.Grade.B.value, str)
    assert_type(list(dr.Tier), list[dr.Tier])
    assert_type({tier.rank: tier.label.zh for tier in dr.Tier}, dict[int, str])
    for term in (dr.ChangeCause.WORK, dr.CompanyChangeCause.CLOSURE, dr.EscalationGround.SCHOOL, dr.ListKind.TASK):
        assert_type(term.label, dr.Text)
        assert_type(term.value, str)
    assert_type(dr.SupervisionMode(code).label.en, str)
    assert_type(dr.TeamRole(code).label.en, str)
    assert_type(dr.VisitOccasion(code).value, str)
    assert_type(dr.CompanyKind(code).is_canteen, bool)
    assert_type(dr.CompanySize(code).value, str)
    assert_type(dr.StaffRole(code).value, str)
    assert_type(dr.BarGround(code).value, str)
    assert_type(dr.ItemKind(code).value, str)
    assert_type(dr.Weekday(code).number, int)
    assert_type(dr.HazardLevel(code).above, dr.HazardLevel | None)
    assert_type(dr.HazardLevel(code).tier, dr.Tier)
    assert_type(dr.LeaderRole(code).value, str)
    assert_type(dr.ProblemState(code).value, str)
    assert_type(dr.ReviewGround(code).value, str)
    assert_type(dr.ReviewUseKind(code).value, str)
    assert_type(dr.SeatRole(code).value, str)
    assert_type(dr.RuleKind(code).value, str)
    assert_type(dr.Scope(code).value, str)
    assert_type(dr.ClauseMet(code).value, str)
    assert_type(dr.__version__, str)


def check_a_match_is_complete(status: dr.Status) -> str:
    match status:
        case dr.Status.FULFILLED | dr.Status.FULFILLED_LATE:
            return "met"
        case dr.Status.PENDING | dr.Status.UNDETERMINED:
            return "open"
        case dr.Status.VIOLATED:
            return "broken"


def check_frozen_maps() -> None:
    counts = dr.FrozenMap({"a": 1})
    assert_type(counts, dr.FrozenMap[str, int])
    assert_type(counts["a"], int)
    assert_type(counts.get("a"), int | None)
    assert_type(counts.get("a", 2.5), int | float)
    assert_type(list(counts), list[str])
    assert_type(dr.FLAGS["entered-late"], dr.Text)
    assert_type(dr.CURES, Mapping[str, dr.Cure])
    assert_type(dr.CURES["visit"].possible, bool)
    assert_type(dr.REASONS, Mapping[str, dr.Reason])
    assert_type(dr.REASONS["visit-missing"].cure, str | None)


def check_days(day: dt.date) -> None:
    assert_type(dr.weeks(day, day, from_sunday=True), Iterator[dr.Window])
    assert_type(next(dr.weeks(day, day)).label, str)
    assert_type(periods.years(day, day), Iterator[dr.Window])
    assert_type(periods.rolling_quarters(day, day, day), Iterator[dr.Window])
    assert_type(periods.as_periods(None), tuple[dr.Period, ...])
    assert_type(periods.is_date(day), bool)
    assert_type(daysets.NO_DAYS, dr.DaySet)
    assert_type(dr.DaySet.parse(["2023-05-06"]), dr.DaySet)
    assert_type(list(dr.DaySet().intervals()), list[tuple[dt.date, dt.date]])
    for word in dr.Timeline([(dr.Period(day), day.isoformat())]):
        assert_type(word, tuple[dr.Period, str])
    for period, grade in dr.Timeline.always(dr.Grade.A):
        assert_type(period, dr.Period)
        assert_type(grade, dr.Grade)


def check_calendars(day: dt.date) -> None:
    named = {day: dr.Text("劳动节", "Labor Day")}
    calendar = dr.WorkCalendar.explicit(day, day, off=[day], worked=dr.DaySet(), weekend={4, 5}, festivals=named)
    assert_type(calendar, dr.WorkCalendar)
    assert_type(calendar.festivals, dr.FrozenMap[dt.date, dr.Text])
    assert_type(calendar.why_worked(day), dr.Text | None)
    assert_type(calendar.edition.hash, str)
    assert_type(dr.WorkCalendar.editions(), tuple[str, ...])
    assert_type(dr.WorkCalendar.from_json(calendar.to_json()), dr.WorkCalendar)


def check_each_error_is_ours_and_a_builtin(text: str) -> None:
    broken: ValueError
    for broken in (
        dr.CalendarError([]), dr.CalendarHorizonError([]), dr.DocumentError([]), dr.PlanError([]), dr.ReadingError([]),
        dr.RegistryError([]), dr.ReportError([]), dr.RulebookError([]), dr.StepError([]), dr.TemplateError([]),
    ):  # fmt: skip
        assert_type(broken.problems, tuple[dr.Problem, ...])
    wrong_type: TypeError = dr.DateTypeError([])
    unknown: LookupError = dr.UnknownIdError([dr.Problem("unknown-id", "/id", dr.Text("无", "none"))])
    assert_type(dr.PlanError.single("code", "/path", "中", "en"), dr.PlanError)
    assert_type(errors.pointer("a", 0), str)
    try:
        dr.Period.parse(text)
    except dr.DualResponsibilityError as error:
        assert_type(error.describe("zh", limit=3), str)
        assert_type([problem.message.en for problem in error.problems], list[str])
    raise wrong_type from unknown
