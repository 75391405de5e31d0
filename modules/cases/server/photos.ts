import {
  derivativeOf,
  saveRedacted,
  sendFile,
  type FileStore,
} from '#modules/files/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import type { FastifyReply } from 'fastify'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import { mayDo } from '../domain/actions.ts'
import { actorOf, aroundOf, caseOf, changeCase, require, type ChangeInput } from './change.ts'
import { fromReporter } from './confidence.ts'
import { readKey } from './keys.ts'
import { opensAsFollower } from './merging/joined.ts'
import { visibleTo } from './scope.ts'

export interface Release {
  fileId: string
  blur: readonly { x: number; y: number; w: number; h: number }[]
  released: boolean
}

/** A picture becomes public only here: a derivative without metadata, faces and plates blurred. */
export async function releasePhoto(
  db: Db,
  store: FileStore,
  input: ChangeInput & Release,
): Promise<void> {
  const districtId = input.caller.districtId
  const photo = await attachmentOf(db, districtId, input.caseId, input.fileId)
  // Pictures are drawn before the case is locked: it takes a while. An unused one is swept.
  const publicId = input.released ? await publicPicture(db, store, { ...input, districtId }) : null
  await changeCase(db, input, async (change) => {
    require(change, 'release_photo')
    // What the reporter of a confidential case sent may tell who it was; it never becomes public.
    if (input.released && photo.from_reporter && change.row.confidential)
      throw refused('cases.confidential_picture')
    const { personId } = personOf(change.caller)
    await change.tx
      .updateTable('cases.attachment')
      .set({
        public_file_id: publicId,
        released_at: input.released ? change.now : null,
        released_by: input.released ? personId : null,
      })
      .where('district_id', '=', districtId)
      .where('case_id', '=', input.caseId)
      .where('file_id', '=', input.fileId)
      .execute()
    return {
      type: input.released ? 'case.photo_released' : 'case.photo_hidden',
      body: { fileId: input.fileId, blurred: input.blur.length },
    }
  })
}

async function publicPicture(
  db: Db,
  store: FileStore,
  order: Release & { districtId: string; now: Date },
): Promise<string> {
  const { districtId, fileId, now } = order
  if (order.blur.length > 0)
    return saveRedacted(db, store, { districtId, fileId, regions: order.blur, now })
  const plain = await derivativeOf(db, districtId, fileId, 'public')
  if (!plain) throw notFound('cases.photo_not_found')
  return plain.id
}

async function attachmentOf(
  db: Db,
  districtId: string,
  caseId: string,
  fileId: string,
): Promise<{ from_reporter: boolean }> {
  const row = await db
    .selectFrom('cases.attachment as a')
    .select(fromReporter.as('from_reporter'))
    .where('a.district_id', '=', districtId)
    .where('a.case_id', '=', caseId)
    .where('a.file_id', '=', fileId)
    .executeTakeFirst()
  if (!row) throw notFound('cases.photo_not_found')
  return row
}

/** Whether the case stands on the ledger, and in which words. */
export async function publish(
  db: Db,
  input: ChangeInput & { public: boolean; publicWords: string | null },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'release_photo')
    return {
      type: input.public ? 'case.published' : 'case.unpublished',
      patch: { public: input.public, public_words: input.publicWords },
      body: { publicWords: input.publicWords },
    }
  })
}

/** Sends a picture to a page without a session: released, or the reporter's own by key. */
export async function sendPublicPhoto(
  db: Db,
  reply: FastifyReply,
  ask: {
    districtId: string
    fileId: string
    kind: 'public' | 'thumb'
    key: string | undefined
    store: FileStore
    cipher: Cipher
  },
): Promise<FastifyReply> {
  // The same picture may be in several cases, released in some.
  const uses = await db
    .selectFrom('cases.attachment')
    .select(['case_id', 'file_id', 'public_file_id', 'released_at'])
    .where('district_id', '=', ask.districtId)
    .where((eb) => eb.or([eb('file_id', '=', ask.fileId), eb('public_file_id', '=', ask.fileId)]))
    .execute()
  const ownUse = uses.find(
    ({ case_id }) =>
      readKey(ask.cipher, { districtId: ask.districtId, caseId: case_id }, ask.key).level === 'own',
  )
  const isOwn = ownUse !== undefined || (await opensAsFollower(db, ask.cipher, ask))
  const row = ownUse ?? (isOwn ? uses[0] : uses.find((use) => use.released_at !== null))
  if (!row) throw notFound('cases.photo_not_found')
  // A released picture is always sent as released, whichever id was named: the blurred one.
  const fileId =
    isOwn || row.public_file_id === null
      ? ask.fileId
      : await shownId(db, ask.districtId, { ...row, public_file_id: row.public_file_id })
  const file = await derivativeOf(db, ask.districtId, fileId, ask.kind)
  if (!file) throw notFound('cases.photo_not_found')
  return sendFile(reply, ask.store, file)
}

/**
 * The file whose derivatives the public sees: a redacted picture has its own thumbnail; the plain one
 * shares that of the original.
 */
async function shownId(
  db: Db,
  districtId: string,
  row: { file_id: string; public_file_id: string },
): Promise<string> {
  const ownThumb = await derivativeOf(db, districtId, row.public_file_id, 'thumb')
  return ownThumb ? row.public_file_id : row.file_id
}

/**
 * A look at the reporter's name and phone, written into the audit log with its reason. Scope first,
 * then the same table as the page's button; whoever may not look leaves no trace of a look.
 */
export async function seeContact(
  db: Db,
  { caller, now, cipher }: { caller: Caller; now: Date; cipher: Cipher },
  look: { caseId: string; reason: string },
): Promise<{ name: string | null; phone: string | null }> {
  return transact(db, async (tx) => {
    const kase = await tx
      .selectFrom('cases.case as c')
      .selectAll()
      .where('c.id', '=', look.caseId)
      .where(visibleTo(caller))
      .executeTakeFirst()
    if (!kase) throw notFound('cases.case_not_found')
    const decision = mayDo('see_contact', caseOf(kase), actorOf(caller), await aroundOf(tx, kase))
    if (!decision.ok)
      throw decision.refusal === 'forbidden'
        ? forbidden('request.forbidden')
        : refused(`cases.${decision.refusal}`, { status: kase.status })
    const report = await tx
      .selectFrom('cases.report')
      .select(['name_cipher', 'phone_cipher'])
      .where('district_id', '=', caller.districtId)
      .where('case_id', '=', look.caseId)
      .where((eb) => eb.or([eb('name_cipher', 'is not', null), eb('phone_cipher', 'is not', null)]))
      .orderBy('at')
      .limit(1)
      .executeTakeFirstOrThrow()
    await audit(tx, caller, {
      act: 'cases.contact_seen',
      subjectKind: 'case',
      subjectId: look.caseId,
      details: { reason: look.reason },
      at: now,
    })
    return {
      name: report.name_cipher === null ? null : cipher.open(report.name_cipher),
      phone: report.phone_cipher === null ? null : cipher.open(report.phone_cipher),
    }
  })
}
