import type { Block, Paper } from '#kernel/paper.ts'
import { wallAt } from '#kernel/zone.ts'
import { audit } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { logParts } from '../../domain/log/log.ts'
import type { LogView } from '../../contract/log.ts'
import en from '../../words/log.en.json' with { type: 'json' }
import zh from '../../words/log.zh-CN.json' with { type: 'json' }
import { logsOf, type LogTools, type SpanOf } from './keep.ts'

type Words = Record<string, string>
type Language = Paper['language']

const wordsIn = (language: Language): Words => (language === 'en' ? en : zh)

const said = (words: Words, key: string, values: Record<string, string> = {}) =>
  Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`{{${name}}}`, value),
    words[key] ?? key,
  )

/** The deed in the words of the log; one that a newer part of the house named keeps its name. */
const deed = (words: Words, { act, times }: { act: string; times: number }) =>
  times > 1 ? `${said(words, `did.${act}`)} ×${times}` : said(words, `did.${act}`)

/** The logs of a span as one paper: a day each, with its parts, its words, signature and additions. */
export async function paperOfLogs(
  db: Db,
  tools: LogTools,
  span: SpanOf & { language: Language },
): Promise<{ paper: Paper; name: string }> {
  const words = wordsIn(span.language)
  const { timeZone, name: district } = await readDistrict(db, tools.caller.districtId)
  const logs = await logsOf(db, tools, span)
  const { keeper: of, from, until } = span
  await audit(db, tools.caller, {
    act: 'fieldwork.logs_printed',
    details: { of, from, until },
    at: tools.now,
  })
  const clock = (iso: string) =>
    new Date(wallAt(timeZone, Date.parse(iso))).toISOString().slice(11, 16)
  const keeper = logs[0]?.keeper.name ?? ''
  const title = said(words, 'paper.title', { keeper })
  const days = logs.filter((log) => log.lines.length > 0 || log.words !== '' || log.signed !== null)
  return {
    name: `${keeper}-${span.from}-${span.until}`,
    paper: {
      title,
      language: span.language,
      letters: { size: 12, line: 20 },
      header: { left: district, right: title },
      blocks: [
        { kind: 'title', text: title },
        {
          kind: 'paragraph',
          align: 'middle',
          indent: false,
          words: said(words, 'paper.span', { from: span.from, until: span.until }),
        },
        ...(days.length === 0
          ? [{ kind: 'paragraph' as const, words: said(words, 'paper.nothing') }]
          : days.flatMap((log) => dayOf(log, words, clock))),
      ],
    },
  }
}

function dayOf(log: LogView, words: Words, clock: (iso: string) => string): Block[] {
  const parts = logParts.flatMap((part): Block[] => {
    const lines = log.lines.filter((line) => line.part === part)
    if (lines.length === 0) return []
    return [
      { kind: 'heading', level: 2, text: said(words, `part.${part}`), listed: false },
      {
        kind: 'table',
        size: 10.5,
        columns: [
          { title: said(words, 'paper.time'), share: 1 },
          { title: said(words, 'paper.what'), share: 4 },
          { title: said(words, 'paper.did'), share: 4 },
        ],
        rows: lines.map((line) => [
          clock(line.at),
          line.of.label,
          line.acts.map((act) => deed(words, act)).join(said(words, 'paper.comma')),
        ]),
      },
    ]
  })
  const state = log.signed
    ? said(words, 'paper.signed', { by: log.signed.by, at: log.signed.at.slice(0, 10) })
    : said(words, 'paper.unsigned')
  return [
    { kind: 'heading', level: 1, text: log.day },
    ...parts,
    ...(log.words === '' ? [] : [{ kind: 'paragraph' as const, words: log.words }]),
    { kind: 'paragraph', align: 'right', indent: false, words: state },
    ...log.additions.map((a): Block => ({
      kind: 'paragraph',
      words: said(words, 'paper.added', { by: a.by, at: a.at.slice(0, 10), words: a.words }),
    })),
  ]
}
