import { letJoinToday, type Thing } from '#modules/fieldwork/web/worker/today/others.ts'
import { recordsContract } from '#modules/outreach/contract/index.ts'
import { call } from '#platform/web/call.ts'

/** Postings that must come down and outreach that was planned for today, among what else there is to do. */
export function joinOutreachToday(): void {
  letJoinToday({
    name: 'outreach',
    verb: 'outreach.record',
    ask: async () => {
      const postings = await call(recordsContract.listPostings, {
        query: { show: 'due', mine: 'yes', limit: 60 },
      })
      const { plans } = await call(recordsContract.listPlans, { query: { within: 0 } })
      return [
        ...postings.rows.map((one): Thing => ({
          kind: 'posting',
          id: one.id,
          title: one.leaflet?.title ?? one.place,
          address: one.place,
          at: null,
          late: one.untilOn < postings.today,
          href: '/work/outreach',
        })),
        ...plans.map((one): Thing => ({
          kind: 'outreach',
          id: one.id,
          title: one.what,
          address: one.place,
          at: null,
          late: one.late,
          href: '/work/outreach',
        })),
      ]
    },
  })
}
