import type { FastifyInstance } from 'fastify'
import { audit } from '#modules/people/server/index.ts'
import { demand, personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { MOST_PICTURE_BYTES } from '#platform/shared/pictures.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { invalid, notFound, Problem, refused } from '#platform/server/problem.ts'
import * as contract from '../contract/index.ts'
import { derivativeOf, isHeld, rootOf } from './queries.ts'
import { receiveFile } from './receive-file.ts'
import { sendFile } from './send-file.ts'
import type { FileStore } from './store.ts'

/** What a module above says of a picture: this caller may see it, may not, or it is in no use there. */
export type Sight = (
  db: Db,
  caller: Caller,
  fileId: string,
) => Promise<'shown' | 'hidden' | 'unused'>

/** What several modules say together: shown where one shows it, unused only where none uses it. */
export const eitherSight =
  (...sights: readonly Sight[]): Sight =>
  async (db, caller, fileId) => {
    const said = await Promise.all(sights.map((sight) => sight(db, caller, fileId)))
    if (said.includes('shown')) return 'shown'
    return said.includes('hidden') ? 'hidden' : 'unused'
  }

export interface FilesParts {
  store: FileStore
  /** Whoever uses pictures knows who may see them; this module knows no cases. */
  sight: Sight
  /** Throws a Problem where one device or address sends too much; asked before the body is read. */
  limit?: (from: { ip: string; agent: string; bytes: number }) => void
}

/** Pictures come in from anybody and go out to staff; public ones go out through whoever publishes. */
export function filesRoutes(w: Wiring, { store, sight, limit }: FilesParts): void {
  // In a context of its own, so that no other path takes bodies this large or of these types.
  w.app.register(async (app) => {
    takePictures(app)
    app.addHook('onRequest', async ({ ip, headers }) => {
      // What does not say its length may be as long as is taken at all.
      const bytes = Number(headers['content-length'] ?? MOST_PICTURE_BYTES)
      limit?.({ ip, agent: headers['user-agent'] ?? '', bytes })
    })
    mount({ ...w, app }, contract.putFile, async ({ params, body, caller }) => {
      if (!(body instanceof Uint8Array)) throw invalid('files.not_a_picture')
      return receiveFile(w.db, store, {
        districtId: params.districtId,
        id: params.fileId,
        bytes: body,
        uploader: caller.personId,
        now: w.clock(),
      })
    })
  })

  mount(w, contract.getFile, async ({ params, caller, http }) => {
    personOf(caller)
    const original = params.kind === 'original'
    if (original) demand(caller, 'cases.see_contact')
    await demandSight(w.db, caller, params.fileId, sight)
    const file = await derivativeOf(w.db, caller.districtId, params.fileId, params.kind)
    if (!file) throw notFound('files.file_not_found')
    if (original && (await isHeld(w.db, caller.districtId, file.id)))
      throw refused('files.original_held')
    if (original)
      await transact(w.db, (tx) =>
        audit(tx, caller, {
          act: 'files.original_seen',
          subjectKind: 'file',
          subjectId: file.id,
          details: {},
          at: w.clock(),
        }),
      )
    return sendFile(http.reply, store, file)
  })
}

/** 404 unless it is shown to the caller; what nobody uses yet only to its sender. */
async function demandSight(db: Db, caller: Caller, fileId: string, sight: Sight): Promise<void> {
  const root = await rootOf(db, caller.districtId, fileId)
  if (!root) throw notFound('files.file_not_found')
  const seen = await sight(db, caller, root.id)
  const own = seen === 'unused' && root.uploader === caller.personId
  if (seen !== 'shown' && !own) throw notFound('files.file_not_found')
}

/** Lets a context take pictures as bodies, as large as they may be, and nothing else that is large. */
export function takePictures(app: FastifyInstance): void {
  for (const type of ['application/octet-stream', /^image\//])
    app.addContentTypeParser(
      type,
      { parseAs: 'buffer', bodyLimit: MOST_PICTURE_BYTES },
      async (_request: unknown, body: unknown) => body,
    )
  app.setErrorHandler((error: Error & { statusCode?: number }) => {
    throw error.statusCode === 413 && !(error instanceof Problem)
      ? new Problem(413, 'files.too_large', { most: MOST_PICTURE_BYTES })
      : error
  })
}
