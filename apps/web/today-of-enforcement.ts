import { dueInspections, listFiles } from '#modules/enforcement/contract/index.ts'
import { letJoinToday, type Thing } from '#modules/fieldwork/web/worker/today/others.ts'
import { call } from '#platform/web/call.ts'

/** Re-inspections, written promises and planned inspections whose day has come, among what else there is to do today. */
export function joinEnforcementToday(): void {
  letJoinToday({
    name: 'enforcement',
    verb: 'enforcement.read',
    ask: async (isDue) => {
      const { rows, now } = await call(listFiles, { query: { show: 'due', limit: 60 } })
      return rows.flatMap((row): Thing[] => {
        if (row.dueAt === null || !isDue(row.dueAt)) return []
        if (row.dueKind !== 'reinspection' && row.dueKind !== 'promise') return []
        return [
          {
            kind: row.dueKind,
            id: row.id,
            title: row.title,
            address: row.address,
            at: null,
            late: row.dueAt < now,
            href: `/work/words/${row.id}`,
          },
        ]
      })
    },
  })
  letJoinToday({
    name: 'inspections',
    verb: 'enforcement.act',
    ask: async () => {
      // Those that a plan wants within a week, whichever lies on the way.
      const { due, today } = await call(dueInspections, { query: { within: 7, limit: 60 } })
      return due.map((one): Thing => ({
        kind: 'inspection',
        id: `${one.itemId}/${one.subjectId}`,
        title: one.subjectName,
        address: one.address,
        at: one.lon === null || one.lat === null ? null : { lon: one.lon, lat: one.lat },
        late: one.dueBy < today,
        href: '/work/inspections',
      }))
    },
  })
}
