import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import type { Tx } from '../database.ts'
import { refused } from '../problem.ts'
import {
  CellFault,
  ColumnFault,
  csvOf,
  faultSheet,
  readSheet,
  sheetOf,
  takeIn,
  xlsxOf,
  type Line,
  type Outcome,
  type SheetPlan,
} from './index.ts'

interface Division {
  code: string
  name: string
}

const plan: SheetPlan<Division> = {
  name: { zh: '区划', en: 'Divisions' },
  keys: ['code'],
  columns: [
    {
      key: 'code',
      title: { zh: '代码', en: 'Code' },
      needed: true,
      show: (d) => d.code,
      check: (text) => {
        if (!/^\d{6}$/.test(text)) throw new CellFault({ zh: '要六位数字', en: 'six digits' })
      },
    },
    { key: 'name', title: { zh: '名称', en: 'Name' }, needed: true, show: (d) => d.name },
  ],
}

async function save(tx: Tx, line: Line): Promise<Outcome> {
  const { code = '', name = '' } = line
  if (name === '不要') throw refused('places.not_wanted')
  if (name === '坏') throw new ColumnFault('name', { zh: '不是名称', en: 'not a name' })
  const before = await sql<Division>`select name from places.division where code = ${code}`.execute(
    tx,
  )
  const old = before.rows[0]
  if (old?.name === name) return 'same'
  await sql`insert into places.division (code, name, kind, edition) values (${code}, ${name}, 'county', 'x')
    on conflict (code) do update set name = excluded.name`.execute(tx)
  return old ? 'changed' : 'created'
}

const bytesOf = async (chunks: AsyncIterable<Buffer>) => {
  const parts: Buffer[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

const take = (tx: Tx, csv: string | Buffer, dryRun = false) =>
  takeIn(tx, plan, {
    bytes: Buffer.from(csv),
    dryRun,
    language: 'zh',
    save,
    whySo: ({ code }) => ({ zh: `不行：${code}`, en: code }),
  })

const all = async (tx: Tx) =>
  (
    await sql<Division>`select code, name from places.division where edition = 'x' order by code`.execute(
      tx,
    )
  ).rows

describe('taking in a sheet', () => {
  useDatabase()

  inTransaction('says in a dry run what would happen, and does it only then', async (tx) => {
    const csv = '代码,名称\n990001,东区\n990002,西区\n'
    expect(await take(tx, csv, true)).toMatchObject({ created: 2, faulty: 0, applied: false })
    expect(await all(tx)).toEqual([])
    expect(await take(tx, csv)).toMatchObject({ created: 2, applied: true })
    expect(await take(tx, csv)).toMatchObject({ created: 0, same: 2, applied: true })
    const other = csv.replace('西区', '南区')
    expect(await take(tx, other)).toMatchObject({ changed: 1, same: 1, applied: true })
    expect(await all(tx)).toEqual([
      { code: '990001', name: '东区' },
      { code: '990002', name: '南区' },
    ])
  })

  inTransaction('takes all or nothing, and names each cell with its reason', async (tx) => {
    const csv = 'name,code\n东区,990001\n西区,99\n南区,990001\n,990004\n不要,990005\n坏,990006\n'
    const taken = await take(tx, csv)
    expect(taken).toMatchObject({ lines: 6, faulty: 5, applied: false })
    expect(taken.faults.map((f) => [f.cell, f.title, f.given, f.why.zh])).toEqual([
      ['B3', '代码', '99', '要六位数字'],
      ['B4', '代码', '990001', '与第 2 行重复'],
      ['A5', '名称', '', '不能为空'],
      ['B6', '代码', '990005', '不行：places.not_wanted'],
      ['A7', '名称', '坏', '不是名称'],
    ])
    expect(await all(tx)).toEqual([])
    const sheet = await readSheet(await bytesOf(faultSheet(taken.faults, 'zh')))
    expect(sheet.titles).toEqual(['单元格', '列', '内容', '原因'])
    expect(sheet.lines[0]?.cells).toEqual(['B3', '代码', '99', '要六位数字'])
  })

  inTransaction('takes what it wrote out itself, and changes nothing', async (tx) => {
    await take(tx, '代码,名称\n010001,=东区\n')
    for (const write of [csvOf, (s: Parameters<typeof csvOf>[0]) => xlsxOf([s], 'UTC')]) {
      const bytes = await bytesOf(write(sheetOf(plan, await all(tx), 'en')))
      expect(await take(tx, bytes)).toMatchObject({ lines: 1, same: 1, faulty: 0, applied: true })
    }
  })

  inTransaction('refuses a sheet of another kind', async (tx) => {
    await expect(take(tx, 'code,x\n990001,东区\n')).rejects.toMatchObject({
      code: 'spreadsheet.columns_missing',
      details: { columns: '名称' },
    })
  })
})
