"""The sentences of which explanations are made: a table, keyed by what they tell.

Each names its ingredients in order; an explanation fills them in. Zh is what an office would sign.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from ._frozen import FrozenMap

__all__ = ["SENTENCES", "Sentence"]


@attrs.frozen
class Sentence:
    """A sentence with places for its ingredients.

    Attributes:
        fields: the ingredients' names, in order.
        zh: the Chinese sentence.
        en: the English sentence.
    """

    fields: tuple[str, ...]
    zh: str
    en: str


def _sentences(**table: tuple[str, str, str]) -> Mapping[str, Sentence]:
    return FrozenMap(
        {key.replace("_", "-"): Sentence(tuple(fields.split()), zh, en) for key, (fields, zh, en) in table.items()}
    )


SENTENCES = _sentences(
    supervised=(
        "supervisor company assignment start",
        "包保干部 {supervisor} 自{start}起包保包保主体 {company}（包保关系 {assignment}）。",
        "Supervisor {supervisor} has answered for company {company} since {start} (relation {assignment}).",
    ),
    vacant=(
        "company start",
        "自{start}起，包保主体 {company} 没有在任的包保干部。",
        "From {start} company {company} has no supervisor in force.",
    ),
    left=(
        "supervisor on cause change",
        "此前包保干部 {supervisor} 于{on}{cause}（变动记录 {change}）。",
        "Before that, supervisor {supervisor} left on {on}: {cause} (change {change}).",
    ),
    no_post=(
        "supervisor start",
        "自{start}起，没有包保干部 {supervisor} 现任职务的记录。",
        "From {start} no post of supervisor {supervisor} is on record.",
    ),
    no_grade=(
        "company start",
        "自{start}起，没有包保主体 {company} 包保等级的记录。",
        "From {start} no supervision grade of company {company} is on record.",
    ),
    tiers=(
        "supervisor tier grade wanted",
        "包保干部 {supervisor} 属{tier}；{grade}对应{wanted}。",
        "Supervisor {supervisor} is at {tier} tier; {grade} goes with {wanted} tier.",
    ),
    areas=(
        "supervisor post_area area",
        "包保干部 {supervisor} 的辖区是 {post_area}，包保主体位于 {area}，不在其中。",
        "Supervisor {supervisor}'s area is {post_area}; the company lies in {area}, outside it.",
    ),
    missing_roles=(
        "mode roles",
        "{mode}缺：{roles}。",
        "Missing for {mode}: {roles}.",
    ),
    no_letter=(
        "supervisor count",
        "没有包保干部 {supervisor} 的承诺书记录（现包保 {count} 家）。",
        "No letter of supervisor {supervisor} is on record (companies now held: {count}).",
    ),
    letter=(
        "supervisor on",
        "包保干部 {supervisor} 于{on}签订承诺书。",
        "Supervisor {supervisor} signed the letter on {on}.",
    ),
    no_card=(
        "supervisor",
        "没有展示包保干部 {supervisor} 公示卡的记录。",
        "No display of the card of supervisor {supervisor} is on record.",
    ),
    card=(
        "supervisor start",
        "自{start}起展示包保干部 {supervisor} 的公示卡。",
        "The card of supervisor {supervisor} has been on display since {start}.",
    ),
    no_list=(
        "kind",
        "没有现行{kind}的记录。",
        "No {kind} in force is on record.",
    ),
    acknowledged=(
        "supervisor version on",
        "包保干部 {supervisor} 于{on}确认知晓清单 {version}。",
        "Supervisor {supervisor} acknowledged the list {version} on {on}.",
    ),
    not_acknowledged=(
        "supervisor version kind",
        "没有包保干部 {supervisor} 知晓现行{kind} {version} 的记录。",
        "No acknowledgement by supervisor {supervisor} of the {kind} in force, {version}, is on record.",
    ),
    visited=(
        "visitor on company visit",
        "{visitor} 于{on}到包保主体 {company} 现场（到场记录 {visit}）。",
        "{visitor} was on site at company {company} on {on} (visit {visit}).",
    ),
    no_visit=(
        "window",
        "{window}内没有可以计入的到场记录。",
        "Within {window} no visit that counts is on record.",
    ),
    emergency=(
        "emergency on",
        "{on}发生突发事件（{emergency}）。",
        "An emergency happened on {on} ({emergency}).",
    ),
    vacated=(
        "supervisor on cause change company assignment",
        "包保干部 {supervisor} 于{on}{cause}（变动记录 {change}），包保主体 {company} 随之无人包保（包保关系 {assignment}）。",
        "Supervisor {supervisor} left on {on}: {cause} (change {change}); "
        "company {company} was then without one (relation {assignment}).",
    ),
    succeeded=(
        "supervisor start assignment",
        "{start}由包保干部 {supervisor} 接替（包保关系 {assignment}）。",
        "Supervisor {supervisor} took over on {start} (relation {assignment}).",
    ),
    closed=(
        "company on",
        "包保主体 {company} 经营至{on}为止，其间没有接替的包保干部。",
        "Company {company} operated until {on}, without a successor.",
    ),
    company_changed=(
        "company on cause change",
        "包保主体 {company} 于{on}{cause}（变动记录 {change}）。",
        "Company {company} changed on {on}: {cause} (change {change}).",
    ),
    reported=(
        "change on",
        "该变动（{change}）于{on}报告。",
        "The change ({change}) was reported on {on}.",
    ),
    relation_ended=(
        "company on",
        "包保主体 {company} 的包保关系于{on}终止。",
        "The supervision of company {company} ended on {on}.",
    ),
    company_is=(
        "company text",
        "包保主体 {company}：{text}。",
        "Company {company}: {text}.",
    ),
    asked_by=(
        "need",
        "配备要求：{need}。",
        "The post is asked of: {need}.",
    ),
    in_office=(
        "person role start",
        "{start}起，{person} 任{role}。",
        "{person} is {role} since {start}.",
    ),
    nobody_in_office=(
        "company role start",
        "自{start}起，包保主体 {company} 没有在任{role}的记录。",
        "From {start} no {role} of company {company} is on record.",
    ),
    not_eligible=(
        "person role start",
        "自{start}起，在任的{role}是 {person}，不能计入。",
        "From {start} the {role} in office is {person}, who doesn't count.",
    ),
    undescribed=(
        "company",
        "包保主体 {company} 的登记缺少判定所需的内容。",
        "The record of company {company} lacks what is needed to tell.",
    ),
    unpublished=(
        "cell",
        "来源没有公布 {cell} 各级模板的检查项。",
        "The source prints no item of the templates {cell} of any grade.",
    ),
    checklist=(
        "template company adopts",
        "包保主体 {company} 的检查表对照模板 {template} 核对，采用 {adopts}。",
        "Company {company}'s checklist was compared with the template {template}; it takes over {adopts}.",
    ),
    own_checklist=(
        "template company",
        "包保主体 {company} 的检查表对照模板 {template} 核对，包括其全部检查项。",
        "Company {company}'s checklist was compared with the template {template} and has all its items.",
    ),
    no_checklist=(
        "company template start",
        "自{start}起，没有包保主体 {company} 对应模板 {template} 的检查表记录。",
        "From {start} no checklist of company {company} for the template {template} is on record.",
    ),
    items_missing=(
        "template items",
        "对照模板 {template}，缺少：{items}。",
        "Missing, by the template {template}: {items}.",
    ),
    items_weakened=(
        "template items",
        "对照模板 {template}，被削弱：{items}。",
        "Weakened, by the template {template}: {items}.",
    ),
    records_kept=(
        "cycle days count",
        "{cycle}有记录 {count} 份：{days}。",
        "{cycle}: {count} with a record: {days}.",
    ),
    records_missing=(
        "cycle days count",
        "{cycle}没有记录 {count} 份：{days}。",
        "{cycle}: {count} without a record: {days}.",
    ),
    entered_late=(
        "days",
        "其中事后补填：{days}。",
        "Filled in afterwards: {days}.",
    ),
    answers_missing=(
        "record on items",
        "{on}的记录 {record} 未填：{items}。",
        "Record {record} of {on} leaves unanswered: {items}.",
    ),
    answers_unexplained=(
        "record on items",
        "{on}的记录 {record} 有不合格的检查项没有记为问题：{items}。",
        "Record {record} of {on} finds these wanting and records no problem: {items}.",
    ),
    unknown_template=(
        "company checklist",
        "包保主体 {company} 的检查表采用模板 {checklist}，而没有这样的模板。",
        "The checklist of company {company} takes over {checklist}, and there is no such template.",
    ),
    answers_out_of_limits=(
        "record on items",
        "{on}的记录 {record} 超出限值：{items}。",
        "Record {record} of {on} has measures outside their limits: {items}.",
    ),
    problems_open=(
        "record on items",
        "{on}的记录 {record} 尚未整改的问题：{items}。",
        "Record {record} of {on} has problems not yet put right: {items}.",
    ),
    problem=(
        "record on problem text",
        "{on}的记录 {record} 发现问题 {problem}：{text}。",
        "Record {record} of {on} found problem {problem}: {text}.",
    ),
    rectified=(
        "record problem on",
        "记录 {record} 的问题 {problem} 于{on}整改完成。",
        "Problem {problem} of record {record} was put right on {on}.",
    ),
)
"""What a finding's ingredients tell, by the ingredient's first item."""
