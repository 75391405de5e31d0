import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { foundOffice, open, orderWish, refusal, step } from '#testing/enforcement-story.ts'
import { as, id, later } from '#testing/small-district.ts'
import { readSettings, saveAuthority, saveCertificate, saveOffice } from './settings.ts'

const by = async (db: Db, baseVersion: number | null = null) => ({
  caller: await as(db, 'centre'),
  now: later(0),
  baseVersion,
})
const entry = {
  id: id('authority/new'),
  matterCode: '06029',
  power: 'punish' as const,
  bodyId: null,
  bodyName: '鄂城区市场监督管理局',
  system: 'other' as const,
  from: '2026-01-01',
  until: null,
  paperTitle: '联席会议纪要',
  paperNumber: '',
  law: '',
}
const certificate = {
  id: id('certificate/new'),
  personId: id('gao'),
  bodyId: id('station'),
  number: '42070399',
  issuer: '',
  validFrom: '2025-01-01',
  validUntil: '2026-04-01',
  revokedOn: null,
}

const code = async (doing: Promise<unknown>) => (await refusal(doing)).code

describe('the settings of enforcement', () => {
  useDatabase()

  inTransaction('say which body may what, against the version that was seen', async (tx) => {
    await foundOffice(tx)
    expect(await saveAuthority(tx, entry, await by(tx))).toEqual({ version: 1 })
    expect(await saveAuthority(tx, entry, await by(tx))).toEqual({ version: 1 })
    const changed = { ...entry, until: '2026-12-31' }
    expect((await refusal(saveAuthority(tx, changed, await by(tx, 7)))).code).toBe(
      'enforcement.settings_out_of_date',
    )
    expect(await saveAuthority(tx, changed, await by(tx, 1))).toEqual({ version: 2 })
    const log = await tx
      .selectFrom('people.audit')
      .select('act')
      .where('act', 'like', 'enforcement.%')
      .where('subject_id', '=', entry.id)
      .execute()
    expect(log).toHaveLength(2)
  })

  inTransaction('refuse what makes no sense, in words', async (tx) => {
    await foundOffice(tx)
    const save = async (over: object) => saveAuthority(tx, { ...entry, ...over }, await by(tx))
    expect(await code(save({ until: '2025-12-31' }))).toBe('enforcement.until_before_from')
    expect(await code(save({ matterCode: '99999' }))).toBe('enforcement.matter_unknown')
    expect(await code(save({ bodyId: id('nobody') }))).toBe('enforcement.body_unknown')
    const taken = { ...certificate, number: '420703gao' }
    expect(await code(saveCertificate(tx, taken, await by(tx)))).toBe(
      'enforcement.certificate_taken',
    )
  })

  inTransaction('show which certificates end soon, and keep a prefix for one body', async (tx) => {
    await foundOffice(tx)
    await saveCertificate(tx, certificate, await by(tx))
    const { certificates, people } = await readSettings(tx, await as(tx, 'centre'), later(0))
    expect(certificates.map(({ number, state }) => [number, state])).toEqual([
      ['42070399', 'ending'],
      ['420703gao', 'valid'],
      ['420703lin', 'valid'],
    ])
    expect(people.map((p) => p.name).sort()).toEqual(['gao', '林晓'])
    const office = {
      bodyId: id('municipal'),
      name: '市政中心',
      prefix: '凤凰综执',
      reviewBody: '区政府',
      court: '法院',
      address: '',
      phone: '',
    }
    expect((await refusal(saveOffice(tx, office, await by(tx)))).code).toBe(
      'enforcement.prefix_taken',
    )
  })

  inTransaction('give no body the prefix under which another has numbered papers', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await step(tx, orderWish())
    const office = {
      bodyId: id('station'),
      name: '凤凰街道综合执法中队',
      prefix: '凤凰新执',
      reviewBody: '区政府',
      court: '法院',
      address: '',
      phone: '',
    }
    await saveOffice(tx, office, await by(tx, 1))
    const other = { ...office, bodyId: id('municipal'), name: '市政中心', prefix: '凤凰综执' }
    expect(await code(saveOffice(tx, other, await by(tx)))).toBe('enforcement.prefix_taken')
    expect(await saveOffice(tx, { ...office, prefix: '凤凰综执' }, await by(tx, 2))).toEqual({
      version: 3,
    })
  })
})
