import type { Paper } from '#kernel/paper.ts'
import { wallAt } from '#kernel/zone.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import en from '../../words/papers.en.json' with { type: 'json' }
import zh from '../../words/papers.zh-CN.json' with { type: 'json' }
import type { Acting } from '../ground.ts'
import { eventPage } from './keep.ts'

/** The list to tick off at the door: who has a seat, then who waits; numbers only by their last signs. */
export async function signUpPaper(
  db: Db,
  acting: Acting,
  of: { eventId: string; language: 'zh-CN' | 'en' },
): Promise<Paper> {
  const { event, signUps } = await eventPage(db, acting, of.eventId)
  const { timeZone } = await readDistrict(db, acting.caller.districtId)
  const words: Record<string, string> = of.language === 'en' ? en : zh
  const said = (key: string) => words[key] ?? key
  const at = new Date(wallAt(timeZone, Date.parse(event.startsAt))).toISOString()
  const rowsOf = (state: 'signed' | 'waiting') =>
    signUps
      .filter((one) => one.state === state)
      .map((one, n) => [String(n + 1), one.name, one.phone, String(one.people), '', ''])
  const columns = [
    { title: said('list.number'), share: 0.6 },
    { title: said('list.name'), share: 2 },
    { title: said('list.phone'), share: 2 },
    { title: said('list.people'), share: 0.8 },
    { title: said('list.came'), share: 1 },
    { title: said('list.note'), share: 2 },
  ]
  const waiting = rowsOf('waiting')
  return {
    title: event.title,
    language: of.language,
    margins: { top: 22, right: 18, bottom: 20, left: 18 },
    letters: { size: 12, line: 18 },
    blocks: [
      { kind: 'title', text: event.title, size: 20 },
      {
        kind: 'paragraph',
        words: [at.slice(0, 16).replace('T', ' '), event.areaName, event.place].join('　'),
        align: 'middle',
      },
      { kind: 'table', columns, rows: rowsOf('signed') },
      ...(waiting.length === 0
        ? []
        : [
            { kind: 'heading' as const, level: 2 as const, text: said('list.waiting') },
            { kind: 'table' as const, columns, rows: waiting },
          ]),
    ],
  }
}
