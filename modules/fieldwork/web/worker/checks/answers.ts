import type { MatterView } from '#modules/catalogue/contract/index.ts'
import type { Input } from '#platform/web/console/say.ts'
import type { PickedPhotos } from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import type { checksContract, ItemView } from '../../../contract/index.ts'
import { isFine, lackOf } from '../../../domain/checks/item.ts'

export type Become = 'case' | 'settled' | 'note'

/** An answer while it is given. */
export interface Draft {
  id: string
  /** Empty: not answered yet; null: it cannot be looked at. */
  value: string | null
  words: string
  photos: PickedPhotos
  /** Said to be a problem though the answer itself is none. */
  wrong: boolean
  become: Become
  matter: MatterView | null
  after: PickedPhotos
}

export const noPhotos: PickedPhotos = { ids: [], pending: 0, failed: 0 }

export const freshDraft = (): Draft => ({
  id: newId(),
  value: '',
  words: '',
  photos: noPhotos,
  wrong: false,
  become: 'case',
  matter: null,
  after: noPhotos,
})

const troubleOf = (draft: Draft) => (draft.become === 'note' ? null : draft.become)
const asAnswer = (draft: Draft, trouble: 'case' | 'settled' | null) => ({
  value: draft.value,
  words: draft.words,
  photos: draft.photos.ids,
  trouble,
})

/** Whether something is to be done about it: the answer is out of bounds, or the worker says so. */
export const isTrouble = (item: ItemView, draft: Draft): boolean =>
  draft.value !== null &&
  draft.value.trim() !== '' &&
  (draft.wrong || !isFine(item, asAnswer(draft, null)))

/** What an answer still lacks, as the key of the words that say so. */
export function lacking(item: ItemView, draft: Draft): string | null {
  const trouble = isTrouble(item, draft) ? troubleOf(draft) : null
  const lack = lackOf(item, asAnswer(draft, trouble))
  if (lack !== null) return `check.need.${lack}`
  if (draft.wrong && draft.become === 'note' && draft.words.trim() === '') return 'check.need.words'
  if (trouble !== 'settled') return null
  if (draft.after.ids.length === 0) return 'check.need.after'
  return draft.matter === null ? 'check.need.matter' : null
}

type AnswerInput = Input<typeof checksContract.recordRound.body>['answers'][number]

export function answerOf(item: ItemView, draft: Draft): AnswerInput {
  const trouble = isTrouble(item, draft) ? troubleOf(draft) : null
  return {
    id: draft.id,
    itemId: item.id,
    value: draft.value === null ? null : draft.value.trim(),
    words: draft.words.trim(),
    photos: draft.photos.ids,
    trouble:
      trouble === 'settled' && draft.matter
        ? {
            is: 'settled',
            matter: { kind: draft.matter.kind, code: draft.matter.code },
            after: draft.after.ids,
          }
        : trouble === 'case'
          ? { is: 'case' }
          : null,
  }
}
