import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import type { ReplyTemplate } from '../../contract/replies.ts'
import { filled, fits, type ReplyGap } from '../../domain/reply.ts'
import { changeCase, require, type ChangeInput } from '../change.ts'
import { visibleTo } from '../scope.ts'
import { momentIn } from '../told-event.ts'
import { nameIn, unitNames, type Row } from '../views.ts'
import { listTemplates } from './templates.ts'

/** Words to the reporter, on their own page; whoever only looks does not read them. */
export async function replyToReporter(
  db: Db,
  input: ChangeInput & { words: string; templateId: string | null },
): Promise<void> {
  await changeCase(db, input, (change) => {
    require(change, 'reply')
    return Promise.resolve({
      type: 'case.replied',
      body: { words: input.words, templateId: input.templateId },
    })
  })
}

export interface Draft {
  templateId: string
  name: string
  text: string
  missing: string[]
}

/** The templates that fit a case, filled from it. */
export async function draftsOfCase(db: Db, caller: Caller, caseId: string): Promise<Draft[]> {
  const row = await db
    .selectFrom('cases.case as c')
    .selectAll()
    .where('c.id', '=', caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!row) throw notFound('cases.case_not_found')
  const templates = await listTemplates(db, caller.districtId)
  const values = await valuesOf(db, row)
  return templates
    .filter((t) => fits(t, { status: row.status, matter: matterOf(row) }))
    .map((t) => draftOf(t, values))
}

const draftOf = (template: ReplyTemplate, values: Partial<Record<ReplyGap, string>>): Draft => ({
  templateId: template.id,
  name: template.name,
  ...filled(template.words, values),
})

const matterOf = (row: Row) =>
  row.matter_code === null ? null : `${row.matter_kind}:${row.matter_code}`

/** One template for one case: refused where it is not meant for it or where a gap stays open. */
export async function wordsFor(db: Db, row: Row, templateId: string | null): Promise<string> {
  const templates = await listTemplates(db, row.district_id)
  const template = templates.find((t) => t.id === templateId)
  if (!template) throw notFound('cases.template_not_found')
  if (!fits(template, { status: row.status, matter: matterOf(row) }))
    throw invalid('cases.template_does_not_fit')
  const { text, missing } = draftOf(template, await valuesOf(db, row))
  if (missing.length > 0) throw invalid('cases.template_gap_open', { gaps: missing })
  return text
}

async function valuesOf(db: Db, row: Row): Promise<Partial<Record<ReplyGap, string>>> {
  const { timeZone } = await readDistrict(db, row.district_id)
  const units = await unitNames(db, row.district_id)
  const promise = row.handle_promise ?? row.receive_promise
  return {
    code: row.short_code,
    matter: row.matter_name ?? '',
    place: row.address,
    unit: nameIn(units, row.unit_id) ?? '',
    promise: promise ? momentIn('zh-CN', timeZone, promise) : '',
  }
}
