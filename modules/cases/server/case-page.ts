import { listReasons, readGuideItem, readMatter } from '#modules/catalogue/server/index.ts'
import { nameOf } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { CasePage } from '../contract/shapes.ts'
import { allowedActions } from '../domain/actions.ts'
import {
  clockView,
  eventView,
  handsOf,
  idsIn,
  requestView,
  routingView,
  taskView,
  type Names,
} from './case-views.ts'
import { actorOf, aroundOf, caseOf } from './change.ts'
import { fromReporter, seesReporter } from './confidence.ts'
import { visibleTo } from './scope.ts'
import {
  firstShown,
  isoOrNull,
  nameIn,
  pausesNamed,
  ribbonOf,
  rowView,
  unitNames,
  type Row,
} from './views.ts'

/** Everything of one case that the caller may see; 404 outside the scope. */
export async function casePage(
  db: Db,
  caller: Caller,
  caseId: string,
  now: Date,
): Promise<CasePage> {
  const row = await db
    .selectFrom('cases.case as c')
    .selectAll()
    .where('c.id', '=', caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!row) throw notFound('cases.case_not_found')
  const parts = await partsOf(db, row)
  const names = await namesIn(db, row, parts)
  const reasons = new Map(
    (await listReasons(db, row.district_id)).map((r) => [`${r.kind}/${r.code}`, r.name]),
  )
  const around = await aroundOf(db, row)
  // The reporter's own words may identify; of a confidential report units see only what the desk wrote.
  const open = seesReporter(row, caller.verbs)
  return {
    ...rowView(row, now, {
      ribbon: pausesNamed(ribbonOf(row, parts.clocks, parts.events), (code) =>
        reasons.get(`suspension/${code}`),
      ),
      thumb: firstShown(row, parts.photos, caller.verbs),
      unitName: nameIn(parts.units, row.unit_id),
      communityName: parts.areas.get(row.community_code) ?? '',
    }),
    ...saidOf(row, parts, open),
    confidential: row.confidential,
    public: row.public,
    publicWords: row.public_words,
    guideItemCode: row.guide_item_code,
    settledOnSpot: row.settled_on_spot,
    events: parts.events.map((e) => eventView(e, names, { open, reasons })),
    photos: parts.photos
      .filter((p) => open || !p.from_reporter)
      .map((p) => ({
        fileId: p.file_id,
        role: p.role as CasePage['photos'][number]['role'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
        at: (parts.events[p.event_seq - 1]?.at ?? row.reported_at).toISOString(),
        released: p.released_at !== null,
      })),
    tasks: parts.tasks.map((t) => taskView(t, parts.units, names)),
    requests: parts.requests.map((r) => requestView(r, names, reasons)),
    clocks: parts.clocks.map(clockView),
    hands: handsOf(parts.tasks, parts.units, names),
    routing: routingView(row, parts.units),
    ...(await standards(db, row)),
    reporter: { hasContact: around.hasContact, masked: null },
    verdicts: parts.verdicts.map((v) => ({
      round: v.round,
      askedAt: v.asked_at.toISOString(),
      answeredAt: isoOrNull(v.answered_at),
      solved: v.solved,
      satisfied: v.satisfied,
      words: open ? v.words : null,
      way: v.way,
    })),
    allowed: allowedActions(caseOf(row), actorOf(caller), around),
  }
}

type Parts = Awaited<ReturnType<typeof partsOf>>

async function namesIn(db: Db, row: Row, { events, tasks, requests }: Parts): Promise<Names> {
  const { personIds, ...others } = idsIn(events)
  return nameOf(db, row.district_id, {
    ...others,
    personIds: [
      ...personIds,
      ...tasks.map((t) => t.assignee_id).filter((id) => id !== null),
      ...requests.map((r) => r.asked_by),
    ],
  })
}

/** Of a confidential report units see only what the desk wrote. */
function saidOf(row: Row, { reports }: Parts, open: boolean) {
  return open
    ? { title: row.title, words: row.words, originalText: reports[0]?.original_text ?? null }
    : {
        title: row.matter_name ?? row.short_code,
        words: row.public_words ?? '',
        originalText: null,
      }
}

async function partsOf(db: Db, row: Row) {
  const of = { district_id: row.district_id, case_id: row.id }
  const [events, photos, tasks, requests, clocks, reports, verdicts, units, areas] =
    await Promise.all([
      db
        .selectFrom('cases.event')
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy('seq')
        .execute(),
      db
        .selectFrom('cases.attachment as a')
        .selectAll('a')
        .select(fromReporter.as('from_reporter'))
        .where('a.district_id', '=', row.district_id)
        .where('a.case_id', '=', row.id)
        .orderBy('a.event_seq')
        .execute(),
      db
        .selectFrom('cases.task')
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy('offered_at')
        .execute(),
      db
        .selectFrom('cases.request')
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy('asked_at')
        .execute(),
      db
        .selectFrom('cases.clock')
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy('started_at')
        .execute(),
      db
        .selectFrom('cases.report')
        .select(['original_text', 'at'])
        .where((eb) => eb.and(of))
        .orderBy('at')
        .execute(),
      db
        .selectFrom('cases.verdict')
        .selectAll()
        .where('district_id', '=', row.district_id)
        // Of this case's own reporters: of a follower they stand with its master.
        .where('report_id', 'in', (eb) =>
          eb
            .selectFrom('cases.report')
            .select('id')
            .where((own) => own.and(of)),
        )
        .orderBy('round')
        .execute(),
      unitNames(db, row.district_id),
      areaNames(db, row.district_id),
    ])
  return { events, photos, tasks, requests, clocks, reports, verdicts, units, areas }
}

async function standards(
  db: Db,
  row: Row,
): Promise<Pick<CasePage, 'standard' | 'guide' | 'questions'>> {
  const matter =
    row.matter_code === null
      ? null
      : await readMatter(
          db,
          row.district_id,
          row.matter_kind === 'component' ? 'component' : 'matter',
          row.matter_code,
        )
  const guide =
    row.guide_item_code === null
      ? null
      : await readGuideItem(db, row.district_id, row.guide_item_code)
  return {
    questions: matter?.questions ?? [],
    standard: !matter
      ? null
      : {
          filing: matter.filingStandard,
          closing: matter.closingStandard,
          hint: matter.hint,
          origin: matter.origin,
        },
    guide: !guide
      ? null
      : {
          name: guide.name,
          steps: guide.steps,
          evidence: guide.evidence,
          legalBasis: guide.legalBasis,
          owner: guide.owner,
          settleAlone: guide.settleAlone,
          origin: guide.origin,
        },
  }
}
