import { sql, type Selectable } from 'kysely'
import type { CasesPartnerLink } from '#database/types.ts'
import { audit, findUnit } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import type { Decision } from '#kernel/decision.ts'
import { mayGiveLink, type LinkRefusal } from '../../domain/partner.ts'
import { actorOf, changeCase, type Change, type ChangeInput, type Happening } from '../change.ts'
import { fromReporter } from '../confidence.ts'
import { dutyOf, isSent, ledOf, tasksOf, type TaskRow } from '../duties/parts.ts'
import { visibleTo } from '../scope.ts'
import { hashKey, partnerKey, partnerPath } from './key.ts'
import { findPartner } from './partners.ts'

export type LinkRow = Selectable<CasesPartnerLink>

export interface LinkInput {
  /** Made by the page: a repeated send gives one link. */
  id: string
  taskId: string
  /** What the partner reads; it sees nothing else of the case in words. */
  words: string
  /** Pictures that it may see. */
  fileIds: readonly string[]
  days: number
}

function orRefuse(decision: Decision<null, LinkRefusal>, status: string): void {
  if (decision.ok) return
  if (decision.refusal === 'forbidden') throw forbidden('request.forbidden')
  throw refused(`cases.${decision.refusal}`, { status })
}

/** Gives a partner the key to its task. An earlier key to the same task dies with this. */
export async function givePartnerLink(
  db: Db,
  input: ChangeInput & LinkInput,
  cipher: Cipher,
): Promise<void> {
  const { caller, caseId, now, baseVersion } = input
  const sent = { districtId: caller.districtId, caseId, id: input.id }
  if (await isSent(db, 'cases.partner_link', sent)) return
  await changeCase(db, { caller, caseId, now, baseVersion }, async (change) => {
    const { personId, postId } = personOf(caller)
    const task = await givenTask(change, input.taskId)
    await demandPictures(change, input.fileIds)
    const expires = new Date(now.getTime() + input.days * 86_400_000)
    return writeLink(change, task, { ...input, personId, postId, expires }, cipher)
  })
}

/** A link without days: it lives until an instant. Nobody gave the one that a booking makes. */
export interface NewLink extends Omit<LinkInput, 'days' | 'taskId'> {
  personId: string | null
  postId: string | null
  expires: Date
}

/** Writes the link of a task; an earlier one to the same task dies with this. */
export async function writeLink(
  change: Change,
  task: TaskRow,
  link: NewLink,
  cipher: Cipher,
): Promise<Happening> {
  const { tx, row, caller, now } = change
  const again = await revokeEarlier(change, task.id)
  await tx
    .insertInto('cases.partner_link')
    .values({
      district_id: row.district_id,
      id: link.id,
      case_id: row.id,
      task_id: task.id,
      unit_id: task.unit_id,
      token_hash: hashKey(partnerKey(cipher, row.district_id, link.id)),
      words: link.words,
      file_ids: [...link.fileIds],
      made_by: link.personId,
      made_post: link.postId,
      made_at: now,
      expires_at: link.expires,
    })
    .execute()
  await recordUse(tx, { district_id: row.district_id, id: link.id }, { act: 'made', now, caller })
  return {
    type: 'case.partner_given',
    body: {
      linkId: link.id,
      taskId: task.id,
      unitId: task.unit_id,
      unit: (await findUnit(tx, row.district_id, task.unit_id))?.name ?? '',
      words: link.words,
      fileIds: link.fileIds,
      expiresAt: link.expires,
      again,
    },
  }
}

async function givenTask(change: Change, taskId: string): Promise<TaskRow> {
  const { tx, row, caller } = change
  const task = (await tasksOf(tx, row)).find((t) => t.id === taskId)
  if (!task) throw notFound('cases.task_not_found')
  const partner = await findPartner(tx, row.district_id, task.unit_id)
  orRefuse(
    mayGiveLink(ledOf(row), dutyOf(task), actorOf(caller), partner?.active === true),
    row.status,
  )
  return task
}

/** Pictures of the case; what the reporter of a confidential one sent is shown to no partner. */
async function demandPictures({ tx, row }: Change, fileIds: readonly string[]): Promise<void> {
  const known = new Set(await sharablePictures(tx, row))
  if (fileIds.some((id) => !known.has(id))) throw invalid('cases.partner_picture')
}

export async function sharablePictures(
  db: Db,
  row: { district_id: string; id: string; confidential: boolean },
): Promise<string[]> {
  const photos = await db
    .selectFrom('cases.attachment as a')
    .select(['a.file_id', fromReporter.as('from_reporter')])
    .where('a.district_id', '=', row.district_id)
    .where('a.case_id', '=', row.id)
    .orderBy('a.event_seq')
    .execute()
  return photos.filter((p) => !row.confidential || !p.from_reporter).map((p) => p.file_id)
}

async function revokeEarlier({ tx, row, caller, now }: Change, taskId: string): Promise<boolean> {
  const earlier = await tx
    .updateTable('cases.partner_link')
    .set({ revoked_at: now })
    .where('district_id', '=', row.district_id)
    .where('task_id', '=', taskId)
    .where('revoked_at', 'is', null)
    .returning(['district_id', 'id'])
    .execute()
  for (const link of earlier) await recordUse(tx, link, { act: 'revoked', now, caller }) // oxlint-disable-line no-await-in-loop -- one connection
  return earlier.length > 0
}

/** Takes a key back. The task stays with the partner, which can be given another. */
export async function revokePartnerLink(
  db: Db,
  input: ChangeInput & { linkId: string },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    const { tx, row, caller, now } = change
    const link = await findLink(tx, row, input.linkId)
    if (link.revoked_at !== null) throw refused('cases.partner_link_over', { why: 'revoked' })
    demandGiver(change, caller)
    await revokeEarlier(change, link.task_id)
    return {
      type: 'case.partner_revoked',
      body: {
        linkId: link.id,
        unitId: link.unit_id,
        unit: (await findUnit(tx, row.district_id, link.unit_id))?.name ?? '',
        at: now,
      },
    }
  })
}

/** Of the desk, or of the unit that leads. */
function demandGiver({ row }: Pick<Change, 'row'>, caller: Caller): void {
  const { verbs, unitIds } = actorOf(caller)
  const leads = row.unit_id !== null && unitIds.includes(row.unit_id)
  if (!verbs.has('cases.partner')) throw forbidden('request.forbidden')
  if (!verbs.has('cases.dispatch') && !leads) throw refused('cases.not_your_unit')
}

/** The link again, to be passed on by hand: only while it lives, and every look is logged. */
export async function showPartnerLink(
  db: Db,
  ask: { caseId: string; linkId: string; caller: Caller; now: Date },
  cipher: Cipher,
): Promise<string> {
  const { caller, now } = ask
  return transact(db, async (tx) => {
    const row = await tx
      .selectFrom('cases.case as c')
      .selectAll()
      .where('c.id', '=', ask.caseId)
      .where(visibleTo(caller))
      .executeTakeFirst()
    if (!row) throw notFound('cases.case_not_found')
    demandGiver({ row }, caller)
    const link = await findLink(tx, row, ask.linkId)
    if (link.revoked_at !== null || link.expires_at <= now)
      throw refused('cases.partner_link_over', {
        why: link.revoked_at === null ? 'expired' : 'revoked',
      })
    await recordUse(tx, link, { act: 'shown', now, caller })
    await audit(tx, caller, {
      act: 'cases.partner_link_shown',
      subjectKind: 'case',
      subjectId: row.id,
      details: { linkId: link.id },
      at: now,
    })
    return partnerPath(cipher, row.district_id, link.id)
  })
}

async function findLink(
  tx: Tx,
  kase: { district_id: string; id: string },
  linkId: string,
): Promise<LinkRow> {
  const link = await tx
    .selectFrom('cases.partner_link')
    .selectAll()
    .where('district_id', '=', kase.district_id)
    .where('case_id', '=', kase.id)
    .where('id', '=', linkId)
    .executeTakeFirst()
  if (!link) throw notFound('cases.partner_link_not_found')
  return link
}

export type UseAct =
  | 'made'
  | 'shown'
  | 'opened'
  | 'picture'
  | 'accepted'
  | 'returned'
  | 'finished'
  | 'refused'
  | 'revoked'

/** Every use of a key is a row, one after the other. */
export async function recordUse(
  tx: Tx,
  link: { district_id: string; id: string },
  use: { act: UseAct; now: Date; caller: Caller; fileId?: string },
): Promise<void> {
  await tx
    .selectFrom('cases.partner_link')
    .select('id')
    .where('district_id', '=', link.district_id)
    .where('id', '=', link.id)
    .forUpdate()
    .execute()
  await sql`insert into cases.partner_use
      (district_id, link_id, seq, act, at, ip, agent, person_id, file_id)
    select ${link.district_id}, ${link.id}::uuid, coalesce(max(seq), 0) + 1, ${use.act}, ${use.now},
      ${use.caller.ip}, ${use.caller.agent.slice(0, 300)}, ${use.caller.personId}::uuid,
      ${use.fileId ?? null}::uuid
    from cases.partner_use where district_id = ${link.district_id} and link_id = ${link.id}::uuid`.execute(
    tx,
  )
}
