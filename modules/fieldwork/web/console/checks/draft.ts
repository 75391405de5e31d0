import type { Input } from '#platform/web/console/say.ts'
import { newId } from '#platform/web/new-id.ts'
import type {
  checksContract,
  CheckPlaceView,
  ListView,
  ScheduleShape,
} from '../../../contract/index.ts'
import type { ItemKind } from '../../../domain/checks/item.ts'

export interface ItemDraft {
  id: string
  words: string
  kind: ItemKind
  unit: string
  least: number | null
  most: number | null
  picture: boolean
}

export type PlaceDraft = Pick<CheckPlaceView, 'id' | 'kind' | 'ref' | 'name'>

export interface ListDraft {
  id: string
  name: string
  purpose: string
  areaCode: string
  kinds: string[]
  schedule: ScheduleShape
  openDays: number
  startsOn: string
  active: boolean
  items: ItemDraft[]
  places: PlaceDraft[]
  baseVersion: number | null
}

export const freshItem = (): ItemDraft => ({
  id: newId(),
  words: '',
  kind: 'yes_no',
  unit: '',
  least: null,
  most: null,
  picture: false,
})

export const freshList = (today: string): ListDraft => ({
  id: newId(),
  name: '',
  purpose: '',
  areaCode: '',
  kinds: [],
  schedule: { every: 'week', weekdays: [1], workingDays: true },
  openDays: 1,
  startsOn: today,
  active: true,
  items: [freshItem()],
  places: [],
  baseVersion: null,
})

export const draftOf = (list: ListView): ListDraft => ({
  id: list.id,
  name: list.name,
  purpose: list.purpose,
  areaCode: list.areaCode,
  kinds: list.kinds,
  schedule: list.schedule,
  openDays: list.openDays,
  startsOn: list.startsOn,
  active: list.active,
  items: list.items,
  places: list.places,
  baseVersion: list.version,
})

const hasDays = (schedule: ScheduleShape): boolean =>
  schedule.every === 'day' ||
  (schedule.every === 'week' && schedule.weekdays.length > 0) ||
  (schedule.every === 'month' && schedule.days.length > 0) ||
  (schedule.every === 'dates' && schedule.dates.length > 0)

/** Whether enough is given to be saved. */
export const isWhole = (draft: ListDraft): boolean =>
  draft.name.trim() !== '' &&
  draft.areaCode !== '' &&
  draft.kinds.length > 0 &&
  draft.startsOn !== '' &&
  hasDays(draft.schedule) &&
  draft.items.length > 0 &&
  draft.items.every((item) => item.words.trim() !== '') &&
  draft.places.length > 0

export const listInput = (draft: ListDraft): Input<typeof checksContract.saveList.body> => ({
  ...draft,
  items: draft.items.map((item) =>
    item.kind === 'number' ? item : { ...item, unit: '', least: null, most: null },
  ),
  places: draft.places.map(({ id, kind, ref }) => ({ id, kind, ref })),
})

/** Days of the month in what was typed. */
export const daysIn = (text: string): number[] =>
  [...new Set(text.split(/[^0-9]+/).map(Number))].filter((n) => n >= 1 && n <= 31)

/** Dates in what was typed. */
export const datesIn = (text: string): string[] => [
  ...new Set(
    (text.match(/\d{4}-\d{2}-\d{2}/g) ?? []).filter((date) => !Number.isNaN(Date.parse(date))),
  ),
]
