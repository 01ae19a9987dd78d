"""What a type checker sees of facts, each with all its fields: checked, never run."""

import datetime as dt
from typing import Any, assert_type

import dual_responsibility as dr


def check_places_and_claims(day: dt.date) -> None:
    area = dr.Area(id="5109", tier=dr.Tier.CITY, parent=None, name="遂宁市", recorded=day, evidence="文号")
    assert_type(area.tier, dr.Tier)
    assert_type(area.name, str | None)
    assert_type(area.recorded, dt.date | None)
    assert_type(area.evidence, str | None)
    assert_type(area.extensions, dr.FrozenMap[str, Any] | None)
    claim = dr.Claim(kind="visits", area="5109", period=dr.Period(day))
    assert_type(claim.area, str | None)
    assert_type(dr.Ref("company", "C-1").kind, str)


def check_companies(day: dt.date) -> None:
    regraded = [(dr.Period(day, day), dr.Grade.B), (dr.Period(day), dr.Grade.A)]
    company = dr.Company(
        id="C-1", area="5109", sectors={dr.Sector.CATERING}, grades=regraded, operating=[dr.ALWAYS],
        grounds=dr.EscalationGround.SCHOOL, kind=dr.CompanyKind.SCHOOL_CANTEEN, size=dr.CompanySize.SMALL, diners=300,
        centralised_dining=True, contracted=False, credit_code="91510900", extensions={"system": {"row": 1}},
    )  # fmt: skip
    assert_type(company.id, str)
    assert_type(company.area, str)
    assert_type(company.grounds, dr.Timeline[dr.EscalationGround])
    assert_type(company.contracted, bool | None)
    assert_type(company.credit_code, str | None)
    change = dr.CompanyChange(id="CC-1", company="C-1", cause=dr.CompanyChangeCause.OPENING, on=day, reported=day)
    assert_type(change.reported, dt.date | None)
    pause = dr.Pause(company="C-1", period=dr.Period(day), end_recorded=day)
    assert_type(pause.period, dr.Period)
    assert_type(pause.end_recorded, dt.date | None)


def check_supervision(day: dt.date) -> None:
    post = dr.Post(tier=dr.Tier.COUNTY, area="510903", period=dr.Period(day), body="政府", title="副县长")
    assert_type(post.body, str | None)
    assert_type(post.title, str | None)
    assert_type(dr.Supervisor(id="S-1", posts=[post]).posts, tuple[dr.Post, ...])
    change = dr.Change(id="CH-1", supervisor="S-1", cause=dr.ChangeCause.WORK, on=day, decided=day, known=day)
    assert_type(change.cause, dr.ChangeCause)
    assert_type(change.decided, dt.date | None)
    member = dr.TeamMember(role=dr.TeamRole.ASSISTANT, member="M-1")
    relation = dr.Assignment(id="A-1", company="C-1", supervisor="S-1", period=dr.Period(day), team=member)
    assert_type(relation.team, tuple[dr.TeamMember, ...])
    assert_type(relation.team[0].role, dr.TeamRole)


def check_conduct(day: dt.date) -> None:
    assert_type(dr.Commitment(supervisor="S-1", on=day, area="510903").area, str | None)
    version = dr.ListVersion(id="L-1", kind=dr.ListKind.TASK, area="510903", in_force=dr.Period(day))
    assert_type(version.in_force, dr.Period)
    assert_type(dr.Acknowledgement(supervisor="S-1", list_version="L-1", on=day).list_version, str)
    assert_type(dr.NoticeCard(company="C-1", supervisor="S-1", displayed=dr.Period(day)).displayed, dr.Period)
    assert_type(dr.KeyPeriod(id="K-1", area="510903", period=dr.Period(day)).area, str)
    assert_type(dr.Emergency(id="E-1", on=day, company="C-1").company, str | None)
    assert_type(dr.Emergency(id="E-2", on=day, area="510903").area, str | None)
    found = dr.FoundProblem(id="P-1", text="冷柜温度偏高", item="own.1", rectify_by=day)
    moved = found.advance(dr.ProblemStep.CLAIM, actor="P-1", on=day)
    assert_type(moved, dr.FoundProblem)
    assert_type(moved.state, dr.ProblemState)
    assert_type(moved.put_right(as_of=day), dt.date | None)
    assert_type(moved.moves, tuple[dr.ProblemMove, ...])
    assert_type(dr.ProblemMove(step=dr.ProblemStep.RECTIFY, actor="P-1", on=day).reason, str | None)
    visit = dr.Visit(
        id="V-1", company="C-1", visitor="S-1", on=day, occasions=[dr.VisitOccasion.QUARTER], problems=[found]
    )
    assert_type(visit.occasions, frozenset[dr.VisitOccasion])
    assert_type(visit.problems, tuple[dr.FoundProblem, ...])


def check_controls(day: dt.date) -> None:
    log = dr.ControlLog(company="C-1", cycle=dr.Cycle.DAILY, kept=dr.DaySet([day]), entered_late=dr.DaySet())
    assert_type(log.kept, dr.DaySet)
    answer = dr.Answer(item="own.1", ok=False, value=4.5, text="偏高")
    assert_type(answer.value, int | float | None)
    assert_type(answer.ok, bool | None)
    item = dr.ChecklistItem(id="own.1", text="冷柜温度", at_least=0, required=False, refines="catering.daily.x")
    assert_type(item.refines, str | None)
    record = dr.ControlRecord(
        id="R-1", company="C-1", cycle=dr.Cycle.DAILY, on=day, sector=dr.Sector.CATERING, answers=answer,
        filled_by="P-1", signed_by="P-2",
    )  # fmt: skip
    assert_type(record.sector, dr.Sector | None)
    assert_type(record.filled_by, str | None)
    checked = dr.check_record(record, [item], as_of=day)
    assert_type(checked, dr.RecordCheck)
    assert_type(checked.out_of_limits, tuple[str, ...])
    assert_type(bool(checked), bool)
    tally = dr.GradeTally(area="5109", business_line="餐饮", grade=dr.Grade.B, count=2, on=day)
    assert_type(tally.count, int)


def check_committees(day: dt.date) -> None:
    seat = dr.Seat(role=dr.SeatRole.BODY_MEMBER, holder="L-1", body="party-committee")
    assert_type(seat.body, str | None)
    force = dr.TaskForce(host="market-bureau", one_office=True)
    assert_type(force.one_office, bool | None)
    assert_type(force.seconded, int | None)
    milestone = dr.Milestone(id="M-1", title="签订承诺书", started=day, reached=day)
    assert_type(milestone.reached, dt.date | None)
    assert_type(dr.Plan(id="PL-1", area="5109", start=day, milestones=milestone).milestones, tuple[dr.Milestone, ...])
    move = dr.HazardMove(step=dr.HazardStep.WHISTLE, actor="AS-1", on=day, reason="无证加工", recorded=day)
    hazard = dr.Hazard(id="HZ-1", area="510903100", company="C-1", moves=[move])
    assert_type(hazard.moves, tuple[dr.HazardMove, ...])
    assert_type(hazard.allowed, tuple[dr.HazardStep, ...])
    assert_type(hazard.place, dr.Place[dr.HazardState])
    leader = dr.Leader(person="L-1", role=dr.LeaderRole.DEPARTMENT_HEAD, area="5109", body="market-bureau")
    assert_type(leader.role, dr.LeaderRole)
    ballot = dr.Ballot(grade=dr.ReviewGrade.GOOD, count=9)
    use = dr.ReviewUse(kind=dr.ReviewUseKind.COMMENDATION, on=day)
    review = dr.Review(
        id="RV-1", reporter="L-1", area="5109", year=2023, on=day, ground=dr.ReviewGround.LEADER, ballots=[ballot],
        outcome=dr.ReviewGrade.GOOD, graded=day, counted=day, rank=1, voters=12, uses=[use],
    )  # fmt: skip
    assert_type(review.ballots, tuple[dr.Ballot, ...])
    assert_type(review.uses, tuple[dr.ReviewUse, ...])
    assert_type(review.rank, int | None)
    pick = dr.Pick(supervisor="S-1", reason="投诉较多")
    chosen = dr.ReviewSelection(id="RS-1", area="5109", year=2023, on=day, picks=[pick], seed="2023")
    assert_type(chosen.picks, tuple[dr.Pick, ...])
    assert_type(chosen.seed, str | None)


def check_registries() -> None:
    facts = dr.Registry()
    assert_type(facts.hash, str)
    assert_type(facts.changes, tuple[dr.Change, ...])
    assert_type(facts.pauses, tuple[dr.Pause, ...])
    assert_type(facts.grade_tallies, tuple[dr.GradeTally, ...])
    assert_type(facts.hazards, tuple[dr.Hazard, ...])
    assert_type(facts.complete, tuple[dr.Claim, ...])
    assert_type(facts.extensions, dr.FrozenMap[str, Any] | None)
    assert_type(facts.part_of("S-1"), dr.Registry)
    assert_type(facts.of_company("visits", "C-1"), tuple[Any, ...])
    assert_type(facts.of_person("P-1"), tuple[dr.Staff, ...])
    assert_type(facts.of_tier("510903100", dr.Tier.COUNTY), str | None)
    assert_type(facts.owns("companies"), tuple[str, ...])
    assert_type(facts.lineage["510903"], tuple[str, ...])
