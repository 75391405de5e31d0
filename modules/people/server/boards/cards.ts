import type { Block, Paper } from '#kernel/paper.ts'
import type { BoardView } from '../../contract/boards.ts'
import en from '../../words/boards.en.json' with { type: 'json' }
import zh from '../../words/boards.zh-CN.json' with { type: 'json' }

type Words = Readonly<Record<string, string>>

/** As many cards as fit on a sheet, and people as fit on a card: there is the code for the rest. */
const CARDS = 3
const PEOPLE = 4

/**
 * Contact cards of a station to cut out and leave at a door: where it is and when, by which number,
 * who is there, and the code for reporting. Names and duty telephones only where the district shows them.
 */
export function cardsPaper(
  board: BoardView,
  as: { language: 'zh-CN' | 'en'; publicUrl: string },
): Paper {
  const words: Words = as.language === 'en' ? en : zh
  const said = (key: string) => words[key] ?? key
  const card = cardOf(board, said, `${as.publicUrl}${board.reportPath}`)
  return {
    title: `${board.name} ${said('card')}`,
    language: as.language,
    size: 'A4',
    margins: { top: 10, right: 20, bottom: 10, left: 20 },
    letters: { size: 11, line: 16 },
    footer: null,
    blocks: Array.from({ length: CARDS }, (_, n) => [
      ...card,
      ...(n < CARDS - 1 ? [{ kind: 'rule' } as const] : []),
    ]).flat(),
  }
}

function cardOf(board: BoardView, said: (key: string) => string, address: string): Block[] {
  const where = [
    { label: said('where'), value: board.address },
    { label: said('hours'), value: board.hours },
    { label: said('phone'), value: board.phone },
  ].flatMap(({ label, value }) => (value === null || value === '' ? [] : [{ label, value }]))
  return [
    {
      kind: 'paragraph',
      words: [{ text: board.name, bold: true }],
      align: 'middle',
      size: 15,
    },
    ...(where.length > 0 ? [{ kind: 'fields' as const, columns: 1 as const, fields: where }] : []),
    ...peopleOf(board).map((line): Block => ({
      kind: 'paragraph',
      words: line,
      align: 'left',
      indent: false,
    })),
    { kind: 'qr', text: address, size: 21, caption: said('report') },
  ]
}

/** Those who can be called first, then those who are named; an empty post helps nobody. */
function peopleOf({ people }: BoardView): string[] {
  const reachable = people.filter((post) => !post.vacant)
  const known = reachable.filter((post) => post.dutyPhone !== null || post.names.length > 0)
  return known
    .toSorted((a, b) => Number(b.dutyPhone !== null) - Number(a.dutyPhone !== null))
    .slice(0, PEOPLE)
    .map((post) => [post.title, post.names.join('、'), post.dutyPhone].filter(Boolean).join('　'))
}
