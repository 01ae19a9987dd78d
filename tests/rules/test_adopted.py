"""template.adopted: a company's own checklist contains every item of its cell, or refines it (§8.1–§8.6)."""

import itertools

import pytest

import dual_responsibility as dr

from .building import (
    COUNTY,
    OTHER_COUNTY,
    claim,
    company,
    day,
    everything_but,
    findings,
    is_told_in_words,
    outcome,
    period,
    registry,
    run,
    the_finding,
)
from .staffing_building import ADOPTED, STANDS_IN, Size, checklist, item, whole_set

A, B, C, D = dr.Grade
CATERING, SPECIAL = dr.Sector.CATERING, dr.Sector.SPECIAL
MATRIX = dr.rulebook("suining-2022").templates
TEMPLATE = MATRIX[CATERING, B, dr.Cycle.DAILY]
"""The cell of most tests: a B caterer's daily record."""
CORE, COLD = "catering.daily.core-temperature", "catering.daily.cold-storage"
"""Its measures with limits: 70 ℃ at least, 8 ℃ at most (as the matrix states them)."""
PAIRS = list(itertools.combinations("DCBA", 2))
"""Each level with each level above it."""


def judged(facts, **window):
    """The findings by the reading that lets model items stand in, by trigger."""
    readings = {**STANDS_IN, **window.pop("readings", {})}
    window.setdefault("as_of", "2023-06-30")
    return {f.trigger: f for f in findings(facts, ADOPTED, readings=readings, **window)}


def daily(facts, **window):
    """The findings about daily templates alone, in order."""
    return [finding for trigger, finding in judged(facts, **window).items() if "-DAILY@" in trigger]


def the_daily(*facts, grade=B, complete=None, **window):
    """The one finding about a caterer's daily template."""
    given = {} if complete is None else {"complete": complete}
    (only,) = daily(registry(company(grade=grade), *facts, **given), **window)
    return only


def copied(template, **changed):
    """The items of a template as items of a company's own; by keyword, fields to change, by the id's last part."""
    return [
        item(
            one.id,
            **{
                "kind": one.kind, "unit": one.unit, "at_least": one.at_least, "at_most": one.at_most,
                "required": one.required, **changed.get(one.id.rpartition(".")[2].replace("-", "_"), {}),
            },
        )
        for one in template.items
    ]  # fmt: skip


def lacking(finding, key="items-missing"):
    """The ids that a finding tells as missing, or as weakened."""
    return {id for name, _, ids in (p for p in finding.ingredients if p[0] == key) for id in ids}


def weak(found):
    """The ids of the items that a finding says are weakened."""
    return {one.zh.partition("（")[0] for one in lacking(found, "items-weakened")}


# Unpublished: no company is found in breach of a model item


def test_by_default_it_cant_be_told_for_each_sector_and_cycle():
    facts = registry(company(), checklist("CATERING-C-DAILY"))
    found = findings(facts, ADOPTED, as_of="2023-06-30")
    assert [(f.trigger, run(f)) for f in found] == [
        (f"CATERING-{cycle}@2022-11-01", ("UNDETERMINED", "template-items-unpublished", "2022-11-01", None))
        for cycle in ("DAILY", "MONTHLY", "WEEKLY")
    ]
    assert {(f.bearer, f.subject) for f in found} == {(dr.Ref("company", "C-1"), dr.Ref("company", "C-1"))}
    assert {f.cure for f in found} == {dr.CURES["choose-template-reading"]}


def test_one_that_works_in_two_sectors_cant_be_told_of_both():
    found = findings(registry(company(sectors=[CATERING, SPECIAL])), ADOPTED, as_of="2023-06-30")
    assert [f.trigger.partition("@")[0] for f in found] == [
        "CATERING-DAILY", "CATERING-MONTHLY", "CATERING-WEEKLY", "SPECIAL-DAILY", "SPECIAL-MONTHLY", "SPECIAL-WEEKLY",
    ]  # fmt: skip


def test_unpublished_is_said_of_the_days_on_which_it_operates_in_the_window():
    spans = [period("2022-01-01/2023-01-31"), period("2023-04-01/..")]
    facts = registry(company(operating=spans))

    def begun(since, as_of):
        return {f.arose.isoformat() for f in findings(facts, ADOPTED, since=since, as_of=as_of)}

    assert begun("2022-10-01", "2022-10-31") == set()
    assert begun("2022-10-01", "2022-11-01") == {"2022-11-01"}
    assert begun("2022-11-01", "2023-03-31") == {"2022-11-01"}
    assert begun("2022-11-01", "2023-04-01") == {"2022-11-01", "2023-04-01"}
    assert begun("2023-01-31", "2023-03-31") == {"2022-11-01"}
    assert begun("2023-02-01", "2023-03-31") == set()


def test_what_cant_be_told_of_a_company_that_has_closed_is_closed_too():
    """As with every standing duty: closed on the day after its last."""
    facts = registry(company(operating=period("2022-01-01/2023-01-31")))
    still = findings(facts, ADOPTED, as_of="2023-01-31")
    assert {run(f) for f in still} == {("UNDETERMINED", "template-items-unpublished", "2022-11-01", None)}
    over = findings(facts, ADOPTED, as_of="2023-02-01")
    assert {run(f) for f in over} == {("UNDETERMINED", "template-items-unpublished", "2022-11-01", "2023-02-01")}


def test_unpublished_is_told_in_words():
    for found in findings(registry(company()), ADOPTED, as_of="2023-06-30"):
        assert is_told_in_words(found)
    first = findings(registry(company()), ADOPTED, as_of="2023-06-30")[0]
    assert "来源没有公布 CATERING-DAILY 各级模板的检查项。" in first.explain("zh")
    assert "The source prints no item of the templates CATERING-DAILY of any grade." in first.explain("en")
    assert "template-items = unpublished" in first.explain("en")


@pytest.mark.parametrize("readings", [{}, STANDS_IN])
def test_without_a_sector_it_cant_be_told(readings):
    found = the_finding(registry(company(sectors=())), ADOPTED, as_of="2023-06-30", readings=readings)
    assert run(found) == ("UNDETERMINED", "sector-unknown", "2022-11-01", None)
    assert (found.trigger, found.ingredients) == ("2022-11-01", (("undescribed", "C-1"),))
    assert found.cure is dr.CURES["record-sector"]
    assert is_told_in_words(found)
    assert "C-1" in found.explain("zh")


# What it takes over


@pytest.mark.parametrize("sector", list(dr.Sector))
@pytest.mark.parametrize("grade", list(dr.Grade))
def test_taking_over_ones_own_cell_is_enough(sector, grade):
    facts = registry(company(grade=grade, sectors=sector), *whole_set(grade.value, sector=sector))
    found = judged(facts)
    assert sorted(found) == [
        f"{sector.value}-{grade.value}-{cycle}@2022-11-01" for cycle in ("DAILY", "MONTHLY", "WEEKLY")
    ]
    assert {run(f) for f in found.values()} == {("FULFILLED", None, "2022-11-01", None)}


@pytest.mark.parametrize(("grade", "higher"), PAIRS)
def test_taking_over_a_higher_cell_contains_the_lower(grade, higher):
    """A lower level's items are a subset of a higher one's, unless the level has a reason of its own."""
    for sector in dr.Sector:
        for cycle in dr.Cycle:
            own = checklist(f"{sector.value}-{higher}-{cycle.value}", sector=sector, cycle=cycle)
            facts = registry(company(grade=dr.Grade[grade], sectors=sector), own)
            found = judged(facts)[f"{sector.value}-{grade}-{cycle.value}@2022-11-01"]
            alone = {one.id for one in MATRIX[sector, dr.Grade[grade], cycle].items if one.because is not None}
            assert lacking(found) == alone
            assert outcome(found) == (("VIOLATED", "items-missing") if alone else ("FULFILLED", None))


@pytest.mark.parametrize(("lower", "grade"), PAIRS)
def test_taking_over_a_lower_cell_lacks_exactly_what_the_higher_adds(lower, grade):
    wanted, taken = (MATRIX[CATERING, dr.Grade[one], dr.Cycle.DAILY] for one in (grade, lower))
    found = the_daily(checklist(taken.id), grade=dr.Grade[grade])
    assert outcome(found) == ("VIOLATED", "items-missing")
    assert lacking(found) == {one.id for one in wanted.items} - {one.id for one in taken.items}
    assert found.cure is dr.CURES["restore-items"]
    assert is_told_in_words(found)
    assert all(id in found.explain(lang) for id in lacking(found) for lang in ("zh", "en"))


@pytest.mark.parametrize("adopts", ["SPECIAL-B-DAILY", "CATERING-B-WEEKLY"])
def test_taking_over_another_sectors_or_cycles_template_lacks_everything(adopts):
    found = the_daily(checklist(adopts))
    assert outcome(found) == ("VIOLATED", "items-missing")
    assert lacking(found) == {one.id for one in TEMPLATE.items}


@pytest.mark.parametrize("adopts", ["CATERING-E-DAILY", "our own list"])
def test_taking_over_a_template_that_there_isnt_is_told_as_such(adopts):
    found = the_daily(checklist(adopts))
    assert outcome(found) == ("VIOLATED", "template-unknown")
    assert found.cure is dr.CURES["adopt-template"]
    assert is_told_in_words(found)
    assert f"包保主体 C-1 的检查表采用模板 {adopts}，而没有这样的模板。" in found.explain("zh")


def test_what_it_takes_over_matters_nothing_if_all_items_are_its_own():
    own = checklist("CATERING-E-DAILY", "2022-11-01/..", *copied(TEMPLATE))
    assert outcome(the_daily(own)) == ("FULFILLED", None)


# Items of its own (“包括但不限于”, §8.6)


def test_all_items_written_out_without_taking_over_any_template():
    found = the_daily(checklist(None, "2022-11-01/..", *copied(TEMPLATE)))
    assert run(found) == ("FULFILLED", None, "2022-11-01", None)


def test_each_item_left_out_is_named():
    for gone in TEMPLATE.items:
        rest = [one for one in copied(TEMPLATE) if one.id != gone.id]
        found = the_daily(checklist(None, "2022-11-01/..", *rest))
        assert (outcome(found), lacking(found)) == (("VIOLATED", "items-missing"), {gone.id})


def test_adding_items_always_passes():
    own = item("own.fish-tank"), item("own.oil", kind=dr.ItemKind.MEASURE, unit="%", at_most=25)
    assert outcome(the_daily(checklist(TEMPLATE.id, "2022-11-01/..", *own))) == ("FULFILLED", None)


def test_a_lower_cell_and_the_items_that_it_lacks():
    low = {one.id for one in MATRIX[CATERING, C, dr.Cycle.DAILY].items}
    added = [one for one in copied(TEMPLATE) if one.id not in low]
    assert len(added) == 17 - 13
    assert outcome(the_daily(checklist("CATERING-C-DAILY", "2022-11-01/..", *added))) == ("FULFILLED", None)
    found = the_daily(checklist("CATERING-C-DAILY", "2022-11-01/..", *added[1:]))
    assert lacking(found) == {added[0].id}


def measure(id, unit="℃", **fields):
    """A measure of a company's own."""
    return item(id, kind=dr.ItemKind.MEASURE, unit=unit, **fields)


@pytest.mark.parametrize(
    "own",
    [
        [measure(CORE, at_least=70)],
        [measure(CORE, at_least=75)],
        [measure(CORE, at_least=75, at_most=100)],
        [measure(COLD, at_most=8)],
        [measure(COLD, at_least=0, at_most=5)],
        [measure("own.core-wok", refines=CORE, at_least=70), measure("own.core-oven", refines=CORE, at_least=80)],
        [measure("own.fridge-1", refines=COLD, at_most=8), item("own.fridge-1-clean", refines=COLD)],
        [item("own.shoes", refines="catering.daily.hands-washed")],
        [item("own.shoes", refines="catering.daily.hands-washed", kind=dr.ItemKind.PHOTO)],
    ],
)
def test_the_same_tighter_or_finer_passes(own):
    assert outcome(the_daily(checklist(TEMPLATE.id, "2022-11-01/..", *own))) == ("FULFILLED", None)


@pytest.mark.parametrize(
    ("own", "weakened"),
    [
        ([measure(CORE, at_least=69.9)], CORE),
        ([measure(CORE)], CORE),
        ([measure(CORE, at_least=70, required=False)], CORE),
        ([measure(CORE, at_least=70, unit="℉")], CORE),
        ([item(CORE)], CORE),
        ([measure(COLD, at_most=8.1)], COLD),
        ([item("catering.daily.hands-washed", required=False)], "catering.daily.hands-washed"),
    ],
)
def test_a_weaker_one_is_named(own, weakened):
    found = the_daily(checklist(TEMPLATE.id, "2022-11-01/..", *own))
    assert run(found) == ("VIOLATED", "items-weakened", "2022-11-01", None)
    assert (weak(found), lacking(found)) == ({weakened}, set())
    assert found.cure is dr.CURES["restore-items"]
    assert is_told_in_words(found)
    assert f"对照模板 CATERING-B-DAILY，被削弱：{weakened}（" in found.explain("zh")
    assert f"Weakened, by the template CATERING-B-DAILY: {weakened} (" in found.explain("en")


@pytest.mark.parametrize(
    ("own", "zh", "en"),
    [
        (measure(CORE, at_least=69.9), "限值放宽", "a wider limit"),
        (measure(CORE, at_least=70, required=False), "由必填改为选填", "required made optional"),
        (measure(CORE, at_least=70, unit="℉"), "单位改变", "another unit"),
        (item(CORE, required=False), "检查方式改变、由必填改为选填", "another kind of answer, required made optional"),
    ],
)
def test_how_it_is_weaker_is_told(own, zh, en):
    found = the_daily(checklist(TEMPLATE.id, "2022-11-01/..", own))
    assert f"被削弱：{CORE}（{zh}）。" in found.explain("zh")
    assert f"{CORE} ({en})." in found.explain("en")


@pytest.mark.parametrize(
    "own",
    [
        [measure("own.fridge-1", refines=COLD, at_most=8), measure("own.fridge-2", refines=COLD, at_most=10)],
        [item("own.fridge-clean", refines=COLD)],
        [item("own.fridge-clean", refines=COLD, required=False)],
    ],
)
def test_finer_items_that_dont_stand_in_for_one_are_additions_to_what_is_taken_over(own):
    """§8.6: what is taken over whole is still there; only finer items that ask no less replace it."""
    assert outcome(the_daily(checklist(TEMPLATE.id, "2022-11-01/..", *own))) == ("FULFILLED", None)
    rest = [one for one in copied(TEMPLATE) if one.id != COLD]
    alone = the_daily(checklist(None, "2022-11-01/..", *rest, *own))
    assert (outcome(alone), weak(alone)) == (("VIOLATED", "items-weakened"), {COLD})


def test_a_weaker_one_passes_where_the_cell_asks_less():
    """A C caterer owes no core temperature: what it writes of its own about it is an addition."""
    wide = checklist("CATERING-C-DAILY", "2022-11-01/..", measure(CORE, at_least=10))
    assert CORE not in {one.id for one in MATRIX[CATERING, C, dr.Cycle.DAILY].items}
    assert outcome(the_daily(wide, grade=C)) == ("FULFILLED", None)


def test_missing_and_weakened_items_are_both_told():
    rest = [one for one in copied(TEMPLATE, cold_storage={"at_most": 12}) if one.id != CORE]
    found = the_daily(checklist(None, "2022-11-01/..", *rest))
    assert outcome(found) == ("VIOLATED", "items-missing")
    assert (lacking(found), weak(found)) == ({CORE}, {COLD})


# No checklist


def test_no_checklist_is_a_breach_inside_the_claim():
    found = the_daily()
    assert run(found) == ("VIOLATED", "checklist-missing", "2022-11-01", None)
    assert found.cure is dr.CURES["adopt-template"]
    assert found.id == "template.adopted/company/C-1/CATERING-B-DAILY@2022-11-01"
    assert is_told_in_words(found)
    told = "自2022年11月1日（星期二）起，没有包保主体 C-1 对应模板 CATERING-B-DAILY 的检查表记录。"
    assert told in found.explain("zh")


def test_without_a_claim_no_checklist_cant_be_told():
    found = the_daily(complete=everything_but("checklists"))
    assert run(found) == ("UNDETERMINED", "records-not-claimed", "2022-11-01", None)


def test_a_checklist_that_lacks_items_needs_no_claim():
    found = the_daily(checklist("CATERING-C-DAILY"), complete=())
    assert outcome(found) == ("VIOLATED", "items-missing")


@pytest.mark.parametrize(
    ("made", "status"),
    [
        (claim("checklists", area=COUNTY), "VIOLATED"),
        (claim("checklists", area=OTHER_COUNTY), "UNDETERMINED"),
        (claim("control_logs"), "UNDETERMINED"),
    ],
)
def test_the_claim_has_to_be_of_checklists_in_the_companys_area(made, status):
    assert the_daily(complete=[made]).status.value == status


def test_no_checklist_is_cut_where_the_claim_begins_and_ends():
    facts = registry(company(grade=B), complete=[claim("checklists", "2023-01-01/2023-03-31")])
    unknown = ("UNDETERMINED", "records-not-claimed", "2022-11-01", None)
    assert [run(f) for f in daily(facts, as_of="2022-12-31")] == [unknown]
    missing = ("VIOLATED", "checklist-missing", "2023-01-01", None)
    assert [run(f) for f in daily(facts, as_of="2023-01-01")] == [unknown, missing]
    after = ("UNDETERMINED", "records-not-claimed", "2023-04-01", None)
    assert [run(f) for f in daily(facts, as_of="2023-04-01")] == [unknown, missing, after]


def test_a_checklist_of_another_sector_cycle_or_company_isnt_this_one():
    others = [
        checklist("CATERING-B-WEEKLY", cycle=dr.Cycle.WEEKLY),
        checklist("CATERING-B-DAILY", sector=SPECIAL),
        checklist("CATERING-B-DAILY", company="C-2"),
    ]
    facts = registry(company(grade=B), company("C-2", B), *others)
    mine = [f for f in findings(facts, ADOPTED, as_of="2023-06-30", readings=STANDS_IN) if f.subject.id == "C-1"]
    assert {f.trigger: f.reason for f in mine} == {
        "CATERING-B-DAILY@2022-11-01": "checklist-missing",
        "CATERING-B-MONTHLY@2022-11-01": "checklist-missing",
        "CATERING-B-WEEKLY@2022-11-01": None,
    }


# The days on which a checklist is in use


def test_a_gap_between_two_checklists():
    facts = registry(
        company(grade=B),
        checklist("CATERING-B-DAILY", "2022-11-01/2023-03-31"),
        checklist("CATERING-A-DAILY", "2023-04-10/.."),
    )
    assert [run(f) for f in daily(facts, as_of="2023-03-31")] == [("FULFILLED", None, "2022-11-01", None)]
    for as_of in ("2023-04-01", "2023-04-09"):
        assert [run(f) for f in daily(facts, as_of=as_of)] == [("VIOLATED", "checklist-missing", "2023-04-01", None)]
    late = ("FULFILLED_LATE", "checklist-missing", "2023-04-01", "2023-04-10")
    assert [run(f) for f in daily(facts, as_of="2023-04-10")] == [late]
    assert [run(f) for f in daily(facts, since="2023-04-09")] == [late]
    (kept,) = daily(facts, since="2023-04-10")
    assert run(kept) == ("FULFILLED", None, "2023-04-10", None)
    assert kept.trigger == "CATERING-B-DAILY@2023-04-10"


def test_a_checklist_that_follows_on_another_leaves_no_gap():
    facts = registry(
        company(grade=B),
        checklist("CATERING-B-DAILY", "2022-11-01/2023-03-31"),
        checklist("CATERING-A-DAILY", "2023-04-01/.."),
    )
    assert [run(f) for f in daily(facts)] == [("FULFILLED", None, "2022-11-01", None)]


def test_a_weak_checklist_then_none_then_a_good_one():
    facts = registry(
        company(grade=B),
        checklist("CATERING-C-DAILY", "2022-12-01/2022-12-31"),
        checklist("CATERING-B-DAILY", "2023-02-01/.."),
    )
    assert [run(f) for f in daily(facts)] == [
        ("FULFILLED_LATE", "checklist-missing", "2022-11-01", "2022-12-01"),
        ("FULFILLED_LATE", "items-missing", "2022-12-01", "2023-01-01"),
        ("FULFILLED_LATE", "checklist-missing", "2023-01-01", "2023-02-01"),
    ]


def test_lacking_this_and_then_that_is_one_unbroken_run():
    facts = registry(
        company(grade=A),
        checklist("CATERING-D-DAILY", "2022-11-01/2023-01-31"),
        checklist("CATERING-C-DAILY", "2023-02-01/.."),
    )
    assert [run(f) for f in daily(facts)] == [("VIOLATED", "items-missing", "2022-11-01", None)]


def test_of_two_at_once_one_that_contains_everything_is_enough():
    facts = registry(
        company(grade=B), checklist("CATERING-D-DAILY"), checklist("CATERING-B-DAILY", "2022-11-01/2023-03-31")
    )
    assert [run(f) for f in daily(facts, as_of="2023-03-31")] == [("FULFILLED", None, "2022-11-01", None)]
    assert [run(f) for f in daily(facts)] == [("VIOLATED", "items-missing", "2023-04-01", None)]


def test_of_two_at_once_the_closest_is_told():
    low = {one.id for one in MATRIX[CATERING, C, dr.Cycle.DAILY].items}
    found = the_daily(checklist("CATERING-D-DAILY"), checklist("CATERING-C-DAILY"))
    assert lacking(found) == {one.id for one in TEMPLATE.items} - low


def test_of_two_equally_close_the_same_is_told_whatever_their_order():
    """Principle 7: the same facts in any order give the same report."""
    first, second = copied(TEMPLATE)[1:], copied(TEMPLATE)[:-1]
    pair = [checklist(None, "2022-11-01/..", *items) for items in (first, second)]
    there, back = the_daily(*pair), the_daily(*reversed(pair))
    assert there == back


def test_of_two_that_both_suffice_the_same_is_told_whatever_their_order():
    pair = [checklist("CATERING-A-DAILY"), checklist("CATERING-B-DAILY")]
    assert the_daily(*pair) == the_daily(*reversed(pair))


# What the words say of what was taken over


def test_what_was_taken_over_is_told():
    found = the_daily(checklist("CATERING-A-DAILY"))
    assert is_told_in_words(found)
    assert "检查表对照模板 CATERING-B-DAILY 核对，采用 CATERING-A-DAILY。" in found.explain("zh")
    assert "compared with the template CATERING-B-DAILY; it takes over CATERING-A-DAILY." in found.explain("en")


def test_a_checklist_that_takes_over_nothing_isnt_told_to_take_over_its_template():
    found = the_daily(checklist(None, "2022-11-01/..", *copied(TEMPLATE)))
    assert is_told_in_words(found)
    assert "采用 CATERING-B-DAILY" not in found.explain("zh")
    assert "takes over CATERING-B-DAILY" not in found.explain("en")


def test_the_checklist_told_is_the_one_in_use_in_the_window():
    """In use from 1 December, and kept since: not what the template is called, but what was taken over."""
    found = the_daily(checklist("CATERING-A-DAILY", "2022-12-01/.."), since="2023-01-01")
    assert run(found) == ("FULFILLED", None, "2022-12-01", None)
    assert "采用 CATERING-A-DAILY" in found.explain("zh")


# A company that changes grade, or isn't graded


def test_a_company_that_changes_grade_owes_the_old_template_until_the_day_before():
    """From C to B on 2023-04-01."""
    graded = company(grade=[("2022-01-01/2023-03-31", C), ("2023-04-01/..", B)])
    facts = registry(graded, *whole_set("C"))
    before = {t: run(f) for t, f in judged(facts, as_of="2023-03-31").items()}
    assert before == {
        f"CATERING-C-{cycle.value}@2022-11-01": ("FULFILLED", None, "2022-11-01", None) for cycle in dr.Cycle
    }
    from_then_on = judged(facts, as_of="2023-04-01")
    assert {t: run(f) for t, f in from_then_on.items()} == {
        **before,
        **{
            f"CATERING-B-{cycle.value}@2023-04-01": ("VIOLATED", "items-missing", "2023-04-01", None)
            for cycle in dr.Cycle
        },
    }
    new = judged(facts, since="2023-04-01")
    assert {t.partition("@")[0] for t in new} == {f"CATERING-B-{cycle.value}" for cycle in dr.Cycle}
    old = judged(facts, since="2023-03-31", as_of="2023-03-31")
    assert {t.partition("@")[0] for t in old} == {f"CATERING-C-{cycle.value}" for cycle in dr.Cycle}


def test_a_checklist_changed_on_the_day_of_the_new_grade_is_in_time():
    graded = company(grade=[("2022-01-01/2023-03-31", C), ("2023-04-01/..", B)])
    facts = registry(graded, *whole_set("C", "2022-11-01/2023-03-31"), *whole_set("B", "2023-04-01/.."))
    assert {f.status.value for f in judged(facts).values()} == {"FULFILLED"}
    late = registry(graded, *whole_set("C", "2022-11-01/2023-04-01"), *whole_set("B", "2023-04-02/.."))
    assert [run(f) for f in daily(late)] == [
        ("FULFILLED", None, "2022-11-01", None),
        ("FULFILLED_LATE", "items-missing", "2023-04-01", "2023-04-02"),
    ]


def test_a_breach_of_the_old_template_ends_with_it():
    graded = company(grade=[("2022-01-01/2023-03-31", A), ("2023-04-01/..", D)])
    facts = registry(graded, *whole_set("D"))
    assert [run(f) for f in daily(facts)] == [
        ("FULFILLED_LATE", "items-missing", "2022-11-01", "2023-04-01"),
        ("FULFILLED", None, "2023-04-01", None),
    ]


def test_without_a_grade_it_cant_be_told():
    facts = registry(company("C-81", None), checklist("CATERING-A-DAILY", company="C-81"))
    found = judged(facts)
    assert sorted(found) == [f"CATERING-{cycle}@2022-11-01" for cycle in ("DAILY", "MONTHLY", "WEEKLY")]
    for finding in found.values():
        assert run(finding) == ("UNDETERMINED", "grade-unknown", "2022-11-01", None)
        assert finding.cure is dr.CURES["record-grade"]
        assert is_told_in_words(finding)
        assert "没有包保主体 C-81 包保等级的记录" in finding.explain("zh")


def test_days_between_two_grades_cant_be_told():
    graded = company(grade=[("2022-01-01/2023-02-28", B), ("2023-04-01/..", B)])
    facts = registry(graded, checklist("CATERING-B-DAILY"))
    assert [(f.trigger, run(f)) for f in daily(facts)] == [
        ("CATERING-B-DAILY@2022-11-01", ("FULFILLED", None, "2022-11-01", None)),
        ("CATERING-DAILY@2023-03-01", ("UNDETERMINED", "grade-unknown", "2023-03-01", "2023-04-01")),
        ("CATERING-B-DAILY@2023-04-01", ("FULFILLED", None, "2023-04-01", None)),
    ]


def test_grades_given_in_any_order():
    spans = [("2023-04-01/..", A), ("2022-01-01/2023-02-28", B)]
    there, back = (judged(registry(company(grade=pairs), *whole_set("A"))) for pairs in (spans, spans[::-1]))
    assert there == back
    assert {t: f.reason for t, f in there.items() if "DAILY" in t} == {
        "CATERING-B-DAILY@2022-11-01": None,
        "CATERING-DAILY@2023-03-01": "grade-unknown",
        "CATERING-A-DAILY@2023-04-01": None,
    }


# Two sectors


def test_one_that_works_in_two_sectors_owes_both():
    both = company(grade=B, sectors=[SPECIAL, CATERING])
    facts = registry(both, *whole_set("B"))
    assert {t: f.reason for t, f in judged(facts).items()} == {
        **{f"CATERING-B-{cycle.value}@2022-11-01": None for cycle in dr.Cycle},
        **{f"SPECIAL-B-{cycle.value}@2022-11-01": "checklist-missing" for cycle in dr.Cycle},
    }
    whole = judged(registry(both, *whole_set("B"), *whole_set("B", sector=SPECIAL)))
    assert [f.status.value for f in whole.values()] == ["FULFILLED"] * 6


# template-level = size


BY_SIZE = {"template-level": "size"}


@pytest.mark.parametrize(("size", "level"), list(zip(Size, "ABCD", strict=True)))
def test_by_size_large_medium_small_micro_are_a_b_c_d(size, level):
    facts = registry(company(grade=None, size=size), *whole_set(level))
    found = judged(facts, readings=BY_SIZE)
    assert {t: f.reason for t, f in found.items()} == {
        f"CATERING-{level}-{cycle.value}@2022-11-01": None for cycle in dr.Cycle
    }


def test_by_size_the_grade_doesnt_matter():
    graded = company(grade=[("2022-01-01/2023-03-31", C), ("2023-04-01/..", B)], size=Size.MICRO)
    assert {t.partition("@")[0] for t in judged(registry(graded), readings=BY_SIZE)} == {
        f"CATERING-D-{cycle.value}" for cycle in dr.Cycle
    }


def test_by_size_without_a_size_it_cant_be_told():
    found = judged(registry(company(grade=B), *whole_set("A")), readings=BY_SIZE)
    assert sorted(found) == [f"CATERING-{cycle}@2022-11-01" for cycle in ("DAILY", "MONTHLY", "WEEKLY")]
    for finding in found.values():
        assert run(finding) == ("UNDETERMINED", "size-unknown", "2022-11-01", None)
        assert finding.cure is dr.CURES["record-company"]
        assert is_told_in_words(finding)


# Companies that open, close and open again; the window; what was known when


def test_a_company_owes_it_on_the_days_on_which_it_operates():
    facts = registry(company(grade=B, operating=period("2023-02-01/2023-04-30")))
    assert daily(facts, as_of="2023-01-31") == []
    for as_of in ("2023-02-01", "2023-04-30"):
        assert [run(f) for f in daily(facts, as_of=as_of)] == [("VIOLATED", "checklist-missing", "2023-02-01", None)]
    late = ("FULFILLED_LATE", "checklist-missing", "2023-02-01", "2023-05-01")
    assert [run(f) for f in daily(facts, as_of="2023-05-01")] == [late]
    assert daily(facts, since="2023-05-01") == []


def test_a_company_that_opens_again_owes_it_anew():
    reopened = company(grade=B, operating=[period("2022-01-01/2023-01-31"), period("2023-04-01/..")])
    facts = registry(reopened, checklist("CATERING-B-DAILY", "2022-11-01/2023-01-31"))
    assert [run(f) for f in daily(facts)] == [
        ("FULFILLED", None, "2022-11-01", None),
        ("VIOLATED", "checklist-missing", "2023-04-01", None),
    ]
    ungraded = registry(company(grade=None, operating=reopened.operating))
    assert [run(f) for f in daily(ungraded)] == [
        ("UNDETERMINED", "grade-unknown", "2022-11-01", "2023-02-01"),
        ("UNDETERMINED", "grade-unknown", "2023-04-01", None),
    ]


def test_nothing_is_owed_before_the_rules_bind():
    facts = registry(company(grade=B))
    assert daily(facts, since="2022-01-01", as_of="2022-10-31") == []
    assert [run(f) for f in daily(facts, since="2022-01-01", as_of="2022-11-01")] == [
        ("VIOLATED", "checklist-missing", "2022-11-01", None)
    ]
    later = {"in-force-from": "2023-01-01"}
    assert daily(facts, as_of="2022-12-31", readings=later) == []
    assert [run(f)[2] for f in daily(facts, as_of="2023-01-01", readings=later)] == ["2023-01-01"]


def test_grades_and_checklists_after_as_of_arent_seen():
    graded = company(grade=[("2022-01-01/2023-03-31", C), ("2023-04-01/..", B)])
    facts = registry(graded, checklist("CATERING-C-DAILY", "2022-11-01/2023-02-28"), checklist("CATERING-C-DAILY", "2023-03-02/.."))  # fmt: skip
    assert [run(f) for f in daily(facts, as_of="2023-02-28")] == [("FULFILLED", None, "2022-11-01", None)]
    assert [run(f) for f in daily(facts, as_of="2023-03-01")] == [("VIOLATED", "checklist-missing", "2023-03-01", None)]


@pytest.mark.parametrize(("known_by", "reason"), [("2023-04-19", "checklist-missing"), ("2023-04-20", None)])
def test_a_checklist_recorded_later_is_left_out(known_by, reason):
    assert the_daily(checklist("CATERING-B-DAILY", recorded=day("2023-04-20")), known_by=known_by).reason == reason


@pytest.mark.parametrize(("known_by", "reason"), [("2023-04-19", None), ("2023-04-20", "checklist-missing")])
def test_the_end_of_a_checklist_recorded_later_is_left_out(known_by, reason):
    ended = checklist("CATERING-B-DAILY", "2022-11-01/2023-03-31", end_recorded=day("2023-04-20"))
    assert the_daily(ended, known_by=known_by).reason == reason


# What it rests on


def test_it_cites_the_source():
    assert {citation.clause for citation in the_daily().citations} == {"§8.1", "§8.2", "§8.3", "§8.5", "§8.6"}
    assert the_daily().rule.kind is dr.RuleKind.STANDING
    assert (the_daily().due, the_daily().late) == (None, None)


def test_a_grade_that_stands_in_two_entries_is_one():
    """Nothing is regraded on 2023-01-01, so nothing is cured on it."""
    grades = dr.Timeline([(period("2022-01-01/2022-12-31"), B), (period("2023-01-01/.."), B)])
    (found,) = daily(registry(company(grade=grades)))
    assert run(found) == ("VIOLATED", "checklist-missing", "2022-11-01", None)


# The last day of a checklist, and of one among several


def test_on_the_last_day_of_a_checklist_it_is_the_one_told():
    found = the_daily(checklist("CATERING-A-DAILY", "2022-11-01/2023-06-30"))
    assert outcome(found) == ("FULFILLED", None)
    assert found.ingredients == (("checklist", "CATERING-B-DAILY", "C-1", "CATERING-A-DAILY"),)


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_in_use_the_one_that_keeps_the_duty_is_told(order):
    """Beside one that asks for too little, and one that was good but has ended."""
    used = [
        checklist("CATERING-D-DAILY"),
        checklist("CATERING-B-DAILY", "2022-11-01/2023-03-31"),
        checklist("CATERING-A-DAILY", "2022-12-01/.."),
    ]
    found = the_daily(*used[::order])
    assert found.ingredients == (("checklist", "CATERING-B-DAILY", "C-1", "CATERING-A-DAILY"),)


def test_two_spans_of_operation_each_with_a_grade_and_a_checklist_of_its_own():
    """Closed in March and April 2023: B before with B's template, C after with C's."""
    operating = (period("2022-11-01/2023-02-28"), period("2023-05-01/.."))
    grades = [("2022-11-01/2023-03-31", B), ("2023-04-01/..", C)]
    used = [checklist("CATERING-B-DAILY", "2022-11-01/2023-03-31"), checklist("CATERING-C-DAILY", "2023-04-01/..")]
    found = daily(registry(company(grade=grades, operating=operating), *used))
    assert [f.trigger for f in found] == ["CATERING-B-DAILY@2022-11-01", "CATERING-C-DAILY@2023-05-01"]
    assert {outcome(f) for f in found} == {("FULFILLED", None)}
