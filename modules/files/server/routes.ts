import type { FastifyInstance } from 'fastify'
import { audit } from '#modules/people/server/index.ts'
import { demand, personOf } from '#platform/server/caller.ts'
import { transact } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { invalid, notFound, Problem } from '#platform/server/problem.ts'
import * as contract from '../contract/index.ts'
import { MOST_BYTES } from '../domain/picture.ts'
import { derivativeOf } from './queries.ts'
import { receiveFile } from './receive-file.ts'
import { sendFile } from './send-file.ts'
import type { FileStore } from './store.ts'

export interface FileParts {
  store: FileStore
  /** Throws a Problem where one device or address sends too much; asked before the body is read. */
  limit?: (from: { ip: string; agent: string; bytes: number }) => void
}

/** Pictures come in from anybody and go out to staff; public ones go out through whoever publishes. */
export function filesRoutes(w: Wiring, { store, limit }: FileParts): void {
  // In a context of its own, so that no other path takes bodies this large or of these types.
  w.app.register(async (app) => {
    takePictures(app)
    app.addHook('onRequest', async ({ ip, headers }) => {
      // What does not say its length may be as long as is taken at all.
      const bytes = Number(headers['content-length'] ?? MOST_BYTES)
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
    const file = await derivativeOf(w.db, caller.districtId, params.fileId, params.kind)
    if (!file) throw notFound('files.file_not_found')
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

function takePictures(app: FastifyInstance): void {
  for (const type of ['application/octet-stream', /^image\//])
    app.addContentTypeParser(
      type,
      { parseAs: 'buffer', bodyLimit: MOST_BYTES },
      async (_request: unknown, body: unknown) => body,
    )
  app.setErrorHandler((error: Error & { statusCode?: number }) => {
    throw error.statusCode === 413 && !(error instanceof Problem)
      ? new Problem(413, 'files.too_large', { most: MOST_BYTES })
      : error
  })
}
