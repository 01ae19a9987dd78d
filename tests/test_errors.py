"""Errors list every problem, with its path, in both languages, and are the builtins a caller would catch."""

import pickle

import pytest

import dual_responsibility as dr
from dual_responsibility import errors

BUILTINS: dict[type[dr.DualResponsibilityError], type[Exception]] = {
    dr.CalendarError: ValueError,
    dr.CalendarHorizonError: ValueError,
    dr.DateTypeError: TypeError,
    dr.DocumentError: ValueError,
    dr.PlanError: ValueError,
    dr.ProgramError: ValueError,
    dr.ReadingError: ValueError,
    dr.RegistryError: ValueError,
    dr.ReportError: ValueError,
    dr.RulebookError: ValueError,
    dr.StepError: ValueError,
    dr.TemplateError: ValueError,
    dr.UnknownIdError: LookupError,
}


def problem(number: int) -> dr.Problem:
    return dr.Problem("duplicate-id", f"/areas/{number}/id", dr.Text(f"编号重复{number}", f"repeated {number}"))


def test_the_table_names_every_error() -> None:
    classes = [getattr(errors, name) for name in errors.__all__]
    assert {*BUILTINS, dr.DualResponsibilityError} == {
        c for c in classes if isinstance(c, type) and issubclass(c, Exception)
    }


@pytest.mark.parametrize(("error", "builtin"), BUILTINS.items(), ids=lambda c: c.__name__)
def test_each_error_is_ours_and_a_builtin(error: type[dr.DualResponsibilityError], builtin: type[Exception]) -> None:
    assert issubclass(error, dr.DualResponsibilityError)
    assert issubclass(error, builtin)


def test_a_horizon_is_a_calendar_error() -> None:
    assert issubclass(dr.CalendarHorizonError, dr.CalendarError)


@pytest.mark.parametrize("error", [*BUILTINS, dr.DualResponsibilityError], ids=lambda c: c.__name__)
def test_an_error_pickles_with_its_problems(error: type[dr.DualResponsibilityError]) -> None:
    again = pickle.loads(pickle.dumps(error([problem(0), problem(1)])))
    assert type(again) is error
    assert again.problems == (problem(0), problem(1))
    assert str(again) == str(error([problem(0), problem(1)]))


def test_problems_may_come_from_an_iterator_and_keep_their_order() -> None:
    error = dr.RegistryError(problem(number) for number in (3, 1, 2))
    assert [p.path for p in error.problems] == ["/areas/3/id", "/areas/1/id", "/areas/2/id"]


def test_an_error_says_path_message_and_code_a_line_each() -> None:
    error = dr.RegistryError([problem(0), problem(1)])
    assert str(error) == "/areas/0/id: repeated 0 (duplicate-id)\n/areas/1/id: repeated 1 (duplicate-id)"
    assert error.describe("zh").splitlines()[1] == "/areas/1/id: 编号重复1 (duplicate-id)"


def test_the_path_of_the_whole_is_shown() -> None:
    assert str(dr.RulebookError.single("not-toml", "", "不是 TOML", "not TOML")) == "/: not TOML (not-toml)"


def test_the_first_fifty_problems_are_told_and_how_many_more() -> None:
    lines = str(dr.RegistryError(map(problem, range(53)))).splitlines()
    assert len(lines) == 51
    assert lines[49] == "/areas/49/id: repeated 49 (duplicate-id)"
    assert lines[50] == "… and 3 more"
    assert len(str(dr.RegistryError(map(problem, range(50)))).splitlines()) == 50
    assert dr.RegistryError(map(problem, range(3))).describe("zh", limit=1).splitlines()[1] == "……另有 2 处"


def test_one_problem_makes_an_error_of_the_class_asked_for() -> None:
    error = dr.UnknownIdError.single("unknown-id", "/areas", "没有", "none")
    assert type(error) is dr.UnknownIdError
    assert error.problems == (dr.Problem("unknown-id", "/areas", dr.Text("没有", "none")),)


def test_the_module_lists_what_is_public() -> None:
    assert dir(errors) == sorted(errors.__all__)
