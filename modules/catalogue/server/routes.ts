import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { notFound } from '#platform/server/problem.ts'
import * as contract from '../contract/index.ts'
import { matterKey } from '../domain/matter.ts'
import { calendarPage, saveCalendar } from './calendar.ts'
import { editGuideItem, listGuideItems, readGuideItem } from './guide-items.ts'
import { editMatter, listMatters, matterPage, mattersOfItem } from './matters.ts'
import { currentPolicy, policyOf, policyVersions, policyView, savePolicy } from './policy.ts'
import { publicCatalogue } from './public-catalogue.ts'
import { editReason, listReasons } from './reasons.ts'
import { historyOf, type Editing } from './revisions.ts'

const allowed = (caller: Caller): 'edit'[] => (caller.verbs.has('catalogue.edit') ? ['edit'] : [])

/** The catalogue over HTTP: for anybody, for those who read it, for those who edit it. */
export function catalogueRoutes(w: Wiring): void {
  publicRoutes(w)
  matterRoutes(w)
  guideRoutes(w)
  policyRoutes(w)
  calendarRoutes(w)
}

const editing = (w: Wiring, caller: Caller, reason: string): Editing => ({
  caller,
  reason,
  now: w.clock(),
})

function publicRoutes(w: Wiring): void {
  mount(w, contract.publicCatalogue, ({ params }) => publicCatalogue(w.db, params.districtId))

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
  mount(w, contract.listMatters, ({ caller, query }) => listMatters(w.db, caller.districtId, query))

  mount(w, contract.readMatter, async ({ caller, params }) => {
    const page = await matterPage(w.db, caller.districtId, params)
    const { limits } = await currentPolicy(w.db, caller.districtId)
    const limit = limits.own[matterKey(params)]?.handle ?? null
    return { ...page, limit, allowed: allowed(caller) }
  })

  mount(w, contract.editMatter, ({ caller, params, body }) =>
    editMatter(w.db, params, body, editing(w, caller, body.reason)),
  )
}

function guideRoutes(w: Wiring): void {
  mount(w, contract.listGuideItems, async ({ caller }) => ({
    rows: await listGuideItems(w.db, caller.districtId),
  }))

  mount(w, contract.readGuideItem, async ({ caller, params }) => {
    const { districtId } = caller
    const item = await readGuideItem(w.db, districtId, params.code)
    if (!item) throw notFound('catalogue.guide_item_not_found')
    return {
      item,
      matters: await mattersOfItem(w.db, districtId, params.code),
      history: await historyOf(w.db, districtId, 'guide_item', params.code),
      allowed: allowed(caller),
    }
  })

  mount(w, contract.editGuideItem, ({ caller, params, body }) =>
    editGuideItem(w.db, params.code, body, editing(w, caller, body.reason)),
  )

  mount(w, contract.listReasons, async ({ caller, query }) => ({
    rows: await listReasons(w.db, caller.districtId, query.kind),
    allowed: allowed(caller),
  }))

  mount(w, contract.editReason, ({ caller, params, body }) =>
    editReason(w.db, params, body, editing(w, caller, body.reason)),
  )
}

function policyRoutes(w: Wiring): void {
  mount(w, contract.listPolicies, async ({ caller }) => ({
    current: policyView(await currentPolicy(w.db, caller.districtId)),
    versions: await policyVersions(w.db, caller.districtId),
    allowed: allowed(caller),
  }))

  mount(w, contract.readPolicy, async ({ caller, params }) =>
    policyView(await policyOf(w.db, caller.districtId, params.version)),
  )

  mount(w, contract.savePolicy, async ({ caller, body }) =>
    policyView(await savePolicy(w.db, body, editing(w, caller, body.reason))),
  )
}

function calendarRoutes(w: Wiring): void {
  mount(w, contract.readCalendar, async ({ caller, query }) => ({
    ...(await calendarPage(w.db, caller.districtId, { ...query, now: w.clock() })),
    allowed: allowed(caller),
  }))

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
