"""Why an obligation isn't fulfilled, and what would cure it: two tables of stable codes.

A code is documented here once, and never reused with another meaning.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from ._frozen import FrozenMap
from .vocabulary import Status, Text

__all__ = ["CURES", "FLAGS", "REASONS", "Cure", "Reason", "cure_of"]


@attrs.frozen
class Cure:
    """What would cure a breach, or answer an open question (整改).

    Attributes:
        code: a stable code.
        text: what to do.
        possible: whether anything can still be done.

    >>> cure = CURES["appoint-successor"]
    >>> cure.text.zh, cure.possible
    ('确定接替的包保干部，重新签订承诺书，更换公示卡', True)
    """

    code: str
    text: Text
    possible: bool = True


@attrs.frozen
class Reason:
    """Why an obligation isn't fulfilled (原因): the condition that failed.

    Attributes:
        code: a stable code.
        text: what it means.
        cure: the code of the cure; None where the rule decides it.

    >>> reason = REASONS["successor-late"]
    >>> reason.text.zh, reason.text.en, reason.cure
    ('接替的包保干部到位逾期', 'the successor came late', 'none-needed')
    """

    code: str
    text: Text
    cure: str | None = None


def _cures(*cures: Cure) -> Mapping[str, Cure]:
    return FrozenMap({cure.code: cure for cure in cures})


def _reasons(*reasons: Reason) -> Mapping[str, Reason]:
    return FrozenMap({reason.code: reason for reason in reasons})


CURES = _cures(
    Cure("assign-supervisor", Text("为该包保主体确定一名包保干部", "assign one supervisor to the company")),
    Cure("keep-one-supervisor", Text("只保留一名包保干部，终止多余的包保关系", "keep one supervisor and end the other relations")),
    Cure("assign-higher-tier", Text("改由该等级对应层级或更高层级的包保干部包保", "assign a supervisor of the grade's tier or a higher one")),
    Cure("assign-local", Text("改由辖区内的包保干部包保", "assign a supervisor whose area contains the company")),
    Cure("record-post", Text("补录包保干部的现任职务；确无职务的，另行确定包保干部", "record the supervisor's post; if there is none, assign another supervisor")),
    Cure("record-grade", Text("补录该包保主体的包保等级", "record the company's supervision grade")),
    Cure("record-ground", Text("补录提级包保的理由；没有理由的，改由对应层级包保", "record the ground of the escalation; without one, return the company to its tier")),
    Cure("fill-team", Text("配齐缺少的包保成员", "fill the missing roles of the team")),
    Cure("sign-letter", Text("签订承诺书并存档", "sign the commitment letter and file it")),
    Cure("show-card", Text("更换并展示现任包保干部的公示卡", "display the card of the supervisor in force")),
    Cure("acknowledge-list", Text("组织学习现行清单并确认知晓", "have the list in force acknowledged")),
    Cure("record-list", Text("补录现行清单", "record the list in force")),
    Cure("visit", Text("在期限内到场督导并记录", "visit the company on site within the time, and record it")),
    Cure("visit-now", Text("立即到场，并按突发事件记录", "go on site at once, and record it as for the emergency")),
    Cure("not-curable", Text("期限已过，无法补正；如实记入履职情况", "the time has passed and it can't be made good; put it on record"), possible=False),
    Cure("moved-on", Text("隐患已不在该级，无法补正；如实记入履职情况", "the hazard is no longer at that level, and it can't be made good; put it on record"), possible=False),
    Cure("appoint-successor", Text("确定接替的包保干部，重新签订承诺书，更换公示卡", "assign a successor, have the commitment letter signed anew, replace the notice card")),
    Cure("report-change", Text("报告该变动", "report the change")),
    Cure("adjust-relation", Text("调整包保关系", "adjust the supervision relation")),
    Cure("complete-records", Text("补录有关记录，或声明该类记录完整", "enter the record, or claim that records of this kind are complete")),
    Cure("await-calendar", Text("待放假通知公布、工作日历更新后再核", "check again when the holiday notice is out and the calendar has it")),
    Cure("record-event-day", Text("补录该变动的决定日或知悉日", "record the day on which the change was decided or known")),
    Cure("ask-source", Text("来源没有规定，由当地明确", "the source is silent; the city has to say")),
    Cure("appoint-director", Text("配备食品安全总监", "appoint a food safety director")),
    Cure("appoint-officer", Text("配备食品安全员", "appoint a food safety officer")),
    Cure("replace-staff", Text("改由没有从业限制的人员担任", "appoint somebody who isn't barred")),
    Cure("appoint-own", Text("配备只服务于本单位的人员", "appoint somebody who serves this company alone")),
    Cure("record-company", Text("补录主体的类别、规模、用餐人数或集中供餐情况", "record the company's kind, size, diners or centralised dining")),
    Cure("record-sector", Text("补录主体的业态", "record the company's sectors")),
    Cure("adopt-template", Text("按模板制定本单位的检查表", "draw up the company's checklist from the template")),
    Cure("restore-items", Text("补齐缺少或被削弱的检查项", "restore the items that are missing or weakened")),
    Cure("choose-template-reading", Text("由当地公布模板内容，或选用示范项", "the city publishes the items, or the reading that lets model items stand in is chosen")),
    Cure("record-today", Text("如实补录并注明补录日期；确已停业的，补办停业记录", "fill in the record truthfully and mark the day of entry; if business was paused, put the pause on record")),
    Cure("prove-pause", Text("补充停业的凭据", "add the evidence of the pause")),
    Cure("make-record", Text("在期限内完成并留存记录", "make the record within the time, and keep it")),
    Cure("complete-record", Text("补齐未填的检查项", "answer the items left open")),
    Cure("record-entry-day", Text("补录记录的填写日期", "put on record when it was filled in")),
    Cure("close-problem", Text("反馈整改情况并办结", "feed back how it was put right, and close it")),
    Cure("rectify", Text("完成整改并记录", "put it right, and record it")),
    Cure("fill-seat", Text("确定该席位的人选", "fill the seat")),
    Cure("keep-one-holder", Text("该席位只保留一人", "let one person hold the seat")),
    Cure("right-office", Text("改由规定职务的人员担任", "let the seat be held by the office that it belongs to")),
    Cure("record-office", Text("补录担任者的职务", "record the holder's office")),
    Cure("record-body", Text("补录成员所在的单位", "record the body that the member comes from")),
    Cure("add-member", Text("增补该单位或部门的负责人为成员", "add whoever leads the body or department as a member")),
    Cure("remove-member", Text("改列为部门成员，或退出四大班子成员", "list the member among the departments, or take the name off")),
    Cure("set-up-task-force", Text("设立工作专班", "set up the task force")),
    Cure("mend-task-force", Text("按规定的单位、抽调、集中办公要求组成专班", "make up the task force as it is laid down: in the bureau, seconded, in one office")),
    Cure("record-task-force", Text("补录专班的所在单位、抽调人数和办公方式", "record where the task force sits, how many are seconded, and whether in one office")),
    Cure("set-up-group", Text("成立领导小组", "set up the leading group")),
    Cure("reach-milestone", Text("尽快完成该任务", "reach the milestone as soon as possible")),
    Cure("mend-plan", Text("调整计划，使节点能够实现", "change the plan so that its nodes can be reached")),
    Cure("report-on-duties", Text("述职；规定了对象的，向规定的对象述职", "report on duties; to those to whom it is owed, where they are named")),
    Cure("record-audience", Text("补录述职的对象", "record to whom the report was made")),
    Cure("record-leaders", Text("补录应当述职的领导和负责人", "record who has to report")),
    Cure("set-share", Text("由当地在规则集中写明抽取比例", "the city sets the share in its rulebook")),
    Cure("pick-and-report", Text("按比例抽取并记录名单；被抽取的述职", "pick the share, and record the list; whoever was picked reports on duties")),
    Cure("draw-up-list", Text("按比例抽取并记录名单", "pick the share, and record the list")),
    Cure("pick-more", Text("补足抽取的人数", "pick as many as the share asks")),
    Cure("give-reasons", Text("补录每人的抽取理由", "record the reason for each who was picked")),
    Cure("grade-report", Text("评议并定出等次", "review the report, and grade it")),
    Cure("decide-grade", Text("由食安委决定等次", "the committee decides the grade")),
    Cure("set-points", Text("由当地在规则集中写明分值表", "the city sets the table of points in its rulebook")),
    Cure("set-ranks", Text("在规则集中写明名次表及其依据", "set the table of ranks in the rulebook, with its source")),
    Cure("use-outcome", Text("运用评议结果并记录", "use the outcome, and record it")),
    Cure("count-outcome", Text("将评议结果纳入党政同责考核并记录", "enter the outcome into the shared assessment, and record it")),
    Cure("report-in", Text("监管人员立即报到", "the regulator reports in at once")),
    Cure("dispose-hazard", Text("处置隐患，核验后销号", "dispose of the hazard, have it verified, and close it")),
    Cure("none-needed", Text("违反状态已经结束，无须再整改", "the breach has ended; nothing is left to do"), possible=False),
)  # fmt: skip
"""What would cure a breach, by code.

>>> [code for code, cure in CURES.items() if not cure.possible]
['not-curable', 'moved-on', 'none-needed']
"""

REASONS = _reasons(
    Reason("seat-vacant", Text("无人包保", "no supervisor is in force"), "assign-supervisor"),
    Reason("supervisors-overlap", Text("同时有两名以上包保干部", "two supervisors or more at once"), "keep-one-supervisor"),
    Reason("tier-too-low", Text("包保层级低于等级对应的层级", "the supervisor's tier is lower than the grade's"), "assign-higher-tier"),
    Reason("post-not-in-force", Text("包保干部没有现任职务", "the supervisor holds no post"), "record-post"),
    Reason("grade-unknown", Text("没有包保等级的记录", "no supervision grade is on record"), "record-grade"),
    Reason("area-outside", Text("包保主体不在包保干部的辖区内", "the company lies outside the supervisor's area"), "assign-local"),
    Reason("ground-missing", Text("提级包保没有理由的记录", "no ground for the escalation is on record"), "record-ground"),
    Reason("ground-not-listed", Text("提级包保的理由不在来源列举之内", "the ground isn't one that the source lists"), "record-ground"),
    Reason("team-incomplete", Text("包保成员不齐", "a role of the team isn't filled"), "fill-team"),
    Reason("no-deadline-in-source", Text("尚未履行，来源没有规定期限", "not met so far; the source sets no deadline")),
    Reason("source-silent", Text("来源对此没有说明", "the source says nothing of it"), "ask-source"),
    Reason("list-not-on-record", Text("没有现行清单的记录", "no list in force is on record"), "record-list"),
    Reason("not-yet-due", Text("尚未履行，期限未到", "not met so far, and not yet overdue")),
    Reason("visit-missing", Text("期限内没有到场", "nobody who counts was on site within the time")),
    Reason("visit-too-late", Text("没有到场，承担义务的包保关系已经终止，或者包保主体已经关停", "nobody came, and the relation that called for it has ended, or the company has closed"), "not-curable"),
    Reason("visit-late", Text("逾期到场", "on site, but late"), "none-needed"),
    Reason("successor-missing", Text("没有接替的包保干部", "no successor is in force"), "appoint-successor"),
    Reason("successor-late", Text("接替的包保干部到位逾期", "the successor came late"), "none-needed"),
    Reason("company-closed", Text("包保主体关停时仍没有接替的包保干部", "the company closed before a successor was in force"), "none-needed"),
    Reason("report-missing", Text("变动没有报告", "the change wasn't reported"), "report-change"),
    Reason("report-late", Text("变动报告逾期", "the change was reported late"), "none-needed"),
    Reason("adjustment-missing", Text("包保关系没有调整", "the supervision relation wasn't adjusted"), "adjust-relation"),
    Reason("adjustment-late", Text("包保关系调整逾期", "the supervision relation was adjusted late"), "none-needed"),
    Reason("director-missing", Text("没有在任的食品安全总监", "no food safety director is in office"), "appoint-director"),
    Reason("officer-missing", Text("没有在任的食品安全员", "no food safety officer is in office"), "appoint-officer"),
    Reason("staff-barred", Text("在任人员处于从业限制期内", "who is in office is barred from the post"), "replace-staff"),
    Reason("officer-shared", Text("在任人员已计入另一家主体", "who is in office already counts for another company"), "appoint-own"),
    Reason("kind-unknown", Text("没有主体类别的记录", "no kind of company is on record"), "record-company"),
    Reason("size-unknown", Text("没有规模的记录", "no size is on record"), "record-company"),
    Reason("diners-unknown", Text("没有用餐人数的记录", "no number of diners is on record"), "record-company"),
    Reason("dining-unknown", Text("没有是否集中供餐的记录", "whether it serves centralised dining isn't on record"), "record-company"),
    Reason("contract-unknown", Text("没有是否承包经营的记录", "whether a contractor runs it isn't on record"), "record-company"),
    Reason("sector-unknown", Text("没有业态的记录", "no sector is on record"), "record-sector"),
    Reason("template-items-unpublished", Text("来源没有公布模板的检查项", "the source prints no items of the templates"), "choose-template-reading"),
    Reason("checklist-missing", Text("没有本单位检查表的记录", "no checklist of the company is on record"), "adopt-template"),
    Reason("template-unknown", Text("检查表所采用的模板不存在", "the checklist takes over a template that there isn't"), "adopt-template"),
    Reason("items-missing", Text("检查表缺少模板的检查项", "the checklist lacks items of the template"), "restore-items"),
    Reason("items-weakened", Text("检查表削弱了模板的检查项", "the checklist weakens items of the template"), "restore-items"),
    Reason("record-missing", Text("没有记录", "no record was made"), "record-today"),
    Reason("record-late", Text("记录是事后补填的", "the record was filled in afterwards"), "none-needed"),
    Reason("record-incomplete", Text("记录有未填的检查项", "the record leaves items unanswered"), "complete-record"),
    Reason("pause-not-recorded", Text("称已停业而没有凭据，也没有记录", "said to be paused without evidence, and no record was made"), "prove-pause"),
    Reason("entry-day-unknown", Text("没有补填日期的记录", "when the record was filled in isn't on record"), "record-entry-day"),
    Reason("rectification-missing", Text("超过所定的期限仍未整改", "not put right by the day that was set for it"), "rectify"),
    Reason("problem-not-closed", Text("已整改，超过所定的期限仍未办结", "put right, but not closed by the day that was set for it"), "close-problem"),
    Reason("closed-late", Text("办结逾期", "closed late"), "none-needed"),
    Reason("rectification-late", Text("整改逾期", "put right late"), "none-needed"),
    Reason("seat-unfilled", Text("该席位没有人选", "nobody holds the seat"), "fill-seat"),
    Reason("seat-doubled", Text("该席位同时有两人以上", "two persons or more hold the seat"), "keep-one-holder"),
    Reason("office-not-allowed", Text("担任者的职务不是规定的职务", "the holder's office isn't the one that it belongs to"), "right-office"),
    Reason("office-unknown", Text("没有担任者职务的记录", "the holder's office isn't on record"), "record-office"),
    Reason("body-missing", Text("四大班子之一没有成员", "a leading body has no member"), "add-member"),
    Reason("body-not-listed", Text("成员所在单位不在四大班子之列", "the member comes from no leading body"), "remove-member"),
    Reason("body-unknown", Text("没有成员所在单位的记录", "where the member comes from isn't on record"), "record-body"),
    Reason("department-missing", Text("所列部门没有成员", "a department that is named has no member"), "add-member"),
    Reason("no-department", Text("没有部门成员", "no department has a member"), "add-member"),
    Reason("task-force-missing", Text("没有工作专班", "there is no task force"), "set-up-task-force"),
    Reason("task-force-elsewhere", Text("工作专班不在规定的单位", "the task force sits elsewhere"), "mend-task-force"),
    Reason("task-force-not-seconded", Text("工作专班没有抽调人员", "nobody in the task force is seconded"), "mend-task-force"),
    Reason("task-force-scattered", Text("工作专班没有集中办公", "the task force doesn't work in one office"), "mend-task-force"),
    Reason("task-force-undescribed", Text("工作专班的组成没有记录", "how the task force is made up isn't on record"), "record-task-force"),
    Reason("group-missing", Text("没有领导小组", "there is no leading group"), "set-up-group"),
    Reason("milestone-missed", Text("期限已过，尚未完成", "its day has passed and it isn't reached"), "reach-milestone"),
    Reason("milestone-late", Text("逾期完成", "reached late"), "none-needed"),
    Reason("plan-impossible", Text("计划的节点无法实现，倒排不出期限", "the plan's nodes can't be reached, so no day can be worked out"), "mend-plan"),
    Reason("duty-report-missing", Text("没有述职", "no report on duties was made"), "report-on-duties"),
    Reason("duty-report-late", Text("述职逾期", "the report on duties was late"), "none-needed"),
    Reason("audience-incomplete", Text("没有向全部规定的对象述职", "the report wasn't made to all to whom it is owed"), "report-on-duties"),
    Reason("audience-unknown", Text("没有述职对象的记录", "to whom the report was made isn't on record"), "record-audience"),
    Reason("leaders-not-on-record", Text("没有应当述职者的记录", "who has to report isn't on record"), "record-leaders"),
    Reason("share-not-set", Text("来源和规则集都没有写明抽取比例", "neither the source nor the rulebook sets the share"), "set-share"),
    Reason("picked-after-year", Text("年度之后才被抽取，年度内的期限已无从适用", "picked after the year, within which the report was owed"), "report-on-duties"),
    Reason("used-ungraded", Text("没有等次，却有结果运用或纳入考核的记录", "something came of it, and no grade is on record"), "decide-grade"),
    Reason("selection-missing", Text("没有抽取名单", "no list of those picked is on record"), "draw-up-list"),
    Reason("selection-late", Text("抽取名单逾期", "the list of those picked was late"), "none-needed"),
    Reason("selection-too-few", Text("抽取的人数少于比例", "fewer were picked than the share asks"), "pick-more"),
    Reason("selection-unexplained", Text("抽取名单没有写明理由", "the list doesn't say why somebody was picked"), "give-reasons"),
    Reason("ballots-tied", Text("票数介于两个等次之间", "the ballots leave it between two grades"), "decide-grade"),
    Reason("rank-not-in-table", Text("规则集的名次表没有该名次", "the rulebook's table of ranks doesn't have this one"), "set-ranks"),
    Reason("points-not-set", Text("规则集没有写明分值表", "the rulebook has no table of points"), "set-points"),
    Reason("report-in-missing", Text("期限已过，监管人员没有报到", "the time has passed and the regulator didn't report in"), "report-in"),
    Reason("report-in-never", Text("隐患已离开该级，该级没有报到", "the hazard has left the level, which never reported in"), "moved-on"),
    Reason("report-in-late", Text("监管人员报到逾期", "the regulator reported in late"), "none-needed"),
    Reason("hazard-open", Text("期限已过，隐患没有处置完毕", "the time has passed and the hazard isn't disposed of"), "dispose-hazard"),
    Reason("hazard-late", Text("隐患处置逾期", "the hazard was disposed of late"), "none-needed"),
    Reason("records-not-claimed", Text("没有足以判定的记录，也没有声明该类记录完整", "no record that decides it, and no claim that such records are complete"), "complete-records"),
    Reason("calendar-horizon", Text("期限所需的日子超出工作日历", "the days needed lie beyond the working-day calendar"), "await-calendar"),
    Reason("event-day-unknown", Text("没有读法所需的变动日期的记录", "the day that the reading needs isn't on record"), "record-event-day"),
)  # fmt: skip
"""Why an obligation isn't fulfilled, by code.

>>> REASONS["visit-missing"].text.zh
'期限内没有到场'
"""

FLAGS = FrozenMap(
    {
        "entered-late": Text("事后补填", "filled in afterwards"),
        "answers-missing": Text("有未填的检查项", "items left unanswered"),
        "answers-out-of-limits": Text("有超出限值的测量值", "measures outside their limits"),
        "answers-unexplained": Text(
            "有不合格的检查项没有记为问题", "items found wanting about which no problem is recorded"
        ),
        "problems-open": Text("有尚未整改的问题", "problems not yet put right"),
    }
)
"""What is remarkable about a finding though it changes nothing, by code.

>>> FLAGS["entered-late"].in_language("en")
'filled in afterwards'
"""

_BY_RULE = {
    "control.daily": "make-record",
    "control.weekly": "make-record",
    "control.monthly": "make-record",
    "control.rectified": "rectify",
    "visit.rectified": "rectify",
    "plan.milestone": "reach-milestone",
    "review.leader-reports": "report-on-duties",
    "review.lower-committee-reports": "report-on-duties",
    "review.supervisor-sample": "pick-and-report",
    "review.graded": "grade-report",
    "review.applied": "use-outcome",
    "review.counted": "count-outcome",
    "hazard.regulator-reports-in": "report-in",
    "hazard.disposed": "dispose-hazard",
    "commitment.signed": "sign-letter",
    "notice-card.displayed": "show-card",
    "know.responsibility-list": "acknowledge-list",
    "know.task-list": "acknowledge-list",
    "know.supervision-list": "acknowledge-list",
    "attend.quarter": "visit",
    "attend.key-period": "visit",
    "attend.emergency": "visit-now",
    "adjust.personnel-change": "appoint-successor",
    "adjust.work-change": "appoint-successor",
    "adjust.incapacity": "appoint-successor",
    "adjust.company-report": "report-change",
    "adjust.company-change": "adjust-relation",
}
_CURABLE_VISITS = "attend.emergency"


def cure_of(rule_id: str, status: Status, reason: str) -> Cure:
    """What would cure an unfulfilled obligation of a rule."""
    if status is Status.FULFILLED_LATE:
        return CURES["none-needed"]
    if reason == "visit-missing" and rule_id != _CURABLE_VISITS:
        return CURES["not-curable"]
    return CURES[REASONS[reason].cure or _BY_RULE[rule_id]]
