import { describe, expect } from 'vitest'
import { does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, districtId, foundDistrict, id, later } from '#testing/small-district.ts'
import { casePage } from './case-page.ts'
import * as desk from './desk.ts'
import { checkChain } from './events.ts'
import * as unit from './unit.ts'

const minutes = (count: number) => count * 60_000

describe('what lay on a phone', () => {
  useDatabase()

  inTransaction(
    'keeps our time and both of the phone’s, also where its clock is wrong',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await report(tx)
      await desk.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
      await desk.dispatch(tx, { ...(await does(tx, 'wang', caseId, 10)), unitId: null, words: '' })
      const came = later(200)
      // Three days fast, and an hour in the cellar.
      const sent = came.getTime() + minutes(3 * 24 * 60)
      const said = {
        doneAt: new Date(sent - minutes(60)).toISOString(),
        sentAt: new Date(sent).toISOString(),
      }
      await unit.acceptTask(tx, { ...(await does(tx, 'zhou', caseId, 200)), said })
      const page = await casePage(tx, await as(tx, 'chen'), caseId, came)
      expect(page.events.at(-1)).toMatchObject({
        type: 'case.accepted',
        at: came.toISOString(),
        details: { said: { ...said, aboutAt: later(140).toISOString() } },
      })
      expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
    },
  )

  inTransaction(
    'a report sent again later, saying another time, is the same report',
    async (tx) => {
      await foundDistrict(tx)
      const body = { clientId: id('phone/said') }
      const doneAt = later(0).toISOString()
      const first = await report(tx, { ...body, said: { doneAt, sentAt: later(1).toISOString() } })
      const second = await report(tx, { ...body, said: { doneAt, sentAt: later(9).toISOString() } })
      expect(second).toEqual(first)
    },
  )
})
