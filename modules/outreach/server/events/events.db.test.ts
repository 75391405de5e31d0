import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { endPaperProgram } from '#platform/server/papers/index.ts'
import { traces } from '#testing/audit.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { textOfPdf } from '#testing/paper-text.ts'
import {
  as,
  cipher,
  community,
  districtId,
  foundDistrict,
  id,
  later,
} from '#testing/small-district.ts'
import { CONSENT } from '../../domain/events.ts'
import {
  cancelEvent,
  eventPage,
  noteComing,
  saveEvent,
  seeSignUp,
  type EventInput,
} from './keep.ts'
import { forgetSignUps } from './retention.ts'
import { cancelSignUp, publicEvent, publicEvents, readSignUp, signUp } from './sign-up.ts'
import { remindOfEvents, tellGuest } from './tell.ts'

type Name = Parameters<typeof as>[1]
const day = 24 * 60

const asking = async (db: Db, by: Name, minute = 0) => ({
  caller: await as(db, by),
  now: later(minute),
  cipher,
})

const event = (over: Partial<EventInput> = {}): EventInput => ({
  id: id('event'),
  title: '城管开放日',
  titleEn: 'Open day',
  what: '看看案件怎么办，当面问',
  place: '社区活动室',
  areaCode: community,
  startsAt: later(4 * day).toISOString(),
  endsAt: later(4 * day + 120).toISOString(),
  signUpUntil: later(4 * day).toISOString(),
  seats: 4,
  open: true,
  baseVersion: null,
  ...over,
})

const opened = async (db: Db, over: Partial<EventInput> = {}) =>
  saveEvent(db, await asking(db, 'wang'), event(over))

const stranger = (code: string, minute = 1) => ({ districtId, code, now: later(minute), cipher })

const guest = (name: string, people = 1, phone = `1390000${name.charCodeAt(0) % 9000}`) => ({
  id: id(`guest/${name}`),
  name,
  phone,
  people,
  consent: CONSENT,
})

const parts = { cipher, publicUrl: 'https://x.cn', canSend: true }
const told = async (db: Db) => {
  const rows = await db
    .selectFrom('notices.delivery')
    .select('body')
    .orderBy('created_at')
    .execute()
  return rows.map((row) => cipher.open(row.body))
}

describe('an event with sign-up', () => {
  useDatabase()

  inTransaction(
    'is known to strangers once it is open; sealed, once however often it is sent',
    async (tx) => {
      await foundDistrict(tx)
      const { code, version } = await opened(tx, { open: false })
      await expect(publicEvent(tx, stranger(code))).rejects.toMatchObject({ status: 404 })
      await saveEvent(tx, await asking(tx, 'wang'), event({ baseVersion: version }))
      expect(await publicEvents(tx, stranger(code))).toMatchObject([
        { state: 'open', seatsLeft: 4 },
      ])
      const own = await signUp(tx, stranger(code), guest('张三', 2))
      expect(await signUp(tx, stranger(code, 9), guest('张三', 2))).toEqual(own)
      await expect(signUp(tx, stranger(code), guest('张三', 3))).rejects.toMatchObject({
        code: 'outreach.record_id_taken',
      })
      const twice = { ...guest('张三', 1), id: id('another') }
      await expect(signUp(tx, stranger(code), twice)).rejects.toMatchObject({
        code: 'outreach.signed_up_already',
      })
      const row = await tx.selectFrom('outreach.sign_up').selectAll().executeTakeFirstOrThrow()
      expect(JSON.stringify(row)).not.toMatch(/张三|1390000/)
      const by = { signUpId: own.id, key: own.key }
      expect(await readSignUp(tx, stranger(code), by)).toEqual(own)
      await expect(
        readSignUp(tx, stranger(code), { ...by, key: 'A'.repeat(22) }),
      ).rejects.toMatchObject({ status: 404 })
      await expect(signUp(tx, stranger(code, 4 * day), guest('李四'))).rejects.toMatchObject({
        code: 'outreach.sign_up_over',
      })
    },
  )

  inTransaction(
    'is never over-full; those who wait move up in their order and are told',
    async (tx) => {
      await foundDistrict(tx)
      const { code, id: eventId, version } = await opened(tx)
      const first = await signUp(tx, stranger(code, 1), guest('张三', 3))
      const second = await signUp(tx, stranger(code, 2), guest('李四', 2))
      const third = await signUp(tx, stranger(code, 3), guest('王五', 1))
      expect([first.state, second.state, third.state]).toEqual(['signed', 'waiting', 'waiting'])
      const cancelled = await cancelSignUp(tx, stranger(code, 4), {
        signUpId: first.id,
        key: first.key,
      })
      expect(cancelled.state).toBe('cancelled')
      await cancelSignUp(tx, stranger(code, 5), { signUpId: first.id, key: first.key })
      const page = await eventPage(tx, await asking(tx, 'li', 6), eventId)
      expect(page.event).toMatchObject({ signed: 3, waiting: 0 })
      expect(page.signUps.map(({ state }) => state)).toEqual(['cancelled', 'signed', 'signed'])
      // Who cancelled may come back, behind those who are there.
      const again = { ...guest('张三', 3), id: id('again') }
      expect((await signUp(tx, stranger(code, 7), again)).state).toBe('waiting')
      await saveEvent(tx, await asking(tx, 'wang', 8), event({ seats: 9, baseVersion: version }))
      expect((await eventPage(tx, await asking(tx, 'li', 9), eventId)).event).toMatchObject({
        signed: 6,
        waiting: 0,
      })
      await expect(
        saveEvent(
          tx,
          await asking(tx, 'wang', 9),
          event({ open: false, seats: 9, baseVersion: 1 }),
        ),
      ).rejects.toMatchObject({ code: 'outreach.event_has_people' })
    },
  )

  inTransaction(
    'tells guests by text message, once each, and its maker the day before',
    async (tx) => {
      await foundDistrict(tx)
      const { code, id: eventId, version } = await opened(tx)
      const own = await signUp(tx, stranger(code), guest('张三', 2))
      const fact = (what: string) => ({
        type: 'outreach.sign_up',
        key: `${own.id}:${what}`,
        districtId,
        at: later(2).toISOString(),
        body: { signUpId: own.id, what },
      })
      await tellGuest(tx, fact('signed'), { ...parts, canSend: false })
      expect(await told(tx)).toEqual([])
      await tellGuest(tx, fact('signed'), parts)
      await tellGuest(tx, fact('signed'), parts)
      expect(await told(tx)).toHaveLength(1)
      expect((await told(tx))[0]).toContain(
        `https://x.cn/${districtId}/events/${code}?own=${own.id}.`,
      )
      await remindOfEvents(tx, districtId, { ...parts, now: later(day) })
      expect(await told(tx)).toHaveLength(1)
      await remindOfEvents(tx, districtId, { ...parts, now: later(3 * day) })
      await remindOfEvents(tx, districtId, { ...parts, now: later(3 * day + 60) })
      expect((await told(tx)).filter((text) => text.startsWith('提醒您'))).toHaveLength(1)
      const notices = await tx.selectFrom('notices.notice').select(['person_id', 'words']).execute()
      expect(notices).toMatchObject([{ person_id: id('wang') }])
      expect(JSON.stringify(notices)).toContain('报名 2 人')
      const cancel = { eventId, why: '下雨', baseVersion: version }
      expect(await cancelEvent(tx, await asking(tx, 'wang', 5), cancel)).toMatchObject({
        state: 'cancelled',
        // Whoever is to come must still be told.
        allowed: ['see_contact'],
      })
      await cancelEvent(tx, await asking(tx, 'wang', 6), cancel)
      await tellGuest(tx, fact('cancelled'), parts)
      expect((await told(tx)).some((text) => text.includes('下雨'))).toBe(true)
    },
  )

  inTransaction('shows masked numbers, logs each look, and notes who came', async (tx) => {
    await foundDistrict(tx)
    const { code, id: eventId } = await opened(tx)
    const own = await signUp(tx, stranger(code), guest('张三', 2, '13912345678'))
    const page = await eventPage(tx, await asking(tx, 'li'), eventId)
    expect(page.signUps).toMatchObject([{ name: '张三', phone: '139****78', came: null }])
    const look = { signUpId: own.id, reason: '通知改地点' }
    await expect(seeSignUp(tx, await asking(tx, 'li'), look)).rejects.toMatchObject({ status: 403 })
    expect(await seeSignUp(tx, await asking(tx, 'wang'), look)).toMatchObject({
      phone: '13912345678',
    })
    const seen = await tx
      .selectFrom('people.audit')
      .select('details')
      .where('act', '=', 'outreach.contact_seen')
      .execute()
    expect(seen).toMatchObject([{ details: { reason: '通知改地点' } }])
    const came = { signUpId: own.id, came: 2 }
    await expect(noteComing(tx, await asking(tx, 'li', day), came)).rejects.toMatchObject({
      code: 'outreach.coming_too_early',
    })
    await expect(
      noteComing(tx, await asking(tx, 'li', 4 * day), { ...came, came: 3 }),
    ).rejects.toMatchObject({ code: 'outreach.more_than_signed' })
    await noteComing(tx, await asking(tx, 'li', 4 * day), came)
    expect((await eventPage(tx, await asking(tx, 'li'), eventId)).event.came).toBe(2)
    await expect(eventPage(tx, await asking(tx, 'qian'), eventId)).rejects.toMatchObject({
      status: 404,
    })
  })

  inTransaction(
    'forgets names and numbers some time after, and keeps how many came',
    async (tx) => {
      await foundDistrict(tx)
      const { code, id: eventId } = await opened(tx)
      const own = await signUp(tx, stranger(code), guest('张三', 2))
      await noteComing(tx, await asking(tx, 'li', 4 * day), { signUpId: own.id, came: 2 })
      expect(await forgetSignUps(tx, districtId, later(60 * day))).toBe(0)
      expect(await forgetSignUps(tx, districtId, later(65 * day))).toBe(1)
      expect(await forgetSignUps(tx, districtId, later(66 * day))).toBe(0)
      const page = await eventPage(tx, await asking(tx, 'wang', 66 * day), eventId)
      expect(page.signUps).toMatchObject([{ name: '', phone: '', forgotten: true, came: 2 }])
      await expect(
        seeSignUp(tx, await asking(tx, 'wang', 66 * day), { signUpId: own.id, reason: '问一问' }),
      ).rejects.toMatchObject({ code: 'outreach.sign_up_forgotten' })
    },
  )

  inTransaction('is signed up for over the open network, and its list is printed', async (tx) => {
    await foundDistrict(tx)
    const { code, id: eventId } = await opened(tx)
    const app = await serverOn(tx)
    const url = `/api/public/${districtId}/events/${code}`
    const { consent: _, ...without } = guest('张三')
    expect(
      (await app.inject({ method: 'POST', url: `${url}/sign-ups`, payload: without })).statusCode,
    ).toBe(400)
    const payload = { ...guest('张三'), phone: '139 1234-5678' }
    const signed = await app.inject({ method: 'POST', url: `${url}/sign-ups`, payload })
    expect(signed.json()).toMatchObject({ state: 'signed', people: 1 })
    const printed = await app.inject({
      url: `/api/outreach/events/${eventId}/paper`,
      headers: { cookie: await signIn(app, tx, 'li') },
    })
    const text = textOfPdf(printed.rawPayload).join('').replaceAll('\n', '')
    expect(text).toContain('张三')
    expect(text).toContain('139****78')
    expect(await traces(tx, 'outreach.sign_ups_printed')).toMatchObject([
      { by: id('li'), kind: 'outreach_event', of: eventId },
    ])
    endPaperProgram()
  })
})
