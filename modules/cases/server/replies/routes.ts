import { mount, type Wiring } from '#platform/server/mount.ts'
import { forbidden } from '#platform/server/problem.ts'
import * as contract from '../../contract/replies.ts'
import { replyGaps } from '../../domain/reply.ts'
import { casePage } from '../case-page.ts'
import { draftsOfCase, replyToReporter } from './reply.ts'
import { listTemplates, saveTemplate, templateChanges } from './templates.ts'

/** Whoever keeps the settings may know no case, and whoever reads cases no settings: both read templates. */
const readers = ['settings.edit', 'cases.read']

export function repliesRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listReplyTemplates, async ({ caller }) => {
    if (!readers.some((verb) => caller.verbs.has(verb))) throw forbidden('request.forbidden')
    return {
      rows: await listTemplates(db, caller.districtId),
      gaps: [...replyGaps],
      allowed: caller.verbs.has('settings.edit') ? (['edit'] as const).slice() : [],
    }
  })
  mount(w, contract.saveReplyTemplate, ({ caller, params, body }) =>
    saveTemplate(db, caller, { ...body, id: params.templateId }, clock()),
  )
  mount(w, contract.listReplyTemplateChanges, async ({ caller }) => ({
    rows: await templateChanges(db, caller.districtId),
  }))
  mount(w, contract.replyDrafts, async ({ caller, params }) => ({
    rows: await draftsOfCase(db, caller, params.caseId),
  }))
  mount(w, contract.replyToReporter, async ({ caller, params, body }) => {
    const now = clock()
    await replyToReporter(db, { ...body, caseId: params.caseId, caller, now })
    return casePage(db, caller, params.caseId, now)
  })
}
