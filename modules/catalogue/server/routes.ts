import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { notFound } from '#platform/server/problem.ts'
import * as contract from '../contract/index.ts'
import { matterKey, type ItemClass, type MatterRef, type Urgency } from '../domain/matter.ts'
import { chooseLimit, type PolicyLimits } from '../domain/policy.ts'
import { calendarPage, saveCalendar } from './calendar.ts'
import { editGuideItem, listGuideItems, readGuideItem } from './guide-items.ts'
import { editLabel, listLabels } from './labels.ts'
import { listMajors } from './majors.ts'
import { askedOfReporters, editMatter, listMatters, matterPage, mattersOfItem } from './matters.ts'
import { currentPolicy, policyOf, policyVersions, policyView, savePolicy } from './policy.ts'
import { plannedPolicy, previewDeadline, withdrawPolicy } from './planned-policy.ts'
import { publicCatalogue } from './public-catalogue.ts'
import { editReason, listReasons, orderReasons } from './reasons.ts'
import { addStateDays } from './state-days.ts'
import { historyOf, type Editing } from './revisions.ts'
import { sheetRoutes } from './sheets/routes.ts'

const allowed = (caller: Caller): 'edit'[] => (caller.verbs.has('catalogue.edit') ? ['edit'] : [])

/** The catalogue over HTTP: for anybody, for those who read it, for those who edit it. */
export function catalogueRoutes(w: Wiring): void {
  publicRoutes(w)
  matterRoutes(w)
  guideRoutes(w)
  reasonRoutes(w)
  policyRoutes(w)
  calendarRoutes(w)
  sheetRoutes(w)
}

const editing = (w: Wiring, caller: Caller, reason: string): Editing => ({
  caller,
  reason,
  now: w.clock(),
})

function publicRoutes(w: Wiring): void {
  mount(w, contract.publicCatalogue, ({ params }) => publicCatalogue(w.db, params.districtId))

  mount(w, contract.publicLabels, async ({ params }) => {
    const rows = await listLabels(w.db, params.districtId)
    return {
      rows: rows
        .filter((r) => r.origin === 'district')
        .map(({ status, name, nameEn }) => ({ status, name, nameEn })),
    }
  })

  mount(w, contract.publicReasons, async ({ params, query }) => {
    const rows = await listReasons(w.db, params.districtId, query.kind)
    return {
      rows: rows
        .filter((r) => r.active)
        .map(({ kind, code, name, nameEn, door, doorEn }) => {
          return { kind, code, name, nameEn, door, doorEn }
        }),
    }
  })
}

function matterRoutes(w: Wiring): void {
  mount(w, contract.reportQuestions, async ({ params }) => ({
    rows: await askedOfReporters(w.db, params.districtId),
  }))
  mount(w, contract.listMatters, ({ caller, query }) => listMatters(w.db, caller.districtId, query))

  mount(w, contract.listMajors, async ({ caller }) => ({
    rows: await listMajors(w.db, caller.districtId),
    allowed: allowed(caller),
  }))

  mount(w, contract.readMatter, async ({ caller, params }) => {
    const page = await matterPage(w.db, caller.districtId, params)
    const policy = await currentPolicy(w.db, caller.districtId, w.clock())
    const { class: itemClass } = page.matter
    return {
      ...page,
      limit: policy.limits.own[matterKey(params)]?.handle ?? null,
      limits: handlingLimits(policy.limits, itemClass ?? undefined, params),
      allowed: allowed(caller),
    }
  })

  mount(w, contract.editMatter, ({ caller, params, body }) =>
    editMatter(w.db, params, body, editing(w, caller, body.reason)),
  )
}

function guideRoutes(w: Wiring): void {
  mount(w, contract.listGuideItems, async ({ caller }) => ({
    rows: await listGuideItems(w.db, caller.districtId),
    allowed: allowed(caller),
  }))

  mount(w, contract.readGuideItem, async ({ caller, params }) => {
    const { districtId } = caller
    const item = await readGuideItem(w.db, districtId, params.code)
    if (!item) throw notFound('catalogue.guide_item_not_found')
    const { limits } = await currentPolicy(w.db, districtId, w.clock())
    return {
      item,
      limits: handlingLimits(limits, item.class),
      matters: await mattersOfItem(w.db, districtId, params.code),
      history: await historyOf(w.db, districtId, 'guide_item', params.code),
      allowed: allowed(caller),
    }
  })

  mount(w, contract.editGuideItem, ({ caller, params, body }) =>
    editGuideItem(w.db, params.code, body, editing(w, caller, body.reason)),
  )
}

function reasonRoutes(w: Wiring): void {
  mount(w, contract.listReasons, async ({ caller, query }) => ({
    rows: await listReasons(w.db, caller.districtId, query.kind),
    allowed: allowed(caller),
  }))

  mount(w, contract.editReason, ({ caller, params, body }) =>
    editReason(w.db, params, body, editing(w, caller, body.reason)),
  )

  mount(w, contract.orderReasons, async ({ caller, params, body }) => ({
    rows: await orderReasons(w.db, params.kind, body, editing(w, caller, '')),
  }))

  mount(w, contract.listLabels, async ({ caller }) => ({
    rows: await listLabels(w.db, caller.districtId),
    allowed: allowed(caller),
  }))

  mount(w, contract.editLabel, ({ caller, params, body }) =>
    editLabel(w.db, params.status, body, editing(w, caller, body.reason)),
  )

  mount(w, contract.readHistory, async ({ caller, query }) => ({
    rows: await historyOf(w.db, caller.districtId, query.subject, query.key),
  }))
}

/** How long handling takes here, by urgency. */
const handlingLimits = (limits: PolicyLimits, itemClass?: ItemClass, matter?: MatterRef) => {
  const limitOf = (urgency: Urgency) =>
    chooseLimit(limits, { stage: 'handle', class: itemClass, matter, urgency })
  return { routine: limitOf('routine'), urgent: limitOf('urgent'), emergency: limitOf('emergency') }
}

function policyRoutes(w: Wiring): void {
  mount(w, contract.listPolicies, async ({ caller }) => ({
    current: policyView(await currentPolicy(w.db, caller.districtId, w.clock())),
    versions: await policyVersions(w.db, caller.districtId),
    planned: await plannedPolicy(w.db, caller.districtId, w.clock()),
    allowed: allowed(caller),
  }))

  mount(w, contract.readPolicy, async ({ caller, params }) =>
    policyView(await policyOf(w.db, caller.districtId, params.version)),
  )

  mount(w, contract.savePolicy, async ({ caller, body }) =>
    policyView(
      await savePolicy(
        w.db,
        { ...body, startsAt: body.startsAt === undefined ? undefined : new Date(body.startsAt) },
        editing(w, caller, body.reason),
      ),
    ),
  )

  mount(w, contract.withdrawPolicy, ({ caller, params, body }) =>
    withdrawPolicy(w.db, params.version, editing(w, caller, body.reason)),
  )

  mount(w, contract.previewDeadline, ({ caller, body }) =>
    previewDeadline(w.db, caller.districtId, { question: body, now: w.clock() }),
  )
}

function calendarRoutes(w: Wiring): void {
  mount(w, contract.readCalendar, async ({ caller, query }) => ({
    ...(await calendarPage(w.db, caller.districtId, { ...query, now: w.clock() })),
    allowed: allowed(caller),
  }))

  mount(w, contract.addStateDays, ({ caller, body }) =>
    addStateDays(w.db, { ...body, file: body.file }, editing(w, caller, '')),
  )

  mount(w, contract.saveCalendar, async ({ caller, body }) => {
    const made = await saveCalendar(w.db, body, editing(w, caller, body.reason))
    const { version } = made
    const page = { version, months: 12, now: w.clock() }
    return {
      ...(await calendarPage(w.db, caller.districtId, page)),
      allowed: allowed(caller),
    }
  })
}
