import type { Block, Paper } from '#kernel/paper.ts'
import type { BoardView } from '../../contract/boards.ts'
import { linesOf, stepsOf, type BoardText } from '../../domain/boards.ts'
import en from '../../words/boards.en.json' with { type: 'json' }
import zh from '../../words/boards.zh-CN.json' with { type: 'json' }

type Words = Readonly<Record<string, string>>

/** The four boards, one a sheet, in letters to be read from the door, each with the code for reporting. */
export function boardsPaper(
  board: BoardView,
  as: { size: 'A3' | 'A4'; language: 'zh-CN' | 'en'; publicUrl: string },
): Paper {
  const words: Words = as.language === 'en' ? en : zh
  const said = (key: string) => words[key] ?? key
  const large = as.size === 'A3' ? 1.42 : 1
  const textOf = (text: BoardText) => (as.language === 'en' && text.en !== '' ? text.en : text.zh)
  const size = 17 * large
  const list = (text: BoardText): Block[] => [
    ...linesOf(textOf(text)).map((line, index): Block => ({
      kind: 'paragraph',
      words: `${index + 1}. ${line}`,
      align: 'left',
      size,
      above: 3 * large,
    })),
    ...presetNote(text, said, large),
  ]
  const sheet = (name: string, blocks: readonly Block[], last = false): Block[] => [
    { kind: 'paragraph', words: board.name, align: 'middle', size: 14 * large },
    { kind: 'title', text: said(`board.${name}`), size: 30 * large },
    ...blocks,
    ...reportBlocks(board, { ...as, large, words: said('report') }),
    ...(last ? [] : [{ kind: 'pageBreak' } as const]),
  ]
  return {
    title: `${board.name} ${said('title')}`,
    language: as.language,
    size: as.size,
    margins: { top: 22 * large, right: 20 * large, bottom: 18 * large, left: 20 * large },
    letters: { size, line: size * 1.5 },
    footer: { middle: [board.address, board.hours, board.phone].filter(Boolean).join('　') },
    blocks: [
      ...sheet('people', peopleBlocks(board, said, large)),
      ...sheet('flow', [
        { kind: 'flow', steps: stepsOf(textOf(board.flow)), size: 16 * large },
        ...presetNote(board.flow, said, large),
      ]),
      ...sheet('duty', [
        ...list(board.duty),
        ...(board.tasks
          ? [
              { kind: 'heading' as const, level: 1 as const, text: said('board.tasks') },
              ...list(board.tasks),
            ]
          : []),
      ]),
      ...sheet('rules', list(board.rules), true),
    ],
  }
}

const presetNote = (text: BoardText, said: (key: string) => string, large: number): Block[] =>
  text.preset
    ? [
        {
          kind: 'paragraph',
          words: [{ text: said('preset'), colour: '66737A' }],
          align: 'left',
          size: 11 * large,
          above: 4,
        },
      ]
    : []

function peopleBlocks(board: BoardView, said: (key: string) => string, large: number): Block[] {
  const names = board.people.some((post) => post.names.length > 0)
  const phones = board.people.some((post) => post.dutyPhone !== null)
  return [
    {
      kind: 'table',
      size: 14 * large,
      columns: [
        { title: said('column.post'), share: 2 },
        { title: said('column.organisation'), share: 2 },
        ...(names ? [{ title: said('column.name'), share: 1.4 }] : []),
        ...(phones ? [{ title: said('column.phone'), share: 1.6 }] : []),
      ],
      rows: board.people.map((post) => [
        post.title,
        post.organisation,
        ...(names ? [post.vacant ? said('vacant') : post.names.join('、')] : []),
        ...(phones ? [post.dutyPhone ?? ''] : []),
      ]),
    },
  ]
}

const reportBlocks = (
  board: BoardView,
  as: { publicUrl: string; large: number; words: string },
): Block[] => [
  { kind: 'space', height: 6 * as.large },
  {
    kind: 'qr',
    text: `${as.publicUrl}${board.reportPath}`,
    size: 38 * as.large,
    caption: as.words,
  },
]
