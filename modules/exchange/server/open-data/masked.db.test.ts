import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import { aPicture, does, following, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn } from '#testing/http.ts'
import { cipher, districtId, foundDistrict, later, monday } from '#testing/small-district.ts'
import { anonymous } from '#platform/server/caller.ts'

const told = '联系人李秀英 13812345678，车牌鄂G12345，卡号4111111111111111'
const secret = /李秀英|13812345678|12345[，,"]|4111111111111111|11010519491231002X/u

describe('names and numbers in what strangers read', () => {
  useDatabase()

  inTransaction(
    'are masked on every public way, and whole for staff and the reporter',
    async (tx) => {
      await foundDistrict(tx)
      const received = await report(tx, {
        words: told,
        address: '竹林北路12号 联系人李秀英 13812345678',
      })
      const { caseId, shortCode } = received
      await cases.file(tx, {
        ...(await does(tx, 'chen', caseId, 5)),
        matter: lampMatter,
        words: '',
      })
      await cases.dispatch(tx, { ...(await does(tx, 'wang', caseId, 10)), unitId: null, words: '' })
      await cases.acceptTask(tx, await does(tx, 'zhou', caseId, 20))
      await cases.finish(tx, {
        ...(await does(tx, 'zhou', caseId, 60)),
        words: `已换灯泡，${told}，身份证11010519491231002X`,
        before: [],
        after: await aPicture(tx),
      })
      await cases.publish(tx, {
        ...(await does(tx, 'chen', caseId, 70)),
        public: true,
        publicWords: told,
      })
      const app = await serverOn(tx, () => later(100))
      const root = `/api/public/${districtId}`
      const seen = async (path: string) => (await app.inject(`${root}${path}`)).body
      const since = 'start_date=2026-03-01T00:00:00Z'
      const pages = await Promise.all(
        [
          '/ledger',
          '/open-data/cases.csv',
          '/open-data/cases.geojson',
          `/open311/v2/requests.json?${since}`,
        ].map(seen),
      )
      for (const page of pages) {
        expect(page).toContain('李**')
        expect(page).not.toMatch(secret)
      }
      const look = await cases.followPage(tx, {
        ...following(received, 100),
        key: received.lookKey,
      })
      expect(JSON.stringify(look)).not.toMatch(secret)
      expect([look.words, look.done]).toEqual([
        expect.stringContaining('李**'),
        expect.stringContaining('已换灯泡'),
      ])
      const nobody = {
        caller: anonymous(districtId),
        cipher,
        now: monday,
        shortCode,
        key: undefined,
      }
      expect(JSON.stringify(await cases.followPage(tx, nobody))).not.toMatch(secret)
      const own = await cases.followPage(tx, following(received, 100))
      expect([own.words, own.done]).toEqual([told, expect.stringContaining('11010519491231002X')])
      const row = await tx
        .selectFrom('cases.case')
        .select(['words', 'public_words'])
        .where('id', '=', caseId)
        .executeTakeFirstOrThrow()
      expect(row).toEqual({ words: told, public_words: told })
    },
  )
})
