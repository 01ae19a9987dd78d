"""What a type checker sees of rulebooks and templates: checked, never run."""

import datetime as dt
from pathlib import Path
from typing import Any, Literal, assert_type

import dual_responsibility as dr


def check_rulebooks(folder: Path, day: dt.date) -> None:
    book = dr.load_rulebook(folder / "city.toml")
    assert_type(book, dr.Rulebook)
    assert_type(dr.load_rulebook("city.toml"), dr.Rulebook)
    assert_type(dr.parse_rulebook("", beside=folder), dr.Rulebook)
    assert_type(dr.rulebook("suining"), dr.Rulebook)
    assert_type(book.title, dr.Text)
    assert_type(book.in_force, dr.Period | None)
    assert_type(book.before, dr.Rulebook | None)
    assert_type(book.on(day), dr.Rulebook)
    assert_type(book.begins("attend.quarter"), dt.date)
    assert_type(book.stretches("attend.quarter"), tuple[tuple[dt.date, dt.date | None, dr.Rulebook], ...])
    assert_type(book.modes[dr.Tier.CITY], dr.SupervisionMode)
    assert_type(book.teams[dr.SupervisionMode.THREE_WAY_JOINT], tuple[dr.TeamRole, ...])
    assert_type(book.chosen("first-day", "counted"), bool)
    assert_type(book.reading("first-day"), str)
    assert_type(book.to_json(), dict[str, Any])


def check_rules(book: dr.Rulebook, day: dt.date) -> None:
    rule = book.rules["control.daily"]
    assert_type(rule, dr.Rule)
    assert_type(rule.kind, dr.RuleKind)
    assert_type(rule.scope, dr.Scope)
    assert_type(rule.ends, dt.date | None)
    assert_type(rule.on(day), dr.RuleEdition | None)
    assert_type(rule.editions, tuple[dr.RuleEdition, ...])
    assert_type(rule.cited(day, day), tuple[dr.Citation, ...])
    assert_type(rule.editions[0].in_force, dr.Period)
    citation = rule.citations[0]
    assert_type(citation.in_force_on(day), bool)
    assert_type(citation.label("zh"), str)
    assert_type(citation.verified, bool)
    allowance = dr.Allowance(5, dr.Unit.WORKING_DAYS)
    assert_type(allowance.unit, dr.Unit)
    assert_type(book.allowances["WORK", "adjust"], dr.Allowance)
    clause = book.clauses["§7.2"]
    assert_type(clause, dr.Clause)
    assert_type(clause.not_computable, dr.Text | None)
    entry = book.interpretations["first-day"]
    assert_type(entry, dr.Interpretation)
    assert_type(entry.readings, tuple[dr.Reading, ...])
    assert_type(entry.why.zh, str)
    need = book.staffing[0]
    assert_type(need.role, dr.StaffRole)
    assert_type(need.kinds, frozenset[dr.CompanyKind])
    assert_type(need.in_words("zh"), str)


def check_committees(book: dr.Rulebook) -> None:
    if book.mechanism is not None:
        assert_type(book.mechanism.seats[dr.SeatRole.CHIEF], tuple[str, ...])
        assert_type(book.mechanism.text_of("party-secretary"), dr.Text)
    if book.review is not None:
        assert_type(book.review.share_percent, dr.FrozenMap[dr.Tier, int])
        assert_type(book.review.audiences[dr.ReviewGround.LEADER], frozenset[dr.Audience])


def check_differences(before: dr.Rulebook, after: dr.Rulebook) -> None:
    for difference in dr.rulebook_differences(before, after):
        assert_type(difference, dr.NormDifference)
        assert_type(difference.path, str)
        assert_type(difference.to_row(), dict[str, Any])


def check_templates(folder: Path, book: dr.Rulebook) -> None:
    matrix = dr.load_matrix(folder)
    assert_type(matrix, dr.TemplateMatrix)
    assert_type(dr.parse_matrix({"matrix.toml": ""}), dr.TemplateMatrix)
    assert_type(book.with_templates(matrix), dr.Rulebook)
    template = matrix.template("CATERING-B-DAILY")
    assert_type(template, dr.Template)
    assert_type(template.heard, dr.StaffRole | None)
    assert_type(template.headers, tuple[dr.Header, ...])
    assert_type(template.headers[0].label, dr.Text)
    assert_type(template.parts, tuple[dr.Part, ...])
    assert_type(template.parts[0].items, tuple[dr.Item, ...])
    item = template.item("catering.daily.core-temperature")
    assert_type(item.risk, dr.Risk | None)
    assert_type(item.origin, Literal["clause", "model", "city", "company"])
    own = dr.Item(id="own.1", text=dr.Text("冷柜温度", "fridge"), kind=dr.ItemKind.MEASURE, unit="℃", at_most=8)
    assert_type(template.extend(add=[own]), dr.Template)
    cell = (dr.Sector.CATERING, dr.Grade.B, dr.Cycle.DAILY)
    extended = matrix.extend({cell: [own]}, id="own", version="1", title=dr.Text("自定", "own"))
    assert_type(extended, dr.TemplateMatrix)
    contained = dr.contains(template, extended[cell])
    assert_type(contained.weakened, dr.FrozenMap[str, tuple[str, ...]])
    assert_type(contained.problems(), tuple[dr.Problem, ...])
