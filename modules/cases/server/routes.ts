import { z } from 'zod'
import { nameOf } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { notFound } from '#platform/server/problem.ts'
import { DistrictId, type Endpoint } from '#platform/shared/endpoint.ts'
import * as contract from '../contract/index.ts'
import { allowedActions } from '../domain/actions.ts'
import { caseOf, actorOf, type ChangeInput } from './change.ts'
import { casePage } from './case-page.ts'
import { taskView } from './case-views.ts'
import * as closing from './closing.ts'
import * as desk from './desk.ts'
import { checkChain } from './events.ts'
import { exportBytes, sendFile } from './export.ts'
import { followPage } from './follow.ts'
import { casesToInspect, inspectBatch } from './inspections.ts'
import { lookKey } from './keys.ts'
import { ledger, publicFigures } from './ledger.ts'
import { caseCounts, casePoints, listCases, taskCases } from './lists.ts'
import { applyToOpen, previewMoves } from './moving-clocks.ts'
import { publish, releasePhoto, seeContact, sendPublicPhoto } from './photos.ts'
import * as own from './own-changes.ts'
import { reportCase } from './report.ts'
import { checkLedger, listRoots } from './roots.ts'
import { proposeFor } from './routing.ts'
import { routingRoutes } from './routing-settings.ts'
import { nameIn, rowsOf, supportedCases, unitNames } from './views.ts'
import { transferCase } from './transfer.ts'
import * as unit from './unit.ts'
import { visibleTo } from './scope.ts'
import { reportSettled } from './settled.ts'
import { followedRoutes } from './followed/routes.ts'
import { manyRoutes } from './many/routes.ts'
import { repliesRoutes } from './replies/routes.ts'
import { settingsSheetRoutes } from './sheets/routes.ts'
import { mergingRoutes } from './merging/routes.ts'
import { dutyRoutes } from './duties/routes.ts'
import { partnerRoutes } from './partners/routes.ts'
import { appealRoutes } from './appeals/routes.ts'
import { caseSettingsRoutes } from './case-settings/routes.ts'
import { parkedRoutes } from './parked/routes.ts'
import { planRoutes } from './plans/routes.ts'
import { poolRoutes } from './pools/routes.ts'
import { supervisionRoutes } from './supervision/routes.ts'
import type { ForgettingParts } from './personal/forgetting.ts'
import type { PersonalSource } from './personal/sources.ts'
import { personalRoutes } from './personal/routes.ts'
import { whistleRoutes } from './whistles/routes.ts'

export interface CasesParts extends ForgettingParts {
  cipher: Cipher
  personalSources?: readonly PersonalSource[]
  /** Told of every anonymous report before it is taken; refuses a flood. */
  limit: (caller: Caller, report: { lon: number | null; lat: number | null }) => void
  /** Told of every stranger's question that costs more than a look. */
  limitAsking: (caller: Caller) => void
}

export function casesRoutes(w: Wiring, parts: CasesParts): void {
  publicRoutes(w, parts)
  readingRoutes(w, parts)
  changingRoutes(w, parts)
  whistleRoutes(w)
  mergingRoutes(w, parts)
  repliesRoutes(w)
  settingsSheetRoutes(w)
  manyRoutes(w)
  dutyRoutes(w)
  partnerRoutes(w, parts)
  supervisionRoutes(w)
  appealRoutes(w)
  parkedRoutes(w)
  planRoutes(w)
  poolRoutes(w)
  caseSettingsRoutes(w)
  personalRoutes(w, parts)
  followedRoutes(w)
  routingRoutes(w)
  inspectionRoutes(w)
  upkeepRoutes(w)
}

/** For administrators: policies onto open clocks, and whether the record is as it was written. */
function upkeepRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.previewClockMoves, ({ caller }) => previewMoves(db, caller.districtId))
  mount(w, contract.applyClockMoves, ({ caller, body }) =>
    applyToOpen(db, caller, { ...body, now: clock() }),
  )
  mount(w, contract.listRoots, async ({ caller }) => ({
    rows: await listRoots(db, caller.districtId),
  }))
  mount(w, contract.checkLedger, ({ caller, body }) =>
    checkLedger(db, caller.districtId, body.kept),
  )
}

function publicRoutes(w: Wiring, { cipher, store, limit }: CasesParts): void {
  const { db, clock } = w
  mount(w, contract.reportCase, async ({ body, caller, params }) => {
    limit(caller, { lon: body.place?.lon ?? null, lat: body.place?.lat ?? null })
    const received = await reportCase(
      db,
      { ...body, source: 'web', channel: body.doorplate ? 'qr' : 'web' },
      { cipher, caller: { ...caller, districtId: params.districtId }, now: clock() },
    )
    return { ...received, receivePromise: received.receivePromise?.toISOString() ?? null }
  })
  const following = (
    call: { caller: Caller; params: { districtId: string; shortCode: string } },
    key: string | undefined,
  ) => ({
    caller: { ...call.caller, districtId: call.params.districtId },
    cipher,
    now: clock(),
    shortCode: call.params.shortCode,
    key,
  })
  mount(w, contract.followCase, (call) => followPage(db, following(call, call.query.key)))
  mount(w, contract.addToCase, (call) =>
    own.addToCase(db, following(call, call.body.key), call.body),
  )
  mount(w, contract.judgeCase, (call) =>
    own.judgeOwn(db, following(call, call.body.key), call.body),
  )
  mount(w, contract.reopenOwnCase, (call) =>
    own.reopenOwn(db, following(call, call.body.key), call.body),
  )
  mount(w, contract.withdrawOwnCase, (call) =>
    own.withdrawOwn(db, following(call, call.body.key), call.body.words),
  )
  mount(w, contract.publicLedger, ({ params, query }) =>
    ledger(db, params.districtId, query, clock()),
  )
  mount(w, contract.publicFigures, ({ params, query }) =>
    publicFigures(db, params.districtId, { ...query, now: clock() }),
  )
  const photo = z.object({
    districtId: DistrictId,
    fileId: z.uuid(),
    kind: z.enum(['public', 'thumb']),
  })
  w.app.get(
    '/api/public/:districtId/photos/:fileId/:kind',
    {
      schema: {
        summary: 'A released picture, or the reporter’s own by key',
        tags: ['public'],
        params: photo,
        querystring: z.object({ key: z.string().max(100).optional() }),
      },
    },
    async (request, reply) => {
      const { key } = request.query as { key?: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- parsed by the schema
      return sendPublicPhoto(db, reply, { ...photo.parse(request.params), key, store, cipher })
    },
  )
}

function readingRoutes(w: Wiring, { cipher }: CasesParts): void {
  const { db, clock } = w
  mount(w, contract.listCases, ({ caller, query }) => listCases(db, caller, query, clock()))
  mount(w, contract.caseCounts, ({ caller }) => caseCounts(db, caller, clock()))
  mount(w, contract.casePoints, ({ caller, query }) => casePoints(db, caller, query, clock()))
  w.app.get(
    '/api/cases/export',
    {
      schema: {
        summary: 'The cases of the list as a file, in the caller’s scope',
        description: 'Access: cases.read',
        tags: ['cases'],
        querystring: contract.ExportQuery,
      },
    },
    async (request, reply) => {
      const caller = await w.gate(request, 'cases.read')
      const { format, language, ...filters } = contract.ExportQuery.parse(request.query)
      const now = clock()
      const bytes = await exportBytes(db, caller, { filters, format, language, now })
      return sendFile(reply, { name: `cases-${now.toISOString().slice(0, 10)}`, format, bytes })
    },
  )
  mount(w, contract.readCase, ({ caller, params }) => casePage(db, caller, params.caseId, clock()))
  mount(w, contract.listTasks, ({ caller, query }) => tasksOf(db, caller, query.state, clock()))
  mount(w, contract.proposeRouting, async ({ caller, params }) => {
    const row = await visibleCase(db, caller, params.caseId)
    const proposal = await proposeFor(db, row)
    const units = await unitNames(db, caller.districtId)
    return {
      ...proposal,
      unitName: nameIn(units, proposal.unitId),
    }
  })
  mount(w, contract.verifyChain, async ({ caller, params }) => {
    await visibleCase(db, caller, params.caseId)
    return checkChain(db, caller.districtId, params.caseId)
  })
  mount(w, contract.seeContact, ({ caller, params, body }) =>
    seeContact(db, { caller, now: clock(), cipher }, { caseId: params.caseId, ...body }),
  )
  mount(w, contract.followLink, async ({ caller, params }) => {
    const row = await visibleCase(db, caller, params.caseId)
    return {
      path: `/${row.district_id}/follow/${row.short_code}?key=${lookKey(cipher, row.district_id, row.id)}`,
    }
  })
  mount(w, contract.takeIntake, async ({ caller, body: { settle, ...body } }) => {
    const source = caller.client ? `client:${caller.client.name}` : `staff:${caller.personId}`
    const parts = { cipher, caller, now: clock() }
    const received = settle
      ? await reportSettled(db, { ...body, source }, settle, parts)
      : await reportCase(db, { ...body, source }, parts)
    return {
      caseId: received.caseId,
      number: received.number,
      shortCode: received.shortCode,
      receivePromise: received.receivePromise?.toISOString() ?? null,
      followPath: `/${caller.districtId}/follow/${received.shortCode}?key=${received.ownKey}`,
    }
  })
}

async function visibleCase(db: Db, caller: Caller, caseId: string) {
  const row = await db
    .selectFrom('cases.case as c')
    .selectAll()
    .where('c.id', '=', caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!row) throw notFound('cases.case_not_found')
  return row
}

async function tasksOf(db: Db, caller: Caller, state: 'open' | 'done', now: Date) {
  const found = await taskCases(db, caller, state)
  const rows = await rowsOf(db, caller, found, now)
  const units = await unitNames(db, caller.districtId)
  const supported = await supportedCases(
    db,
    caller.districtId,
    found.map((f) => f.id),
  )
  const names = await nameOf(db, caller.districtId, {
    personIds: found.map((f) => f.assignee_id).filter((id) => id !== null),
    postIds: [],
    organisationIds: [],
  })
  return {
    now: now.toISOString(),
    rows: found.flatMap((f, index) => {
      const row = rows[index]
      if (!row) return []
      const task = taskView(
        {
          district_id: f.district_id,
          id: f.task_id,
          case_id: f.id,
          unit_id: f.task_unit,
          role: f.role,
          state: f.task_state,
          assignee_id: f.assignee_id,
          offered_at: f.offered_at,
          accepted_at: f.task_accepted_at,
          arrived_at: f.arrived_at,
          ended_at: f.ended_at,
          words: null,
        },
        units,
        names,
      )
      const around = {
        taskState:
          f.task_state === 'offered' || f.task_state === 'accepted' || f.task_state === 'rework'
            ? f.task_state
            : ('none' as const),
        requestOpen: false,
        suspended: f.paused,
        designated: f.returns >= 2,
        hasContact: false,
        judged: true,
        workers: [],
        supportOpen: supported.has(f.id),
      }
      return [{ task, case: row, allowed: allowedActions(caseOf(f), actorOf(caller), around) }]
    }),
  }
}

type Body = { baseVersion: number }

/** A change of a case: do it, then answer with the whole page as it now is. */
function change<B extends z.ZodType<Body>>(
  w: Wiring,
  e: Endpoint<z.ZodObject<{ caseId: z.ZodUUID }>, z.ZodType, B, typeof contract.CasePage>,
  work: (db: Db, input: ChangeInput & z.output<B>) => Promise<unknown>,
): void {
  mount(w, e, async ({ caller, params, body }) => {
    const now = w.clock()
    const { caseId } = params
    await work(w.db, { ...body, caseId, caller, now })
    return casePage(w.db, caller, caseId, now)
  })
}

function inspectionRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listInspections, ({ caller }) => casesToInspect(db, caller, clock()))
  mount(w, contract.inspectBatch, ({ caller, body }) =>
    inspectBatch(db, caller, body.rows, clock()),
  )
}

function changingRoutes(w: Wiring, { store }: CasesParts): void {
  change(w, contract.receiveCase, desk.receive)
  change(w, contract.refuseCase, desk.refuse)
  change(w, contract.askVerification, desk.askVerification)
  change(w, contract.answerVerification, desk.answerVerification)
  change(w, contract.fileCase, desk.file)
  change(w, contract.settleOnSpot, desk.settle)
  change(w, contract.dispatchCase, desk.dispatch)
  change(w, contract.reclassifyCase, desk.reclassify)
  change(w, contract.relocateCase, desk.relocate)
  change(w, contract.noteCase, desk.note)
  change(w, contract.voidCase, desk.makeVoid)
  change(w, contract.withdrawCase, desk.withdraw)
  change(w, contract.transferCase, transferCase)
  change(w, contract.acceptTask, unit.acceptTask)
  change(w, contract.assignTask, unit.assignTask)
  change(w, contract.arriveAtTask, unit.arrive)
  change(w, contract.finishTask, unit.finish)
  change(w, contract.askRequest, (db, input) =>
    unit.askRequest(db, {
      ...input,
      resumeAt: input.resumeAt === null ? null : new Date(input.resumeAt),
    }),
  )
  change(w, contract.decideRequest, unit.decideRequest)
  change(w, contract.resumeCase, unit.resume)
  change(w, contract.inspectCase, closing.inspect)
  change(w, contract.callBack, closing.callBack)
  change(w, contract.reopenCase, closing.reopen)
  change(w, contract.releasePhoto, (db, input) => releasePhoto(db, store, input))
  change(w, contract.publishCase, publish)
}
