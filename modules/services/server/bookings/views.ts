import type { Block, Paper } from '#kernel/paper.ts'
import { dateOfDay, dayAt, dayOfDate, startOfDay, wallAt } from '#kernel/zone.ts'
import { findFollowed, picturesOfReporters } from '#modules/cases/server/index.ts'
import { audit, nameOf } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { Answers } from '../../contract/services.ts'
import type { Appointment, BookingView } from '../../contract/bookings.ts'
import { allowedChanges } from '../../domain/booking.ts'
import { paperWords } from '../paper-words.ts'
import { visibleBooked } from '../scope.ts'
import { sayAnswer } from './book.ts'
import { bookedOf, bookingOf, statusOf, type BookingRow, type Following } from './change.ts'
import { findService, kindOf, questionsOf, slotViews } from './service-rows.ts'

export interface Looking {
  caller: Caller
  now: Date
  cipher: Cipher
}

/** So many bookings stand on one page at most. */
const MOST = 400

export interface OfDays {
  from: string
  days: number
  unitId?: string | undefined
  serviceId?: string | undefined
}

/** Bookings in the scope of a caller. */
export const seen = (db: Db, caller: Caller) =>
  db
    .selectFrom('services.booking as b')
    .innerJoin('cases.v_titled_case as c', (join) =>
      join.onRef('c.district_id', '=', 'b.district_id').onRef('c.case_id', '=', 'b.case_id'),
    )
    .innerJoin('services.service as s', (join) =>
      join.onRef('s.district_id', '=', 'b.district_id').onRef('s.id', '=', 'b.service_id'),
    )
    .selectAll('b')
    .select(['c.short_code', 'c.status', 'c.address'])
    .select(['s.name', 's.name_en', 's.kind', 's.questions'])
    .where('b.district_id', '=', caller.districtId)
    .where(visibleBooked(caller))

type Seen = Awaited<ReturnType<ReturnType<typeof seen>['execute']>>[number]

/** What is booked on these days, in the caller's scope, by hour. */
export async function bookingsOf(
  db: Db,
  looking: Looking,
  { from, days, unitId, serviceId }: OfDays,
): Promise<{ rows: BookingView[]; more: boolean; today: string; timeZone: string }> {
  const { caller, now } = looking
  const { timeZone } = await readDistrict(db, caller.districtId)
  const first = dayOfDate(from)
  const rows = await seen(db, caller)
    .where('b.starts_at', '>=', new Date(startOfDay(timeZone, first)))
    .where('b.starts_at', '<', new Date(startOfDay(timeZone, first + days)))
    .$if(unitId !== undefined, (q) => q.where('b.unit_id', '=', unitId ?? ''))
    .$if(serviceId !== undefined, (q) => q.where('b.service_id', '=', serviceId ?? ''))
    .orderBy('b.starts_at')
    .orderBy('b.id')
    .limit(MOST + 1)
    .execute()
  return {
    rows: await viewsOf(db, looking, rows.slice(0, MOST)),
    more: rows.length > MOST,
    today: dateOfDay(dayAt(timeZone, now.getTime())),
    timeZone,
  }
}

/** What was booked, beside its case; null where the case was not booked or is not the caller's to see. */
export async function bookingBeside(
  db: Db,
  looking: Looking,
  caseId: string,
): Promise<{ booking: BookingView | null; timeZone: string }> {
  const { timeZone } = await readDistrict(db, looking.caller.districtId)
  const rows = await seen(db, looking.caller).where('b.case_id', '=', caseId).execute()
  const [booking = null] = await viewsOf(db, looking, rows)
  return { booking, timeZone }
}

async function viewsOf(
  db: Db,
  { caller, now, cipher }: Looking,
  rows: readonly Seen[],
): Promise<BookingView[]> {
  if (rows.length === 0) return []
  const steps = await db
    .selectFrom('services.booking_step')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .where(
      'booking_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('seq')
    .execute()
  const people = new Set(
    [...steps.map((step) => step.person_id), ...rows.map((row) => row.booked_by)].filter(
      (id) => id !== null,
    ),
  )
  const { persons, organisations } = await nameOf(db, caller.districtId, {
    personIds: [...people],
    organisationIds: [...new Set(rows.map((row) => row.unit_id))],
  })
  const photos = await picturesOfReporters(
    db,
    caller,
    rows.map((row) => row.case_id),
  )
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    shortCode: row.short_code ?? '',
    caseStatus: row.status ?? 'reported',
    serviceId: row.service_id,
    name: row.name,
    nameEn: row.name_en,
    kind: kindOf(row),
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    state: bookedOf(row, row.status).state,
    unitId: row.unit_id,
    unitName: organisations.get(row.unit_id) ?? '',
    address: row.address ?? '',
    answers: answersOf(row, cipher),
    photos: photos.get(row.case_id) ?? [],
    bookedAt: row.booked_at.toISOString(),
    bookedBy: row.booked_by === null ? null : (persons.get(row.booked_by) ?? null),
    steps: steps
      .filter((step) => step.booking_id === row.id)
      .map((step) => ({
        act: step.act,
        at: step.at.toISOString(),
        who: step.person_id === null ? null : (persons.get(step.person_id) ?? null),
        fromAt: step.from_at?.toISOString() ?? null,
        toAt: step.to_at?.toISOString() ?? null,
        words: step.words,
      })),
    mediationFileId: row.mediation_file,
    version: row.version,
    allowed: allowedOf(row, caller, now),
  }))
}

function allowedOf(row: Seen, caller: Caller, now: Date): BookingView['allowed'] {
  const booked = bookedOf(row, row.status)
  const may: BookingView['allowed'] = caller.verbs.has('services.book')
    ? allowedChanges(booked, { staff: true, now })
    : []
  const mediates = row.kind === 'mediation' && caller.verbs.has('enforcement.mediate')
  if (mediates && row.mediation_file === null && booked.open && row.state === 'booked')
    may.push('mediate')
  return may
}

function answersOf(row: Seen, cipher: Cipher): BookingView['answers'] {
  if (row.answers_cipher === null) return []
  const answers = Answers.parse(JSON.parse(cipher.open(row.answers_cipher)))
  return questionsOf(row).flatMap((question) => {
    const value = sayAnswer(question, answers[question.key], 'zh-CN')
    if (value === '') return []
    const { label, labelEn } = question
    return [{ label, labelEn, value, valueEn: sayAnswer(question, answers[question.key], 'en') }]
  })
}

/** The appointment on the follow page: for whoever has the link; what may be done, for whoever booked. */
export async function appointmentOf(
  db: Db,
  following: Omit<Following, 'key'> & { key: string | undefined },
): Promise<{ appointment: Appointment | null }> {
  const { row: kase, opened } = await findFollowed(db, following)
  const row = opened.level === 'none' ? undefined : await bookingOf(db, kase.district_id, kase.id)
  if (!row) return { appointment: null }
  const service = await findService(db, row.district_id, { id: row.service_id })
  const { timeZone } = await readDistrict(db, row.district_id)
  const { now } = following
  const own = opened.level === 'own'
  const status = await statusOf(db, row)
  const allowed = own ? allowedChanges(bookedOf(row, status), { staff: false, now }) : []
  return {
    appointment: {
      serviceCode: service.code,
      name: service.name,
      nameEn: service.name_en,
      kind: kindOf(service),
      place: service.place === 'office' ? 'office' : 'door',
      office: service.office,
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      state: bookedOf(row, status).state,
      words: own ? await lastWords(db, row) : '',
      allowed,
      slots: allowed.includes('move') ? await slotViews(db, service, { now, staff: false }) : [],
      timeZone,
    },
  }
}

/** Why staff moved or ended it last. */
async function lastWords(db: Db, row: BookingRow): Promise<string> {
  const step = await db
    .selectFrom('services.booking_step')
    .select('words')
    .where('district_id', '=', row.district_id)
    .where('booking_id', '=', row.id)
    .where('person_id', 'is not', null)
    .where('act', 'in', ['moved', 'cancelled', 'missed'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return step?.words ?? ''
}

/** The bookings of some days as a paper to take along: hour, place, what was asked; no phone number. */
export async function paperOfBookings(
  db: Db,
  looking: Looking,
  asked: OfDays & { language: 'zh-CN' | 'en' },
): Promise<{ paper: Paper; name: string }> {
  const { language } = asked
  const words = paperWords(language)
  const { rows, timeZone } = await bookingsOf(db, looking, asked)
  await audit(db, looking.caller, {
    act: 'services.bookings_printed',
    details: { from: asked.from, days: asked.days },
    at: looking.now,
  })
  const { name: district, nameEn } = await readDistrict(db, looking.caller.districtId)
  const wall = (iso: string) => new Date(wallAt(timeZone, Date.parse(iso))).toISOString()
  const days = [...new Set(rows.map((row) => wall(row.startsAt).slice(0, 10)))]
  const until = dateOfDay(dayOfDate(asked.from) + asked.days - 1)
  const said = (row: BookingView) =>
    row.answers
      .map((a) => (language === 'en' ? `${a.labelEn}: ${a.valueEn}` : `${a.label}：${a.value}`))
      .join(language === 'en' ? '; ' : '；')
  const blocks: Block[] = days.flatMap((day): Block[] => [
    { kind: 'heading', level: 2, text: day, listed: false },
    {
      kind: 'table',
      size: 10.5,
      columns: [
        { title: words.hour, share: 2 },
        { title: words.service, share: 2 },
        { title: words.where, share: 4 },
        { title: words.asked, share: 4 },
        { title: words.done, share: 2 },
      ],
      rows: rows
        .filter((row) => wall(row.startsAt).startsWith(day))
        .map((row) => [
          `${wall(row.startsAt).slice(11, 16)}–${wall(row.endsAt).slice(11, 16)}`,
          `${language === 'en' ? row.nameEn : row.name} ${row.shortCode}`,
          row.address,
          said(row),
          row.state === 'booked' ? '' : words[row.state],
        ]),
    },
  ])
  const span = asked.days === 1 ? asked.from : `${asked.from} – ${until}`
  return {
    name: `${words.bookings}-${asked.from}`,
    paper: {
      title: words.bookings,
      language,
      letters: { size: 12, line: 20 },
      header: { left: language === 'en' && nameEn !== '' ? nameEn : district, right: span },
      blocks: [
        { kind: 'title', text: words.bookings },
        { kind: 'paragraph', align: 'middle', indent: false, words: span },
        ...(rows.length === 0 ? [{ kind: 'paragraph' as const, words: words.nothing }] : blocks),
      ],
    },
  }
}
