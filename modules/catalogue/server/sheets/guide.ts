import {
  choice,
  fitting,
  formed,
  severalLines,
  yesNo,
  type InColumn,
  type Line,
  type ServedSheet,
} from '#platform/server/spreadsheet/index.ts'
import { GuideItemEdit, type GuideItemView } from '../../contract/index.ts'
import { itemClasses } from '../../domain/matter.ts'
import { editGuideItem, listGuideItems } from '../guide-items.ts'
import { known, said, whySo } from './words.ts'

const itemClass = choice(itemClasses, (code) => known(`class.${code}`))
const texts = ['name', 'nameEn', 'legalBasis', 'owner', 'nextStep', 'nextStepEn'] as const
const lists = ['steps', 'evidence'] as const
const truths = ['settleAlone', 'active'] as const

function yesNoColumn(key: (typeof truths)[number]): InColumn<GuideItemView> {
  const show = (g: GuideItemView, language: 'zh' | 'en') => yesNo.show(g[key], language)
  return { key, title: said(`col.${key}`), width: 10, meaning: yesNo.meaning, show }
}

const columns: InColumn<GuideItemView>[] = [
  {
    key: 'code',
    title: said('col.code'),
    width: 10,
    show: (g) => g.code,
    meaning: formed(/^[A-Z]{2}\d{2,4}$/, said('why.itemCode')),
  },
  {
    key: 'class',
    title: said('col.class'),
    width: 10,
    ...itemClass,
    needed: true,
    show: (g, language) => itemClass.say(g.class, language),
  },
  ...texts.map((key): InColumn<GuideItemView> => ({
    key,
    title: said(`col.${key}`),
    width: 24,
    needed: key === 'name' || key === 'nameEn',
    show: (g) => g[key],
  })),
  ...lists.map((key): InColumn<GuideItemView> => ({
    key,
    title: said(`col.${key}`),
    width: 40,
    show: (g) => g[key].join('\n'),
    meaning: (text) => severalLines(text).join('\n'),
  })),
  ...truths.map(yesNoColumn),
]

function editOf(before: GuideItemView | undefined, given: Line): GuideItemEdit {
  const list = (key: (typeof lists)[number]) =>
    given[key] === undefined ? (before?.[key] ?? []) : severalLines(given[key])
  const is = (key: (typeof truths)[number], fresh: boolean) =>
    given[key] ? given[key] === 'true' : (before?.[key] ?? fresh)
  return fitting(GuideItemEdit, {
    class: given['class'],
    ...Object.fromEntries(texts.map((key) => [key, given[key] ?? before?.[key] ?? ''])),
    steps: list('steps'),
    evidence: list('evidence'),
    settleAlone: is('settleAlone', false),
    active: is('active', true),
  })
}

/** The guide, item by item; from the first change on an item is the district's own. */
export const guideSheet: ServedSheet<GuideItemView> = {
  plan: { name: said('name.guide'), keys: ['code'], columns },
  versionOf: (g) => g.version,
  rows: (db, { districtId }) => listGuideItems(db, districtId),
  whySo,
  work: async (taking) => ({
    save: async (tx, { before, given }) => {
      const edit = { ...editOf(before, given), baseVersion: before?.version ?? null }
      await editGuideItem(tx, given['code'] ?? '', edit, taking)
    },
  }),
}
