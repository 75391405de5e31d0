import { audit, nameOf } from '#modules/people/server/index.ts'
import { sayFault } from '#kernel/paper-template-words.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { invalid, refused } from '#platform/server/problem.ts'
import {
  fieldWords,
  fieldsOf,
  paperKinds,
  presetTemplates,
  readTemplate,
  requiredFields,
  type PaperKind,
  type TemplateTrouble,
} from '../../domain/template.ts'

export interface Template {
  version: number
  text: string
}

/** The wording that was kept with a paper, or as a version of its own. */
export const textIn = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'text' in body && typeof body.text === 'string'
    ? body.text
    : ''

/** The wording that holds now: the office's newest, or the preset as version 0. */
export async function templateOf(db: Db, districtId: string, kind: PaperKind): Promise<Template> {
  const row = await db
    .selectFrom('enforcement.template')
    .select(['version', 'body'])
    .where('district_id', '=', districtId)
    .where('kind', '=', kind)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row
    ? { version: row.version, text: textIn(row.body) }
    : { version: 0, text: presetTemplates[kind] }
}

/** Every kind of paper with its wording, for the settings. */
export async function listTemplates(db: Db, districtId: string) {
  const rows = await db
    .selectFrom('enforcement.template')
    .select(['kind', 'version', 'made_at', 'made_by'])
    .where('district_id', '=', districtId)
    .orderBy('version', 'desc')
    .execute()
  const names = await nameOf(db, districtId, { personIds: rows.flatMap((r) => r.made_by ?? []) })
  const listed = []
  for (const kind of paperKinds) {
    const { version, text } = await templateOf(db, districtId, kind) // oxlint-disable-line no-await-in-loop -- six of them
    const newest = rows.find((row) => row.kind === kind)
    listed.push({
      kind,
      version,
      text,
      madeAt: newest?.made_at.toISOString() ?? null,
      madeBy: newest?.made_by ? (names.persons.get(newest.made_by) ?? '') : null,
      fields: fieldsOf(kind).map((field) => ({
        word: fieldWords[field].zh,
        required: requiredFields[kind].includes(field),
      })),
    })
  }
  return listed
}

/** Keeps a new version of a wording. One that lacks what it must say is refused with what it lacks. */
export async function saveTemplate(
  db: Db,
  { kind, text, baseVersion }: { kind: PaperKind; text: string; baseVersion: number },
  { caller, now }: { caller: Caller; now: Date },
): Promise<Template> {
  const read = readTemplate(kind, text)
  if (!read.ok) refuseTemplate(read.refusal)
  return transact(db, async (tx) => {
    const known = await templateOf(tx, caller.districtId, kind)
    if (known.text === text) return known
    if (known.version !== baseVersion)
      throw refused('enforcement.settings_out_of_date', { version: known.version })
    const version = known.version + 1
    const added = await tx
      .insertInto('enforcement.template')
      .values({
        district_id: caller.districtId,
        kind,
        version,
        body: JSON.stringify({ text }),
        made_at: now,
        made_by: caller.personId,
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    if (added.numInsertedOrUpdatedRows !== 1n)
      throw refused('enforcement.settings_out_of_date', { version })
    await audit(tx, caller, {
      act: 'enforcement.template_saved',
      subjectKind: 'enforcement.template',
      details: { kind, version },
      at: now,
    })
    return { version, text }
  })
}

function refuseTemplate(trouble: TemplateTrouble): never {
  if (trouble.word === 'template_missing_field')
    throw invalid('enforcement.template_missing_field', {
      fields: trouble.fields.map((field) => fieldWords[field].zh),
    })
  const said = trouble.faults.slice(0, 10).map(sayFault)
  throw invalid('enforcement.template_broken', {
    lines: trouble.faults.map((fault) => fault.line),
    zh: said.map((fault) => fault.zh).join('；'),
    en: said.map((fault) => fault.en).join('; '),
  })
}
