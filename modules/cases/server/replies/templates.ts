import { sql, type Selectable } from 'kysely'
import type { CasesReplyTemplate } from '#database/types.ts'
import { audit, nameOf } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { invalid, refused } from '#platform/server/problem.ts'
import type { ReplyTemplate, ReplyTemplateChange } from '../../contract/replies.ts'
import { unknownGaps } from '../../domain/reply.ts'

const templateOf = (row: Selectable<CasesReplyTemplate>): ReplyTemplate => ({
  id: row.id,
  name: row.name,
  whenStatuses: row.when_statuses as ReplyTemplate['whenStatuses'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- the contract let no other in
  whenMatters: row.when_matters,
  words: row.words,
  active: row.active,
  version: row.version,
})

export async function listTemplates(db: Db, districtId: string): Promise<ReplyTemplate[]> {
  const rows = await db
    .selectFrom('cases.reply_template')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(templateOf)
}

/** Adds a template or changes one; 409 where somebody was faster. Every change is kept. */
export async function saveTemplate(
  db: Db,
  caller: Caller,
  given: ReplyTemplate,
  now: Date,
): Promise<ReplyTemplate> {
  const { districtId } = caller
  const wrong = unknownGaps(given.words)
  if (wrong.length > 0) throw invalid('cases.reply_gap_unknown', { gaps: wrong })
  return transact(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`reply ${districtId} ${given.id}`}, 0))`.execute(
      tx,
    )
    const before = (await listTemplates(tx, districtId)).find((t) => t.id === given.id) ?? null
    if ((before?.version ?? 0) !== given.version) throw refused('cases.template_out_of_date')
    const after = { ...given, version: given.version + 1 }
    const row = {
      name: after.name,
      when_statuses: after.whenStatuses,
      when_matters: after.whenMatters,
      words: after.words,
      active: after.active,
      version: after.version,
    }
    await tx
      .insertInto('cases.reply_template')
      .values({ district_id: districtId, id: after.id, ...row })
      .onConflict((c) => c.columns(['district_id', 'id']).doUpdateSet(row))
      .execute()
    await tx
      .insertInto('cases.reply_template_change')
      .values({
        district_id: districtId,
        template_id: after.id,
        version: after.version,
        before: before && JSON.stringify(before),
        after: JSON.stringify(after),
        by_person: caller.personId,
        by_post: caller.postId,
        at: now,
      })
      .execute()
    await audit(tx, caller, {
      act: 'cases.reply_template_saved',
      subjectKind: 'reply_template',
      subjectId: after.id,
      details: { before, after },
      at: now,
    })
    return after
  })
}

export async function templateChanges(db: Db, districtId: string): Promise<ReplyTemplateChange[]> {
  const rows = await db
    .selectFrom('cases.reply_template_change')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('at', 'desc')
    .orderBy('version', 'desc')
    .limit(50)
    .execute()
  const personIds = rows.flatMap((r) => (r.by_person === null ? [] : [r.by_person]))
  const { persons } = await nameOf(db, districtId, { personIds })
  return rows.map((r) => ({
    templateId: r.template_id,
    version: r.version,
    before: r.before as unknown as ReplyTemplate | null, // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by saveTemplate
    after: r.after as unknown as ReplyTemplate, // oxlint-disable-line typescript/no-unsafe-type-assertion -- the same
    by: r.by_person === null ? null : (persons.get(r.by_person) ?? null),
    at: r.at.toISOString(),
  }))
}
