import type { FileStore } from '#modules/files/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { sendPaper } from '#platform/server/papers/index.ts'
import * as contract from '../contract/index.ts'
import { redactEvidence, sendOriginal } from './evidence/evidence.ts'
import { publishCopy, publishedCopies, sendPublished } from './evidence/publish.ts'
import { filesOfCase, listFiles } from './files/lists.ts'
import { addParties, openFile } from './files/open.ts'
import { filePage, findFile, seesNames } from './files/views.ts'
import { inspectionRoutes } from './inspections/routes.ts'
import { takeStep } from './ladder/take.ts'
import { beginMediation, moveMediation } from './mediation/mediate.ts'
import { mediationsOf } from './mediation/views.ts'
import { dayIn } from './files/change.ts'
import { onePaper, wholeFile } from './papers/print.ts'
import { listTemplates, saveTemplate } from './papers/templates.ts'
import * as settings from './powers/settings.ts'

export interface EnforcementParts {
  cipher: Cipher
  store: FileStore
}

export function enforcementRoutes(w: Wiring, parts: EnforcementParts): void {
  fileRoutes(w, parts)
  mediationRoutes(w, parts)
  evidenceRoutes(w, parts)
  paperRoutes(w, parts)
  settingsRoutes(w)
  inspectionRoutes(w, parts)
}

function fileRoutes(w: Wiring, { cipher }: EnforcementParts): void {
  const { db, clock } = w
  const by = (caller: Caller) => ({ caller, cipher, now: clock() })
  mount(w, contract.openFile, async ({ caller, body }) => {
    await openFile(db, body, by(caller))
    return filePage(db, body.id, by(caller))
  })
  mount(w, contract.addParties, async ({ caller, params, body }) => {
    await addParties(db, { ...params, ...body, ...by(caller) })
    return filePage(db, params.fileId, by(caller))
  })
  mount(w, contract.takeStep, async ({ caller, params, body }) => {
    await takeStep(db, { ...params, ...body, ...by(caller) })
    return filePage(db, params.fileId, by(caller))
  })
  mount(w, contract.readFile, ({ caller, params }) => filePage(db, params.fileId, by(caller)))
  mount(w, contract.listFiles, ({ caller, query }) => listFiles(db, query, by(caller)))
  mount(w, contract.filesOfCase, ({ caller, params }) => filesOfCase(db, params.caseId, by(caller)))
}

function mediationRoutes(w: Wiring, { cipher }: EnforcementParts): void {
  const { db, clock } = w
  const answer = async (caller: Caller, fileId: string) => {
    const row = await findFile(db, caller, fileId)
    const { today } = await dayIn(db, caller.districtId, clock())
    return {
      mediations: await mediationsOf(
        db,
        { districtId: caller.districtId, fileId, today },
        { cipher, seesNames: seesNames(caller), mayMediate: true },
      ),
      version: row.version,
    }
  }
  mount(w, contract.beginMediation, async ({ caller, params, body }) => {
    const { clientId, baseVersion, ...mediation } = body
    const input = { ...params, clientId, baseVersion, caller, cipher, now: clock() }
    await beginMediation(db, { ...input, mediation })
    return answer(caller, params.fileId)
  })
  mount(w, contract.moveMediation, async ({ caller, params, body }) => {
    await moveMediation(db, { ...params, ...body, caller, cipher, now: clock() })
    return answer(caller, params.fileId)
  })
}

function evidenceRoutes(w: Wiring, { cipher, store }: EnforcementParts): void {
  const { db, clock } = w
  mount(w, contract.redactEvidence, async ({ caller, params, body }) => {
    await redactEvidence(db, { ...params, ...body, caller, cipher, store, now: clock() })
    return filePage(db, params.fileId, { caller, cipher, now: clock() })
  })
  mount(w, contract.sendOriginal, ({ caller, params, query, http }) =>
    sendOriginal(db, http.reply, { ...params, ...query, caller, store, now: clock() }),
  )
  mount(w, contract.publishCopy, async ({ caller, params, body }) => {
    await publishCopy(db, { ...params, ...body, caller, cipher, now: clock() })
    return filePage(db, params.fileId, { caller, cipher, now: clock() })
  })
  const asking = (caller: Caller, districtId: string) => ({
    caller: { ...caller, districtId },
    cipher,
    now: clock(),
  })
  mount(w, contract.publishedCopies, ({ caller, params, query }) =>
    publishedCopies(db, { ...params, ...query, ...asking(caller, params.districtId) }),
  )
  mount(w, contract.sendPublished, ({ caller, params, query, http }) =>
    sendPublished(db, http.reply, {
      ...params,
      ...query,
      ...asking(caller, params.districtId),
      store,
    }),
  )
}

/** Papers are printed in a program beside this one, from what was kept when they were made. */
function paperRoutes(w: Wiring, { cipher, store }: EnforcementParts): void {
  const { db, clock } = w
  mount(w, contract.printPaper, async ({ caller, params, query, http }) => {
    const { paper, name } = await onePaper(db, params, { caller, cipher, now: clock() })
    return sendPaper(http.reply, paper, { format: query.format, name })
  })
  mount(w, contract.exportFile, async ({ caller, params, query, http }) => {
    const of = { ...params, reason: query.reason, store }
    const { paper, name } = await wholeFile(db, of, { caller, cipher, now: clock() })
    return sendPaper(http.reply, paper, { format: query.format, name })
  })
}

function settingsRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.readSettings, ({ caller }) => settings.readSettings(db, caller, clock()))
  mount(w, contract.saveAuthority, ({ caller, params, body: { baseVersion, ...entry } }) =>
    settings.saveAuthority(db, { ...entry, ...params }, { caller, baseVersion, now: clock() }),
  )
  mount(w, contract.saveCertificate, ({ caller, params, body: { baseVersion, ...entry } }) =>
    settings.saveCertificate(db, { ...entry, ...params }, { caller, baseVersion, now: clock() }),
  )
  mount(w, contract.saveOffice, ({ caller, params, body: { baseVersion, ...entry } }) =>
    settings.saveOffice(db, { ...entry, ...params }, { caller, baseVersion, now: clock() }),
  )
  mount(w, contract.listTemplates, async ({ caller }) => ({
    templates: await listTemplates(db, caller.districtId),
  }))
  mount(w, contract.saveTemplate, ({ caller, params, body }) =>
    saveTemplate(db, { ...params, ...body }, { caller, now: clock() }),
  )
}
