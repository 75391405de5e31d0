import { sql } from 'kysely'
import type { Block, Paper } from '#kernel/paper.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { audit, nameOf } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { forbidden, invalid, notFound } from '#platform/server/problem.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import { z } from 'zod'
import { SignCheck, SignForm, type SignSettings, type SignView } from '../../contract/signs.ts'
import { allowedSign, signStates, type SignAct } from '../../domain/sign.ts'
import { paperWords } from '../paper-words.ts'
import { signSettings, visibleSign, type FilingRow } from './sign-rows.ts'

const ofShop: ReadonlySet<SignAct> = new Set(['mend', 'withdraw'])
const ofStaff: ReadonlySet<SignAct> = new Set(['ask', 'file', 'note', 'withdraw', 'link'])

/** Filings as a page shows them; of people only who of the staff did what, and that for staff. */
export async function signViews(
  db: Db,
  rows: readonly FilingRow[],
  by: { staff: boolean; may: boolean },
): Promise<SignView[]> {
  const [first] = rows
  if (!first) return []
  const districtId = first.district_id
  const ids = rows.map((row) => row.id)
  const steps = await db
    .selectFrom('services.sign_step')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('filing_id', 'in', ids)
    .orderBy('seq')
    .execute()
  const files = await db
    .selectFrom('services.sign_file')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('filing_id', 'in', ids)
    .orderBy('added_at')
    .orderBy('file_id')
    .execute()
  const people = [...steps.map((s) => s.person_id), ...rows.map((r) => r.taken_by)].filter(
    (id) => id !== null,
  )
  const { persons } = by.staff
    ? await nameOf(db, districtId, { personIds: [...new Set(people)] })
    : { persons: new Map<string, string>() }
  const nameIn = (id: string | null) => (id === null ? null : (persons.get(id) ?? null))
  const { items } = await signSettings(db, districtId)
  const { timeZone } = await readDistrict(db, districtId)
  const mine = by.staff ? ofStaff : ofShop
  return rows.map((row) => {
    const state = signStates.find((one) => one === row.state) ?? 'withdrawn'
    const filesOf = (role: string) =>
      files.filter((f) => f.filing_id === row.id && f.role === role).map((f) => f.file_id)
    return {
      id: row.id,
      code: row.code,
      shop: row.shop,
      subjectId: by.staff ? row.subject_id : null,
      address: row.address,
      form: SignForm.parse(row.form),
      items,
      checks: z.array(SignCheck).parse(row.checks),
      state,
      submittedAt: row.submitted_at.toISOString(),
      takenBy: nameIn(row.taken_by),
      workingDays: row.working_days,
      dueAt: row.due_at?.toISOString() ?? null,
      mendUntil: row.mend_until,
      filedAt: row.filed_at?.toISOString() ?? null,
      filedBy: row.filed_by === 'staff' || row.filed_by === 'silence' ? row.filed_by : null,
      number: row.number,
      drawings: filesOf('drawing'),
      seen: by.staff ? filesOf('seen') : [],
      steps: steps
        .filter((s) => s.filing_id === row.id && (by.staff || s.act !== 'linked'))
        .map((s) => ({
          act: s.act,
          at: s.at.toISOString(),
          who: nameIn(s.person_id),
          words: s.words,
        })),
      version: row.version,
      timeZone,
      allowed: by.may ? allowedSign(state).filter((act) => mine.has(act)) : [],
    }
  })
}

export async function signPage(
  db: Db,
  row: FilingRow,
  by: { staff: boolean; may: boolean },
): Promise<SignView> {
  const [view] = await signViews(db, [row], by)
  if (!view) throw notFound('services.sign_not_found')
  return view
}

/** One filing that the caller sees. */
export async function findSign(db: Db, caller: Caller, id: string): Promise<FilingRow> {
  const row = await db
    .selectFrom('services.sign_filing as f')
    .selectAll('f')
    .where('f.district_id', '=', caller.districtId)
    .where('f.id', '=', id)
    .where(visibleSign(caller))
    .executeTakeFirst()
  if (!row) throw notFound('services.sign_not_found')
  return row
}

const cursor = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Filings in the caller's area, newest first. */
export async function listSigns(
  db: Db,
  caller: Caller,
  ask: { state?: string | undefined; after?: string | undefined; limit: number },
) {
  const from = ask.after === undefined ? null : cursor.exec(ask.after)
  if (ask.after !== undefined && (!from || Number.isNaN(Date.parse(from[1] ?? ''))))
    throw invalid('request.malformed')
  const rows = await db
    .selectFrom('services.sign_filing as f')
    .selectAll('f')
    .where('f.district_id', '=', caller.districtId)
    .where(visibleSign(caller))
    .$if(ask.state !== undefined, (q) => q.where('f.state', '=', ask.state ?? ''))
    .$if(from !== null, (q) =>
      q.where(
        sql<boolean>`(f.submitted_at, f.id) < (${new Date(from?.[1] ?? 0)}::timestamptz, ${from?.[2] ?? ''}::uuid)`,
      ),
    )
    .orderBy('f.submitted_at', 'desc')
    .orderBy('f.id', 'desc')
    .limit(ask.limit + 1)
    .execute()
  const shown = rows.slice(0, ask.limit)
  const last = rows.length > ask.limit ? shown.at(-1) : undefined
  const maySign = caller.verbs.has('services.sign')
  return {
    rows: await signViews(db, shown, { staff: true, may: maySign }),
    next: last ? `${last.submitted_at.toISOString()}_${last.id}` : null,
    maySign,
  }
}

/** Whether a picture of a filing is the caller's to see. */
export async function signSight(
  db: Db,
  caller: Caller,
  fileId: string,
): Promise<'shown' | 'hidden' | 'unused'> {
  const uses = await db
    .selectFrom('services.sign_file as u')
    .innerJoin('services.sign_filing as f', (join) =>
      join.onRef('f.district_id', '=', 'u.district_id').onRef('f.id', '=', 'u.filing_id'),
    )
    .select(visibleSign(caller).as('visible'))
    .where('u.district_id', '=', caller.districtId)
    .where('u.file_id', '=', fileId)
    .execute()
  if (uses.length === 0) return 'unused'
  const shown = uses.some((use) => use.visible) && caller.verbs.has('services.read')
  return shown ? 'shown' : 'hidden'
}

/** Changes the list and the days; filings under way keep the days they began with. */
export async function saveSignSettings(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
  given: Omit<SignSettings, 'preset' | 'version'> & { baseVersion: number | null },
): Promise<{ version: number }> {
  const { districtId } = caller
  if (!caller.scope.areas.includes(districtId)) throw forbidden('services.services_of_district')
  if (new Set(given.items.map((item) => item.key)).size !== given.items.length)
    throw invalid('services.question_twice')
  return transact(db, async (tx) => {
    const { version } = await saveVersioned(tx, {
      table: 'services.sign_settings',
      key: { district_id: districtId },
      values: {
        working_days: given.workingDays,
        guidance: given.guidance,
        guidance_en: given.guidanceEn,
        items: JSON.stringify(given.items),
      },
      baseVersion: given.baseVersion,
      outOfDate: 'services.out_of_date',
    })
    await audit(tx, caller, {
      act: 'services.sign_settings_saved',
      subjectKind: 'district',
      subjectId: districtId,
      details: { workingDays: given.workingDays, items: given.items.length },
      at: now,
    })
    return { version }
  })
}

const field = (label: string, value: string) => ({ label, value })

/** The receipt of a filing: what was filed, its number, and what that means. */
export async function paperOfSign(
  db: Db,
  row: FilingRow,
  language: 'zh-CN' | 'en',
): Promise<{ paper: Paper; name: string }> {
  if (row.state !== 'filed' || row.filed_at === null) throw invalid('services.sign_not_filed')
  const words = paperWords(language)
  const { name, nameEn, timeZone } = await readDistrict(db, row.district_id)
  const day = (at: Date) => dateOfDay(dayAt(timeZone, at.getTime()))
  const form = SignForm.parse(row.form)
  const district = language === 'en' && nameEn !== '' ? nameEn : name
  const blocks: Block[] = [
    { kind: 'title', text: words.sign },
    { kind: 'paragraph', align: 'right', indent: false, words: row.number ?? '' },
    {
      kind: 'fields',
      columns: 1,
      fields: [
        field(words.shop, row.shop),
        field(words.where, row.address),
        field(words.signWords, form.words),
        field(words.size, `${form.width} × ${form.height} × ${form.depth} cm`),
        field(words.position, form.position),
        field(words.material, form.material),
        field(words.lighting, words[`light_${form.lighting}`]),
        field(words.installer, form.installer),
        field(words.submitted, day(row.submitted_at)),
        field(words.filedOn, day(row.filed_at)),
      ],
    },
    { kind: 'paragraph', words: row.filed_by === 'silence' ? words.bySilence : words.byStaff },
    { kind: 'paragraph', words: words.meaning },
    { kind: 'paragraph', align: 'right', indent: false, words: district },
  ]
  return { name: `${words.sign}-${row.shop}`, paper: { title: words.sign, language, blocks } }
}
