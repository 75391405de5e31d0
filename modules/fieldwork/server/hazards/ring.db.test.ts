import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { asking, day, found, hazard, notice, reading, step } from '#testing/hazards-story.ts'
import { cipher, community, districtId, foundDistrict, id, later } from '#testing/small-district.ts'
import { acting } from '#testing/subjects-story.ts'
import { ringHazards } from './ring.ts'
import { saveKind, saveTerms } from './settings.ts'
import { listHazards, readHazard } from './views.ts'

describe('an overdue hazard', () => {
  useDatabase()

  inTransaction(
    'past its date becomes one case and one whistle to who answers for the kind',
    async (tx) => {
      await foundDistrict(tx)
      const { id: hazardId } = await found(tx, hazard('a', { notice: { id: id('n'), ...notice } }))
      const ring = (days: number) => ringHazards(tx, { districtId, now: later(days * day), cipher })
      expect(await ring(4)).toBe(0)
      expect((await reading(tx, 'wang', hazardId)).ring).toBeNull()
      expect(await ring(5)).toBe(0)
      expect((await reading(tx, 'wang', hazardId)).ring).toEqual({ trouble: 'no_units', code: '' })
      const kind = {
        code: 'wiring',
        name: '飞线',
        nameEn: '',
        unitIds: [id('municipal')],
        active: true,
        baseVersion: null,
      }
      await saveKind(tx, await asking(tx, 'centre'), kind)
      expect([await ring(5), await ring(6)]).toEqual([1, 0])
      const page = await reading(tx, 'wang', hazardId, 5 * day)
      expect(page).toMatchObject({ ring: null, overdue: true })
      expect(page.steps.at(-1)).toMatchObject({ act: 'whistle' })
      const kase = await tx
        .selectFrom('cases.case')
        .select(['id', 'words', 'grid_code', 'community_code'])
        .executeTakeFirstOrThrow()
      expect(kase).toMatchObject({
        id: page.caseId,
        words: '飞线：楼道口飞线充电',
        community_code: community,
      })
      const whistles = await tx.selectFrom('cases.whistle').select(['issued_by', 'level']).execute()
      // The community's own post before the district's.
      expect(whistles).toHaveLength(1)
      expect([id('wang'), id('zhao')]).toContain(whistles[0]?.issued_by)
      expect(whistles[0]?.level).toBe('community')
      // Another date that passes is another whistle on the same case, and the case is held meanwhile.
      await step(tx, 'li', 'fix', { id: hazardId, version: page.version, minute: 6 * day })
      await step(tx, 'gao', 'fail', { id: hazardId, version: page.version + 1, minute: 6 * day })
      expect(await ring(13)).toBe(1)
      expect(await tx.selectFrom('cases.case').select('id').execute()).toHaveLength(1)
      expect(await tx.selectFrom('cases.whistle').select('id').execute()).toHaveLength(2)
      expect(await tx.selectFrom('cases.hold').select('key').execute()).toEqual([{ key: hazardId }])
      const { version } = await reading(tx, 'wang', hazardId)
      await step(tx, 'li', 'fix', { id: hazardId, version, minute: 14 * day })
      await step(tx, 'gao', 'pass', { id: hazardId, version: version + 1, minute: 14 * day })
      expect(await tx.selectFrom('cases.hold').select('key').execute()).toEqual([])
      expect(
        (
          await listHazards(tx, await asking(tx, 'wang'), {
            show: 'all',
            caseId: kase.id,
            limit: 9,
          })
        ).rows,
      ).toHaveLength(1)
    },
  )

  inTransaction(
    'is not whistled for where the district does not want it, or nobody may',
    async (tx) => {
      await foundDistrict(tx)
      const { id: hazardId } = await found(tx, hazard('a', { notice: { id: id('n'), ...notice } }))
      const kind = {
        code: 'wiring',
        name: '飞线',
        nameEn: '',
        unitIds: [id('municipal')],
        active: true,
        baseVersion: null,
      }
      const centre = await asking(tx, 'centre')
      await saveKind(tx, centre, kind)
      await saveTerms(tx, centre, { whistleAfterDays: null, reportInHours: 24, baseVersion: null })
      const ring = () => ringHazards(tx, { districtId, now: later(9 * day), cipher })
      expect(await ring()).toBe(0)
      await saveTerms(tx, centre, { whistleAfterDays: 7, reportInHours: 24, baseVersion: 0 })
      expect(await ring()).toBe(0)
      expect((await reading(tx, 'wang', hazardId)).ring).toBeNull()
      await saveTerms(tx, centre, { whistleAfterDays: 1, reportInHours: 24, baseVersion: 1 })
      await tx
        .updateTable('people.post_kind')
        .set({ verbs: [] })
        .where('code', '<>', 'district_centre')
        .execute()
      await tx
        .updateTable('places.district')
        .set({
          settings: JSON.stringify({
            cases: {
              whistle: { levels: {}, callees: { community: [], street: [], district: [] } },
            },
          }),
        })
        .execute()
      expect(await ring()).toBe(0)
      expect((await readHazard(tx, { ...(await acting(tx, 'centre')) }, hazardId)).ring).toEqual({
        trouble: 'refused',
        code: 'cases.whistle_level',
      })
      expect(await tx.selectFrom('cases.case').select('id').execute()).toEqual([])
    },
  )
})
