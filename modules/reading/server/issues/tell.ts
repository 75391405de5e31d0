import { notify } from '#modules/notices/server/index.ts'
import { holders } from '#modules/people/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import en from '../../words/notices.en.json' with { type: 'json' }
import zh from '../../words/notices.zh-CN.json' with { type: 'json' }

/** Who coordinates where an issue is; the district's centre where it is in many places or in none. */
async function hearers(tx: Tx, districtId: string, number: number, on: Date): Promise<string[]> {
  const places = await tx
    .selectFrom('reading.issue_member as m')
    .innerJoin('cases.v_report as r', (join) =>
      join.onRef('r.district_id', '=', 'm.district_id').onRef('r.report_id', '=', 'm.report_id'),
    )
    .select(['r.community_code'])
    .distinct()
    .where('m.district_id', '=', districtId)
    .where('m.issue', '=', number)
    .execute()
  const found: string[] = []
  for (const { community_code: area } of places)
    if (area)
      found.push(
        ...(await holders(tx, districtId, { kinds: ['coordinator'], area, on })).map(
          (h) => h.personId,
        ), // oxlint-disable-line no-await-in-loop -- one connection
      )
  if (found.length > 0) return [...new Set(found)]
  const centre = await holders(tx, districtId, { kinds: ['district_centre'], area: districtId, on })
  return [...new Set(centre.map((h) => h.personId))]
}

/** Tells once that enough people have written of one trouble. */
export async function tellDetected(
  tx: Tx,
  districtId: string,
  { number, people, at }: { number: number; people: number; at: Date },
): Promise<void> {
  const words = (all: Record<string, string>) => ({
    title: (all['issue.detected'] ?? '').replace('{number}', String(number)),
    body: (all['issue.detectedBody'] ?? '').replace('{people}', String(people)),
  })
  for (const personId of await hearers(tx, districtId, number, at))
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await notify(tx, {
      districtId,
      personId,
      kind: 'reading.issue_detected',
      urgent: false,
      words: { 'zh-CN': words(zh), en: words(en) },
      link: `/console/issues/${number}`,
      factKey: `issue:${number}:detected`,
      at,
    })
}
