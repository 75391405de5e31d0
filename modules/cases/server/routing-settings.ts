import { listAreas } from '#modules/places/server/index.ts'
import { unitsOf } from '#modules/people/server/index.ts'
import { listGuideItems, listMatters } from '#modules/catalogue/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { forbidden } from '#platform/server/problem.ts'
import * as contract from '../contract/index.ts'
import { deleteRule, listRules, orderRules, routingChanges, saveRule } from './routing.ts'

/** Whoever keeps the settings may know no case, and whoever reads cases no settings: both read rules. */
const readers = ['settings.edit', 'cases.dispatch', 'cases.read']

const MATTERS_AT_MOST = 5_000

async function routingSettings(db: Db, caller: Caller): Promise<contract.RoutingSettings> {
  if (!readers.some((verb) => caller.verbs.has(verb))) throw forbidden('request.forbidden')
  const { districtId } = caller
  const rules = await listRules(db, districtId)
  const areas = await listAreas(db, districtId, { activeOnly: true })
  const { rows } = await listMatters(db, districtId, { limit: MATTERS_AT_MOST })
  const guides = await listGuideItems(db, districtId)
  const majors = new Map(rows.map((m) => [`${m.kind}:${m.major}`, m.majorName]))
  return {
    rules,
    units: await unitsFor(db, districtId),
    areas: areas.map(({ code, name, level }) => ({ code, name, level })),
    majors: [...majors].map(([key, name]) => ({ key, name })),
    matters: rows
      .filter((m) => m.active)
      .map(({ kind, code, name, guideItemCode, urgency }) => {
        return { key: `${kind}:${code}`, name, guide: guideItemCode, urgency }
      }),
    guides: guides
      .filter((g) => g.active)
      .map(({ code, name, nameEn }) => ({ code, name, nameEn })),
    allowed: caller.verbs.has('settings.edit') ? ['edit'] : [],
  }
}

async function unitsFor(db: Db, districtId: string) {
  const units = await unitsOf(db, districtId)
  return units.map(({ id, name, kind, areaCode }) => ({ id, name, kind, areaCode }))
}

/** The rules of dispatch over HTTP. */
export function routingRoutes(w: Wiring): void {
  mount(w, contract.listRoutingRules, ({ caller }) => routingSettings(w.db, caller))

  mount(w, contract.saveRoutingRule, ({ caller, params, body }) =>
    saveRule(w.db, caller, { ...body, id: params.ruleId }, w.clock()),
  )

  mount(w, contract.deleteRoutingRule, async ({ caller, params, body }) => {
    await deleteRule(w.db, caller, { id: params.ruleId, version: body.version }, w.clock())
    return { deleted: true as const }
  })

  mount(w, contract.orderRoutingRules, async ({ caller, body }) => ({
    rules: await orderRules(w.db, caller, body, w.clock()),
  }))

  mount(w, contract.listRoutingChanges, async ({ caller }) => ({
    rows: await routingChanges(w.db, caller.districtId),
  }))
}
