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
    visit_problem=(
        "visit on problem text",
        "{on}的督导 {visit} 发现问题 {problem}：{text}。",
        "Visit {visit} of {on} found problem {problem}: {text}.",
    ),
    visit_rectified=(
        "visit problem on",
        "督导 {visit} 的问题 {problem} 于{on}整改完成。",
        "Problem {problem} of visit {visit} was put right on {on}.",
    ),
    visit_closed=(
        "visit problem on",
        "督导 {visit} 的问题 {problem} 于{on}办结。",
        "Problem {problem} of visit {visit} was closed on {on}.",
    ),
    problem_closed=(
        "record problem on",
        "记录 {record} 的问题 {problem} 于{on}办结。",
        "Problem {problem} of record {record} was closed on {on}.",
    ),
    mechanism_records=(
        "area mechanisms",
        "辖区 {area} 的机制记录：{mechanisms}。",
        "Mechanism on record of area {area}: {mechanisms}.",
    ),
    seat_held=(
        "role holder office",
        "{role}是 {holder}（职务：{office}）。",
        "{role}: {holder} (office: {office}).",
    ),
    no_seat=(
        "role start",
        "自{start}起，没有{role}的记录。",
        "From {start} no {role} is on record.",
    ),
    seats_held=(
        "role holders start",
        "自{start}起，{role}同时有：{holders}。",
        "From {start} there is more than one {role}: {holders}.",
    ),
    seat_without_office=(
        "role holder start",
        "自{start}起，没有{role} {holder} 职务的记录。",
        "From {start} no office of {holder}, {role}, is on record.",
    ),
    seat_office=(
        "role holder start office wanted",
        "自{start}起，{role} {holder} 的职务是{office}，规定的职务是：{wanted}。",
        "From {start} {holder}, {role}, holds the office: {office}. It belongs to: {wanted}.",
    ),
    member=(
        "role holder body",
        "{role}：{holder}（{body}）。",
        "{role}: {holder} ({body}).",
    ),
    no_member=(
        "role body start",
        "自{start}起，{role}中没有来自{body}的记录。",
        "{role}: from {start} nobody from {body} is on record.",
    ),
    member_without_body=(
        "role holder start",
        "自{start}起，没有{role} {holder} 所在单位的记录。",
        "{role}: from {start} it isn't on record where {holder} comes from.",
    ),
    task_force=(
        "area host seconded office",
        "辖区 {area} 的工作专班：所在单位{host}，抽调人数{seconded}，{office}。",
        "The task force of area {area}: host {host}, seconded {seconded}, {office}.",
    ),
    no_task_force=(
        "area start",
        "自{start}起，没有辖区 {area} 工作专班的记录。",
        "From {start} no task force of area {area} is on record.",
    ),
    group=(
        "area mechanism",
        "辖区 {area} 有领导小组（记录 {mechanism}）。",
        "Area {area} has a leading group (record {mechanism}).",
    ),
    no_group=(
        "area start",
        "自{start}起，没有辖区 {area} 领导小组的记录。",
        "From {start} no leading group of area {area} is on record.",
    ),
    milestone=(
        "plan milestone title",
        "工作计划 {plan} 的任务 {milestone}：{title}。",
        "Milestone {milestone} of plan {plan}: {title}.",
    ),
    plan_problem=(
        "plan problem",
        "工作计划 {plan}：{problem}。",
        "Plan {plan}: {problem}.",
    ),
    node_span=(
        "milestone first last",
        "任务 {milestone} 的时间节点是{first}至{last}。",
        "The node of milestone {milestone} is {first} to {last}.",
    ),
    node_by=(
        "milestone on",
        "以其后的任务 {milestone} 倒排，该任务应于{on}完成。",
        "Its day is worked out backwards from milestone {milestone}, which has to be reached by {on}.",
    ),
    work=(
        "milestone count unit first last",
        "任务 {milestone} 需要{count}{unit}，最迟自{first}至{last}；在此之前的任务最迟于其前一日完成。",
        "Milestone {milestone} takes {count} {unit}, from {first} to {last} at the latest; what comes before it has to be reached on the day before.",
    ),
    milestone_reached=(
        "plan milestone on",
        "工作计划 {plan} 的任务 {milestone} 于{on}完成。",
        "Milestone {milestone} of plan {plan} was reached on {on}.",
    ),
    office_held=(
        "person role area start",
        "{person} 在该年度自{start}起任辖区 {area} 的{role}。",
        "In that year {person} was {role} of area {area} from {start}.",
    ),
    no_leaders=(
        "area year roles",
        "没有辖区 {area} {year}年应当述职者（{roles}）的记录。",
        "Who of area {area} has to report on {year} ({roles}) isn't on record.",
    ),
    duty_report=(
        "review person area year on",
        "{person} 于{on}就{year}年向辖区 {area} 食安委述职（述职记录 {review}）。",
        "{person} reported on {year} to the committee of area {area} on {on} (record {review}).",
    ),
    report_to_unknown=(
        "review on",
        "{on}的述职记录 {review} 没有写明向谁述职。",
        "Record {review} of {on} doesn't say to whom the report was made.",
    ),
    report_to_few=(
        "review on left_out",
        "{on}的述职（记录 {review}）没有面向：{left_out}。",
        "The report of {on} (record {review}) wasn't made to: {left_out}.",
    ),
    picked=(
        "supervisor selection on reason",
        "{on}的名单 {selection} 抽取了包保干部 {supervisor}，理由：{reason}。",
        "The list {selection} of {on} picked supervisor {supervisor}; the reason: {reason}.",
    ),
    picked_plainly=(
        "supervisor selection on",
        "{on}的名单 {selection} 抽取了包保干部 {supervisor}，没有写明理由。",
        "The list {selection} of {on} picked supervisor {supervisor}, without a reason.",
    ),
    report_owed_to=(
        "area year",
        "应当就{year}年向辖区 {area} 食安委述职。",
        "A report on {year} is owed to the committee of area {area}.",
    ),
    ballots=(
        "review votes rule",
        "述职 {review} 的票数：{votes}；计票办法：{rule}。",
        "Ballots on report {review}: {votes}. How they are counted: {rule}.",
    ),
    ranked=(
        "review rank",
        "述职 {review} 的名次：第{rank}名。",
        "Report {review} was ranked {rank}.",
    ),
    level=(
        "grades tie",
        "计得的等次不止一个：{grades}；处理办法：{tie}。",
        "More than one grade comes out: {grades}. What is done then: {tie}.",
    ),
    stratum_of_year=(
        "area people first last",
        "{first}至{last}曾在任、辖区 {area} 食安委可抽取的包保干部有 {people} 名。",
        "From {first} to {last} the committee of area {area} had {people} supervisors in office to pick from.",
    ),
    stratum=(
        "area people on",
        "截至{on}，辖区 {area} 食安委可抽取的在任包保干部有 {people} 名。",
        "By {on} the committee of area {area} has {people} supervisors in office to pick from.",
    ),
    selection=(
        "selection on picks",
        "{on}的名单 {selection} 抽取 {picks} 名。",
        "The list {selection} of {on} picks {picks}.",
    ),
    share=(
        "percent wanted",
        "比例为 {percent}%，应当抽取 {wanted} 名。",
        "The share is {percent} %, which asks for {wanted}.",
    ),
    picked_not_in_office=(
        "supervisors",
        "名单中的下列人员不是可抽取的在任包保干部，不计入：{supervisors}。",
        "On the list, but not in office to be picked, and so not counted: {supervisors}.",
    ),
    picked_without_reason=(
        "supervisors",
        "没有写明理由的：{supervisors}。",
        "Picked without a reason: {supervisors}.",
    ),
    graded=(
        "review grade on",
        "述职 {review} 于{on}评为：{grade}。",
        "Report {review} was graded on {on}: {grade}.",
    ),
    outcome_used=(
        "review use on",
        "述职 {review} 的评议结果于{on}用于{use}。",
        "The outcome of report {review} was used on {on} for {use}.",
    ),
    outcome_counted=(
        "review on",
        "述职 {review} 的评议结果于{on}纳入党政同责考核。",
        "The outcome of report {review} entered the shared assessment on {on}.",
    ),
    whistle=(
        "hazard on actor reason",
        "{actor} 于{on}就隐患 {hazard} 吹哨：{reason}。",
        "{actor} blew the whistle on hazard {hazard} on {on}: {reason}.",
    ),
    hazard_step=(
        "hazard on step state level",
        "隐患 {hazard} 最近一步是{on}的{step}，现在{level}级，{state}。",
        "The last step of hazard {hazard} was on {on}: {step}; it is now {state}, at {level} level.",
    ),
    hazard_at=(
        "hazard level on",
        "隐患 {hazard} 于{on}到{level}级。",
        "Hazard {hazard} came to {level} level on {on}.",
    ),
    hazard_answered=(
        "hazard on actor step level",
        "{actor} 于{on}对隐患 {hazard} {step}（{level}级）。",
        "{actor} answered hazard {hazard} on {on}: {step}, at {level} level.",
    ),
    hazard_left=(
        "hazard on step level",
        "隐患 {hazard} 于{on}离开{level}级：{step}。",
        "Hazard {hazard} left {level} level on {on}: {step}.",
    ),
    claimed_days=(
        "days",
        "记录声明完整、能够认定的是{days}。",
        "What is claimed, and so can be told, is {days}.",
    ),
    unclaimed_days=(
        "days",
        "没有声明记录完整、无法认定的是{days}。",
        "What isn't claimed, and so can't be told, is {days}.",
    ),
    norm_ended=(
        "on",
        "自{on}起施行新的规定，以后的日子按新的规定另行核查。",
        "From {on} on another norm is in force; the days from then on are judged by it apart.",
    ),
    hazard_ended=(
        "hazard on actor step",
        "{actor} 于{on}将隐患 {hazard} {step}。",
        "{actor} brought hazard {hazard} to its end on {on}: {step}.",
    ),
    rectified=(
        "record problem on",
        "记录 {record} 的问题 {problem} 于{on}整改完成。",
        "Problem {problem} of record {record} was put right on {on}.",
    ),
)
"""What a finding's ingredients tell, by the ingredient's first item."""
