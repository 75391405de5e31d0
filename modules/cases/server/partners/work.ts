import { derivativeOf, receiveFile, sendFile, type FileStore } from '#modules/files/server/index.ts'
import type { FastifyReply } from 'fastify'
import { anonymous, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import { linkState, partnerVerbs } from '../../domain/partner.ts'
import { dutyOf, tasksOf, type TaskRow } from '../duties/parts.ts'
import { finishSupport, moveSupport } from '../duties/support.ts'
import type { Answers } from '../answers.ts'
import { acceptTask, askRequest, finish } from '../unit.ts'
import { hashKey, linkIdIn } from './key.ts'
import { recordUse, type LinkRow, type UseAct } from './links.ts'
import { findPartner, type PartnerRecord } from './partners.ts'

/** Pictures that one link takes in all: a few rounds of before and after. */
const MOST_PICTURES = 36

export interface ByKey {
  caller: Caller
  cipher: Cipher
  key: string
  now: Date
}

/** A live key: the link, its task, and the partner's contact as whoever acts. */
export interface Opened {
  link: LinkRow
  task: TaskRow
  caller: Caller
}

/**
 * What a key opens. A wrong one is as if there were none; one that has ended says so, and both what
 * it opens and what it no longer opens is logged.
 */
export async function openLink(db: Db, by: ByKey): Promise<Opened> {
  const { districtId } = by.caller
  const id = linkIdIn(by.cipher, districtId, by.key)
  const link =
    id === null
      ? undefined
      : await db
          .selectFrom('cases.partner_link')
          .selectAll()
          .where('district_id', '=', districtId)
          .where('id', '=', id)
          .where('token_hash', '=', hashKey(by.key))
          .executeTakeFirst()
  if (!link) throw notFound('cases.partner_link_not_found')
  const tasks = await tasksOf(db, { district_id: districtId, id: link.case_id })
  const task = tasks.find((t) => t.id === link.task_id)
  const partner = await findPartner(db, districtId, link.unit_id)
  if (!task || !partner) throw notFound('cases.partner_link_not_found')
  const state = linkState(
    { expiresAt: link.expires_at, revokedAt: link.revoked_at },
    { state: task.state, unitId: task.unit_id },
    { unitId: link.unit_id, active: partner.active },
    by.now,
  )
  if (state !== 'live') {
    await logUse(db, link, by, 'refused')
    throw refused('cases.partner_link_over', { why: state })
  }
  return { link, task, caller: contactOf(by.caller, partner) }
}

/** The contact, acting for the partner's unit: as somebody with an account would, with these verbs alone. */
const contactOf = ({ districtId, ip, agent }: Caller, partner: PartnerRecord): Caller => ({
  ...anonymous(districtId, ip, agent),
  personId: partner.person_id,
  postId: partner.post_id,
  organisationId: partner.unit_id,
  verbs: new Set(partnerVerbs),
  scope: { areas: [], units: [partner.unit_id] },
})

export const logUse = (
  db: Db,
  link: { district_id: string; id: string },
  by: Pick<ByKey, 'caller' | 'now'>,
  act: UseAct,
): Promise<void> =>
  transact(db, (tx) => recordUse(tx, link, { act, now: by.now, caller: by.caller }))

const inputOf = ({ link, caller }: Opened, now: Date) => ({
  caseId: link.case_id,
  caller,
  now,
  // The page knows no version: what has changed meanwhile is refused by the rules.
  baseVersion: null,
})

/** Takes the task; taken before, it is the same. */
export async function acceptByKey(db: Db, by: ByKey): Promise<void> {
  const opened = await openLink(db, by)
  const { task, link } = opened
  if (task.state !== 'offered') return
  await transact(db, async (tx) => {
    const input = inputOf(opened, by.now)
    if (task.role === 'support')
      await moveSupport(tx, { ...input, taskId: task.id, to: 'accept', words: '' })
    else await acceptTask(tx, input)
    await recordUse(tx, link, { act: 'accepted', now: by.now, caller: opened.caller })
  })
}

/** Gives it back: a support task at once; of the lead's, somebody has to agree, as with any unit. */
export async function returnByKey(
  db: Db,
  by: ByKey,
  why: { reasonCode: string; words: string },
): Promise<void> {
  const opened = await openLink(db, by)
  const { task, link } = opened
  await transact(db, async (tx) => {
    const input = inputOf(opened, by.now)
    if (task.role === 'support')
      await moveSupport(tx, { ...input, taskId: task.id, to: 'return', words: why.words })
    else await askRequest(tx, { ...input, ...why, kind: 'return', extension: null, resumeAt: null })
    await recordUse(tx, link, { act: 'returned', now: by.now, caller: opened.caller })
  })
}

/** Done, with pictures that came by the same key. Sent again, it is the same. */
export async function finishByKey(
  db: Db,
  by: ByKey,
  did: {
    words: string
    before: readonly string[]
    after: readonly string[]
    /** To what the matter asks of whoever leads; what is required is demanded. */
    answers?: Answers
  },
): Promise<void> {
  const opened = await openLink(db, by)
  const { task, link } = opened
  if (task.state === 'done') return
  const own = new Set(await ownPictures(db, link))
  if ([...did.before, ...did.after].some((id) => !own.has(id)))
    throw invalid('cases.partner_picture')
  await transact(db, async (tx) => {
    const input = { ...inputOf(opened, by.now), ...did, answers: did.answers ?? {} }
    if (task.role === 'support') await finishSupport(tx, { ...input, taskId: task.id })
    else await finish(tx, input)
    await recordUse(tx, link, { act: 'finished', now: by.now, caller: opened.caller })
  })
}

/** The pictures that came by this key. */
export async function ownPictures(db: Db, link: LinkRow): Promise<string[]> {
  const rows = await db
    .selectFrom('cases.partner_use')
    .select('file_id')
    .where('district_id', '=', link.district_id)
    .where('link_id', '=', link.id)
    .where('act', '=', 'picture')
    .execute()
  return rows.flatMap((r) => r.file_id ?? [])
}

/** Takes a picture in by the key: while there is something to do, and so many and no more. */
export async function pictureByKey(
  db: Db,
  store: FileStore,
  by: ByKey,
  picture: { id: string; bytes: Uint8Array },
) {
  const { link, task, caller } = await openLink(db, by)
  if (!['offered', 'accepted', 'rework'].includes(dutyOf(task).state))
    throw refused('cases.partner_task_over')
  const own = await ownPictures(db, link)
  const known = own.includes(picture.id)
  if (!known && own.length >= MOST_PICTURES)
    throw refused('cases.partner_pictures_enough', { most: MOST_PICTURES })
  const taken = await receiveFile(db, store, {
    districtId: link.district_id,
    ...picture,
    uploader: caller.personId,
    now: by.now,
  })
  if (!known)
    await transact(db, (tx) =>
      recordUse(tx, link, { act: 'picture', now: by.now, caller, fileId: picture.id }),
    )
  return taken
}

/** Sends a picture that was released for the task, or that came by the same key; without metadata, blurred where it was. */
export async function sendPartnerPhoto(
  db: Db,
  reply: FastifyReply,
  by: ByKey & { store: FileStore; fileId: string; kind: 'public' | 'thumb' },
): Promise<FastifyReply> {
  const { link } = await openLink(db, by)
  const seen = new Set([...link.file_ids, ...(await ownPictures(db, link))])
  if (!seen.has(by.fileId)) throw notFound('cases.photo_not_found')
  const shown = await redactedOr(db, link, by.fileId)
  const file =
    (await derivativeOf(db, link.district_id, shown, by.kind)) ??
    (await derivativeOf(db, link.district_id, by.fileId, by.kind))
  if (!file) throw notFound('cases.photo_not_found')
  return sendFile(reply, by.store, file)
}

/** Where the desk has blurred a picture, that is what a partner sees, too. */
async function redactedOr(db: Db, link: LinkRow, fileId: string): Promise<string> {
  const row = await db
    .selectFrom('cases.attachment')
    .select('public_file_id')
    .where('district_id', '=', link.district_id)
    .where('case_id', '=', link.case_id)
    .where('file_id', '=', fileId)
    .executeTakeFirst()
  return row?.public_file_id ?? fileId
}
