"""The field's terms: their codes, their labels in both languages, and the order of tiers."""

import copy
import datetime as dt
import itertools
import pickle

import pytest

import dual_responsibility as dr
from dual_responsibility import company_terms, governance_terms, vocabulary
from dual_responsibility.vocabulary import Term

TERMS = [
    dr.Audience,
    dr.BarGround,
    dr.ChangeCause,
    dr.ClauseMet,
    dr.CompanyChangeCause,
    dr.CompanyKind,
    dr.CompanySize,
    dr.Cycle,
    dr.EscalationGround,
    dr.Grade,
    dr.HazardLevel,
    dr.HazardState,
    dr.HazardStep,
    dr.ItemKind,
    dr.LeaderRole,
    dr.ListKind,
    dr.MilestoneState,
    dr.ProblemState,
    dr.ProblemStep,
    dr.ReviewGrade,
    dr.ReviewGround,
    dr.ReviewUseKind,
    dr.RuleKind,
    dr.Scope,
    dr.SeatRole,
    dr.Sector,
    dr.StaffRole,
    dr.Status,
    dr.SupervisionMode,
    dr.TeamRole,
    dr.Tier,
    dr.Unit,
    dr.VisitOccasion,
    dr.Weekday,
]
MEMBERS = [member for terms in TERMS for member in terms]


@pytest.mark.parametrize("member", MEMBERS, ids=str)
def test_a_term_has_a_code_and_a_label_in_both_languages(member: Term) -> None:
    assert member.value == member.name
    assert type(member)(member.value) is member
    assert member.label.zh.strip()
    assert member.label.en.strip()
    assert member.label.en.isascii()


@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: terms.__name__)
def test_no_two_terms_of_a_list_share_a_label(terms: type[Term]) -> None:
    assert len({member.label.zh for member in terms}) == len({member.label.en for member in terms}) == len(terms)


@pytest.mark.parametrize("member", MEMBERS, ids=str)
def test_a_term_survives_pickle_and_deepcopy_as_itself(member: Term) -> None:
    assert pickle.loads(pickle.dumps(member)) is member
    assert copy.deepcopy(member) is member


def official(terms: type[Term]) -> dict[str, str]:
    return {member.name: member.label.zh for member in terms}


def test_tiers_are_those_of_clause_9_1() -> None:
    assert official(dr.Tier) == {"CITY": "市级", "COUNTY": "县级", "TOWNSHIP": "乡级", "VILLAGE": "村级"}


def test_sectors_are_those_of_clause_8_1() -> None:
    assert official(dr.Sector) == {
        "PRODUCTION": "食品生产",
        "DISTRIBUTION": "食品流通",
        "CATERING": "餐饮服务",
        "SPECIAL": "特殊食品",
    }


def test_levels_are_those_of_clause_8_2() -> None:
    assert [grade.value for grade in dr.Grade] == ["A", "B", "C", "D"]


def test_cycles_and_documents_are_those_of_clauses_8_3_and_8_4() -> None:
    assert {cycle.label.zh: cycle.document.zh for cycle in dr.Cycle} == {
        "日管控": "每日食品安全检查记录",
        "周排查": "每周食品安全排查治理报告",
        "月调度": "每月食品安全调度会议纪要",
    }
    assert all("record" in c.document.en or "report" in c.document.en or "minutes" in c.document.en for c in dr.Cycle)


def test_modes_and_roles_are_those_of_clause_6() -> None:
    assert official(dr.SupervisionMode) == {"THREE_WAY_MATCHING": "三对应包保", "THREE_WAY_JOINT": "三联合包保"}
    assert set(official(dr.TeamRole).values()) == {"领导干部", "联系单位", "联络人", "监管干部", "协管员"}


def test_the_three_musts_of_clause_7() -> None:
    assert set(official(dr.ListKind).values()) == {"责任清单", "任务清单", "督查清单"}
    assert set(official(dr.VisitOccasion).values()) == {"每季度", "重点时段", "突发事件"}
    assert official(dr.ChangeCause) == {
        "PERSONNEL": "人员变动",
        "WORK": "工作调整",
        "INCAPACITY": "发生不能履职的其他情形",
    }


def test_review_grades_are_those_of_clause_12_4() -> None:
    assert official(dr.ReviewGrade) == {"GOOD": "好", "FAIRLY_GOOD": "较好", "AVERAGE": "一般", "POOR": "差"}


def test_the_first_three_grounds_of_escalation_are_those_of_clause_9_2() -> None:
    assert [*official(dr.EscalationGround).values()][:3] == ["重点生产企业", "学校", "养老机构食堂"]


def test_staff_are_those_of_clause_10_and_of_order_60() -> None:
    assert official(dr.StaffRole) == {"MAIN_PERSON": "主要负责人", "DIRECTOR": "食品安全总监", "OFFICER": "食品安全员"}


def test_the_canteens_of_clause_10_1_are_told_apart() -> None:
    assert {kind.label.zh for kind in dr.CompanyKind if kind.is_canteen} == {
        "学校食堂",
        "托幼机构食堂",
        "养老机构食堂",
        "机关食堂",
        "企业食堂",
        "事业单位食堂",
        "其他集中用餐单位食堂",
    }


def test_sizes_go_from_large_to_micro() -> None:
    assert [*official(dr.CompanySize).values()] == ["大型", "中型", "小型", "微型"]


def test_weekdays_are_numbered_as_the_calendar_numbers_them() -> None:
    # 2023-05-01 is a Monday.
    days = [dt.date(2023, 5, number) for number in range(1, 8)]
    assert [day.number for day in dr.Weekday] == [day.isoweekday() for day in days] == [1, 2, 3, 4, 5, 6, 7]
    assert "".join(day.label.zh[-1] for day in dr.Weekday) == "一二三四五六日"


def test_seats_are_those_of_clause_3() -> None:
    assert [*official(dr.SeatRole).values()] == ["总督导", "召集人", "副召集人", "四大班子成员", "部门成员"]


def test_who_reports_to_whom_and_what_for_are_those_of_clause_12() -> None:
    assert [*official(dr.LeaderRole).values()] == ["党政领导干部", "责任部门主要负责人", "食安委主要负责人"]
    assert [*official(dr.Audience).values()] == ["食安委全体成员", "两委员一代表", "企业代表", "群众代表"]
    assert [*official(dr.ReviewUseKind).values()] == ["提拔使用", "表彰奖励", "失责处理"]


def test_the_levels_and_the_named_steps_of_clause_13() -> None:
    """市县所; 吹哨、报到、处置: the other steps are our model."""
    assert [level.label.zh for level in dr.HazardLevel] == ["所", "县", "市"]
    assert [level.above for level in dr.HazardLevel] == [dr.HazardLevel.COUNTY, dr.HazardLevel.CITY, None]
    assert [level.below for level in dr.HazardLevel] == [None, dr.HazardLevel.STATION, dr.HazardLevel.COUNTY]
    assert {"吹哨", "报到", "处置"} <= set(official(dr.HazardStep).values())


def test_a_problems_states_are_those_of_the_national_platform() -> None:
    assert [*official(dr.ProblemState).values()] == ["已发现", "已认领", "已整改", "已反馈", "已办结"]


def test_tiers_are_ordered_city_county_township_village() -> None:
    ordered = [dr.Tier.VILLAGE, dr.Tier.TOWNSHIP, dr.Tier.COUNTY, dr.Tier.CITY]
    assert [tier.rank for tier in ordered] == [1, 2, 3, 4]
    for (i, one), (j, other) in itertools.product(enumerate(ordered), repeat=2):
        assert (one < other, one <= other, one > other, one >= other) == (i < j, i <= j, i > j, i >= j)
    assert sorted(dr.Tier) == ordered
    assert max(dr.Tier) is dr.Tier.CITY


def test_a_tier_compares_with_nothing_else() -> None:
    for compare in ("__lt__", "__le__", "__gt__", "__ge__"):
        assert getattr(dr.Tier.CITY, compare)(4) is NotImplemented
    with pytest.raises(TypeError):
        sorted([dr.Tier.CITY, dr.Grade.A])


def test_a_breach_is_open_or_ended() -> None:
    assert {status for status in dr.Status if status.is_breach} == {dr.Status.VIOLATED, dr.Status.FULFILLED_LATE}


def test_text_speaks_chinese_and_english_and_refuses_other_languages() -> None:
    text = dr.Text("市级", "city tier")
    assert (text.in_language("zh"), text.in_language("en")) == ("市级", "city tier")
    with pytest.raises(ValueError, match="'th'"):
        text.in_language("th")


def test_the_module_lists_what_is_public() -> None:
    assert dir(vocabulary) == sorted(vocabulary.__all__)


def test_every_list_of_terms_is_looked_at() -> None:
    public = {value for name in dr.__all__ if isinstance(value := getattr(dr, name), type) and issubclass(value, Term)}
    assert {kind for kind in public if len(kind)} == {*TERMS}
    for module in (company_terms, governance_terms):
        assert {getattr(module, name) for name in module.__all__} <= {*TERMS}
