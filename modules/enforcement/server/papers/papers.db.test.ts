import { readFile } from 'node:fs/promises'
import { describe, expect } from 'vitest'
import { endPaperProgram, printPaper } from '#platform/server/papers/index.ts'
import type { Db } from '#platform/server/database.ts'
import { traces } from '#testing/audit.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  aPicture,
  dissuasion,
  fileId,
  foundOffice,
  open,
  orderId,
  orderWish,
  refusal,
  seen,
  serviceWish,
  step,
  store,
} from '#testing/enforcement-story.ts'
import { textOfPdf } from '#testing/paper-text.ts'
import { as, cipher, districtId, id, later, type Name } from '#testing/small-district.ts'
import { presetTemplates } from '../../domain/template.ts'
import { writeCustody } from '../evidence/keep.ts'
import { filePage } from '../files/views.ts'
import { onePaper, wholeFile } from './print.ts'
import { saveTemplate, templateOf } from './templates.ts'

const by = async (db: Db, name: Name = 'gao') => ({
  caller: await as(db, name),
  cipher,
  now: later(100),
})
const saving = async (db: Db, text: string, baseVersion: number) =>
  saveTemplate(db, { kind: 'order', text, baseVersion }, await by(db, 'centre'))

describe('papers of a file', { timeout: 60_000 }, () => {
  useDatabase()

  inTransaction('print as they were made, whatever the wording became', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await step(tx, orderWish())
    const first = await onePaper(tx, { fileId, paperId: orderId }, await by(tx))
    await saving(tx, presetTemplates.order.replace('逾期不改正的', '到期仍不改正的'), 0)
    expect((await templateOf(tx, districtId, 'order')).version).toBe(1)
    expect(await onePaper(tx, { fileId, paperId: orderId }, await by(tx))).toEqual(first)
    // Every print is told of, each by itself; who may not know names prints nothing.
    const blind = await by(tx, 'li')
    const verbs = new Set(['enforcement.read', 'enforcement.dissuade'])
    const refused = { ...blind, caller: { ...blind.caller, verbs } }
    expect((await refusal(onePaper(tx, { fileId, paperId: orderId }, refused))).code).toBe(
      'request.forbidden',
    )
    const printed = {
      by: id('gao'),
      kind: 'enforcement.file',
      of: fileId,
      details: { paperId: orderId, kind: 'order', number: '凤凰综执责改字〔2026〕第1号' },
    }
    expect(await traces(tx, 'enforcement.paper_printed')).toEqual([printed, printed])
    expect(first.name).toBe('责令限期改正通知书 凤凰综执责改字〔2026〕第1号')
    const said = JSON.stringify(first.paper.blocks)
    for (const word of ['黄志明', '《行政处罚法》第二十八条', '六十日', '六个月', '2026年3月20日'])
      expect(said).toContain(word)
  })

  inTransaction(
    'are refused with the field that is missing, in a wording and in a paper',
    async (tx) => {
      await foundOffice(tx)
      await open(tx)
      expect(
        await refusal(saving(tx, presetTemplates.order.replace('【法院】', ''), 0)),
      ).toMatchObject({
        code: 'enforcement.template_missing_field',
        details: { fields: ['法院'] },
      })
      expect(await refusal(saving(tx, `${presetTemplates.order}\n【罚款数额】`, 0))).toMatchObject({
        code: 'enforcement.template_broken',
        details: { lines: [12] },
      })
      const wish = orderWish({ violated: '' })
      expect(await refusal(step(tx, wish))).toMatchObject({
        code: 'enforcement.paper_field_missing',
        details: { fields: ['违反条款'] },
      })
      await saving(tx, `${presetTemplates.order}\n// 已审`, 0)
      expect((await refusal(saving(tx, `${presetTemplates.order}\n// 未审`, 0))).code).toBe(
        'enforcement.settings_out_of_date',
      )
    },
  )

  inTransaction(
    'come with the whole file as one PDF: index, pages, pictures, hashes',
    async (tx) => {
      await foundOffice(tx)
      await open(tx)
      const pictureId = await aPicture(tx)
      await step(tx, dissuasion, {
        evidence: [
          { id: id('evidence/1'), pictureId, sha256: null, takenAt: null, caption: '门前杂物' },
        ],
      })
      await step(tx, orderWish())
      await step(tx, serviceWish())
      expect(
        (await refusal(wholeFile(tx, { fileId, reason: '移送', store }, await by(tx, 'li')))).code,
      ).toBe('request.forbidden')
      // The page offers it to nobody to whom it would be refused.
      const li = await by(tx, 'li')
      const verbs = new Set(['enforcement.read', 'enforcement.export'])
      const blind = { ...li, caller: { ...li.caller, verbs } }
      expect((await refusal(wholeFile(tx, { fileId, reason: '移送', store }, blind))).code).toBe(
        'request.forbidden',
      )
      expect((await filePage(tx, fileId, blind)).mayExport).toBe(false)
      const { paper } = await wholeFile(tx, { fileId, reason: '移送', store }, await by(tx))
      const printed = await printPaper(paper, 'pdf')
      const pages = textOfPdf(await readFile(printed.path))
      await printed.remove()
      endPaperProgram()
      expect(pages.length).toBeGreaterThan(4)
      const contents = pages[1]?.replaceAll('\n', '') ?? ''
      for (const entry of ['办理经过', '送达回证', '证据照片', '证据流转记录'])
        expect(contents).toContain(entry)
      expect(pages.at(-1)).toContain(String(pages.length))
      const { sha256 } = (await seen(tx)).evidence[0] ?? { sha256: '' }
      expect(pages.join('').replaceAll('\n', '')).toContain(sha256)
      expect((await seen(tx)).custody[0]).toMatchObject({ act: 'exported', reason: '移送' })
    },
  )

  inTransaction('leave out nobody who had the evidence in hand', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    const pictureId = await aPicture(tx)
    await step(tx, dissuasion, {
      evidence: [{ id: id('evidence/1'), pictureId, sha256: null, takenAt: null, caption: '' }],
    })
    for (let n = 0; n < 210; n++)
      await writeCustody(
        { tx, caller: await as(tx, 'gao'), row: { id: fileId }, now: later(20 + n) },
        { act: 'looked', evidenceId: id('evidence/1'), reason: `第${n}次` },
      )
    const { paper } = await wholeFile(tx, { fileId, reason: '移送', store }, await by(tx))
    const said = JSON.stringify(paper.blocks.at(-1))
    for (const word of ['存入', '第0次', '第209次', '移送']) expect(said).toContain(word)
  })
})
