// A client for the conformance vectors in JavaScript: the three rules adjust.* (§7.3, 必调整), by the readings that
// are in use unless others are chosen, and by first-day. It reads one request a line and writes one answer a line.
import { createInterface } from 'node:readline'

const CAUSE = { 'adjust.personnel-change': 'PERSONNEL', 'adjust.work-change': 'WORK', 'adjust.incapacity': 'INCAPACITY' }
const DAYS_ALLOWED = 5
const BINDS_FROM = '2022-11-01'
const OPEN = '9999-12-31'
const TIERS = ['VILLAGE', 'TOWNSHIP', 'COUNTY', 'CITY']

// Days are texts, YYYY-MM-DD: they compare as they are.
const plus = (day, count) => new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10)
const later = (a, b) => (a > b ? a : b)
const after = day => (day === OPEN ? OPEN : plus(day, 1))
const span = text => {
  const [start, end = start] = (text ?? '0001-01-01/..').split('/')
  return [start, end === '..' ? OPEN : end]
}
const listed = value => (value === undefined ? [] : Array.isArray(value) ? value : [value])

class Calendar {
  constructor({ first, published_through: last, weekend, off, worked }) {
    const days = texts => new Set(texts.map(span).flatMap(([a, b]) => { const all = []; for (; a <= b; a = plus(a, 1)) all.push(a); return all }))
    Object.assign(this, { first, last, weekend, off: days(off), worked: days(worked) })
  }

  isWorked(day) {
    const weekday = (new Date(day).getUTCDay() + 6) % 7
    return this.weekend.includes(weekday) ? this.worked.has(day) : !this.off.has(day)
  }

  // The last of so many working days after a day; beyond the horizon, none, and the earliest that is possible.
  deadline(day, count) {
    for (let at = day; at < this.last; ) {
      at = plus(at, 1)
      if (this.isWorked(at) && --count === 0) return { due: at, earliest: at }
    }
    return { due: null, earliest: plus(later(day, this.last), count) }
  }
}

// What had happened by as_of and was on record by known_by.
class View {
  constructor({ registry, as_of, known_by, calendar, readings }) {
    Object.assign(this, { registry, as_of, known_by, readings, calendar: new Calendar(calendar) })
    this.areas = Object.fromEntries(registry.areas.map(area => [area.id, area]))
  }

  isKnown(recorded, day) {
    return this.known_by === null || (recorded ?? day) <= this.known_by
  }

  days(fact, text) {
    const [start, end] = span(text)
    if (start > this.as_of || !this.isKnown(fact.recorded, start)) return null
    return [start, end > this.as_of || !this.isKnown(fact.end_recorded, end) ? OPEN : end]
  }

  lineage(area) {
    return area === undefined ? [] : [area, ...this.lineage(this.areas[area].parent)]
  }

  changes(supervisor) {
    return (this.registry.changes ?? [])
      .filter(change => change.supervisor === supervisor && change.on <= this.as_of && this.isKnown(change.recorded, change.on))
  }

  // Who answered for a company when; a change ends a relation on the day before, or had ended it.
  relations(company) {
    const found = []
    for (const relation of this.registry.assignments ?? []) {
      const days = relation.company === company ? this.days(relation, relation.period) : null
      if (days === null) continue
      const [start, end] = days
      const within = this.changes(relation.supervisor).filter(({ on }) => start < on && on <= after(end))
      const on = within.map(change => change.on).sort()[0]
      found.push({ relation, start, end: on === undefined ? end : plus(on, -1), changes: within.filter(change => change.on === on) })
    }
    return found.sort((a, b) => (key(a) < key(b) ? -1 : 1))
    function key({ start, end, relation }) { return `${start} ${end} ${relation.id}` }
  }

  // The last day of business of the time in which a company operates on a day on which the rules bind.
  closes(company, day) {
    if (day < BINDS_FROM || !this.isKnown(company.recorded, '0001-01-01')) return null
    const times = listed(company.operating ?? '0001-01-01/..').map(text => this.days({}, text)).filter(Boolean).sort()
    const joined = []
    for (const [start, end] of times) {
      const last = joined.at(-1)
      if (last && start <= after(last[1])) last[1] = later(last[1], end)
      else joined.push([start, end])
    }
    return joined.find(([start, end]) => start <= day && day <= end)?.[1] ?? null
  }

  isClaimed(kind, area, first, last) {
    const claims = (this.registry.complete ?? [])
      .filter(claim => claim.kind === kind && (claim.area === undefined || this.lineage(area).includes(claim.area)))
      .map(claim => span(claim.period)).sort()
    let covered = first
    for (const [start, end] of claims) if (start <= covered && end >= covered) covered = after(end)
    return covered > last || covered === OPEN
  }

  // The area of the leaver's post: the local one, else the highest; without a post, the company's.
  bearer({ relation, end }, company) {
    const local = this.lineage(company.area)
    const supervisor = this.registry.supervisors.find(one => one.id === relation.supervisor)
    const whole = this.isKnown(supervisor.recorded, '0001-01-01') ? supervisor : {}
    const held = listed(whole.posts).filter(post => {
      const days = this.days(post, post.period)
      return days !== null && days[0] <= end && end <= days[1]
    })
    const rank = post => [local.includes(post.area) ? 1 : 0, TIERS.indexOf(post.tier), post.area, post.title ?? ''].join(' ')
    return held.sort((a, b) => (rank(a) < rank(b) ? 1 : -1))[0]?.area ?? company.area
  }
}

function findings(request) {
  const view = new View(request)
  const found = []
  for (const company of view.registry.companies ?? []) {
    const all = view.relations(company.id)
    const told = new Set()
    for (const left of all) {
      for (const change of left.changes) {
        // Two relations of one supervisor leave one vacancy.
        if (change.cause !== CAUSE[request.rule] || told.has(change.id)) continue
        told.add(change.id)
        const judged = judge(view, company, all, left, change)
        if (judged !== null && (judged.closed === null || judged.closed >= request.since)) {
          found.push({
            rule_id: request.rule, subject: { kind: 'company', id: company.id }, trigger: change.id,
            bearer: { kind: 'area', id: view.bearer(left, company) }, ...judged,
          })
        }
      }
    }
  }
  return found
}

function judge(view, company, all, left, { on }) {
  const closes = view.closes(company, on)
  if (closes === null) return null
  const { due, earliest } = view.calendar.deadline(view.readings['first-day'] === 'counted' ? plus(on, -1) : on, DAYS_ALLOWED)
  const successor = all.find(other => other !== left && other.end >= on && other.start <= closes)
  // Nothing is owed to a company that closes before the time is up.
  if (successor === undefined && closes < view.as_of && closes <= earliest) return null
  const claimed = due !== null && view.isClaimed('assignments', company.area, on, due)
  const stands = (status, reason = null, closed = null, cure = null) => ({ status, reason, due, closed, cure })
  if (successor !== undefined) {
    const day = later(on, successor.start)
    if (day <= earliest) return stands('FULFILLED', null, day)
    if (due === null) return stands('UNDETERMINED', 'calendar-horizon', day, 'await-calendar')
    if (!claimed) return stands('UNDETERMINED', 'records-not-claimed', day, 'complete-records')
    return stands('FULFILLED_LATE', 'successor-late', day, 'none-needed')
  }
  if (due === null) return stands('UNDETERMINED', 'calendar-horizon', null, 'await-calendar')
  if (closes < view.as_of && claimed) return stands('FULFILLED_LATE', 'company-closed', after(closes), 'none-needed')
  if (view.as_of <= due) return stands('PENDING', 'not-yet-due', null, 'appoint-successor')
  if (!claimed) return stands('UNDETERMINED', 'records-not-claimed', null, 'complete-records')
  return stands('VIOLATED', 'successor-missing', null, 'appoint-successor')
}

function answer(request) {
  const { id, rule, rulebook, readings } = request
  if (!(rule in CAUSE)) return { id, unsupported: `the rule ${rule ?? 'registry'}` }
  const other = Object.keys(readings).find(name => name !== 'first-day')
  if (other !== undefined || rulebook !== 'suining-2022') return { id, unsupported: other ?? rulebook }
  return { id, findings: findings(request) }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n')
}
