import type { Db } from '#platform/server/database.ts'
import type { PublicCatalogue } from '../contract/index.ts'
import { itemClasses } from '../domain/matter.ts'
import { chooseLimit, type PolicyLimits } from '../domain/policy.ts'
import { listGuideItems } from './guide-items.ts'
import { mattersOfItems } from './matters.ts'
import { currentPolicy } from './policy.ts'

/** What the district takes care of, for anybody: items in force by class, without a word of ours. */
export async function publicCatalogue(db: Db, districtId: string): Promise<PublicCatalogue> {
  const { limits, version } = await currentPolicy(db, districtId)
  const items = (await listGuideItems(db, districtId)).filter((item) => item.active)
  const matters = await mattersOfItems(db, districtId)
  return {
    policyVersion: version,
    receiving: limits.desk.receive,
    classes: itemClasses.map((c) => ({
      class: c,
      handling: limits.handling[c],
      items: items
        .filter((item) => item.class === c)
        .map(({ code, name, nameEn, nextStep, nextStepEn, origin }) => ({
          code,
          name,
          nameEn,
          nextStep,
          nextStepEn,
          origin,
          matters: matters
            .filter((m) => m.guideItemCode === code)
            .map((m) => {
              const { kind, code: number } = m.ref
              return { kind, code: number, name: m.name, limit: handling(limits, m) }
            }),
        })),
    })),
  }
}

type Listed = Awaited<ReturnType<typeof mattersOfItems>>[number]

const handling = (limits: PolicyLimits, m: Listed) =>
  chooseLimit(limits, { stage: 'handle', matter: m.ref, class: m.class, urgency: m.urgency })
