import type { Input } from '#platform/web/console/say.ts'
import { newId } from '#platform/web/new-id.ts'
import type { FileView, takeStep } from '../contract/index.ts'
import { proofFields, type ServiceMode } from '../domain/service.ts'
import type { Step } from '../domain/ladder.ts'

export type Order = Input<typeof takeStep.body>['order']

/** Everything that a form may ask; each step takes what it needs. */
export interface Draft {
  words: string
  who: string
  whoName: string
  zone: string
  answer: 'accepted' | 'declined' | 'thinking'
  community: string
  absentWhy: string
  promise: string
  promiseBy: string
  finding: 'mended' | 'not_mended'
  secondId: string | null
  partyIds: string[]
  facts: string
  violated: string
  demand: string
  untilDay: string
  mode: ServiceMode
  proof: Record<string, string>
  toAuthorityId: string | null
  theirs: 'received' | 'filed' | 'decided' | 'not_punished' | 'returned'
  theirNumber: string
  onTheSpot: 'yes' | 'no'
  on: string
}
export type Field = keyof Draft

/** The day of the browser, as a date field writes it. */
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)

export const emptyDraft = (file: FileView, step: Step): Draft => ({
  words: '',
  who: '',
  whoName: '',
  zone: '',
  answer: 'thinking',
  community: '',
  absentWhy: '',
  promise: '',
  promiseBy: dayFromNow(3),
  finding: 'mended',
  secondId: file.officers[0]?.personId ?? null,
  partyIds: file.partyRows.map((party) => party.id),
  facts: '',
  violated: '',
  demand: '',
  untilDay: dayFromNow(4),
  mode: 'direct',
  proof: { on: dayFromNow(0) },
  toAuthorityId: (step === 'transfer' ? others(file) : file.punishers)[0]?.id ?? null,
  theirs: 'received',
  theirNumber: '',
  onTheSpot: 'no',
  on: dayFromNow(0),
})

/** Who may order in this matter and is not the own body: a letter goes to somebody else. */
export const others = (file: FileView) => file.orderers.filter(({ own }) => !own)

/** Which fields a step asks for, in order; those with a star must be filled. */
export const fieldsOf: Record<Step, readonly (Field | `${Field}*`)[]> = {
  dissuade: ['words', 'who', 'whoName'],
  offer_stalls: ['zone*', 'answer', 'words'],
  talk: ['words*', 'community', 'absentWhy', 'promise', 'promiseBy'],
  promise: ['promise*', 'promiseBy*', 'words'],
  revisit: ['finding', 'words*'],
  order: ['secondId*', 'partyIds*', 'facts*', 'violated*', 'demand*', 'untilDay*'],
  withdraw_order: ['secondId*', 'words*'],
  serve: ['secondId*', 'mode', 'proof'],
  reinspect: ['secondId*', 'finding', 'words*'],
  hand_over: ['toAuthorityId*', 'words'],
  transfer: ['toAuthorityId*', 'words*'],
  news: ['theirs', 'theirNumber', 'onTheSpot', 'on*', 'words'],
  make_void: ['words*'],
}

const filled = (value: Draft[Field]) =>
  Array.isArray(value) ? value.length > 0 : typeof value !== 'string' || value.trim() !== ''

/** A talk says who came from the community, or why nobody did. */
const communityIsSaid = (draft: Draft) => filled(draft.community) || filled(draft.absentWhy)

export const isReady = (step: Step, draft: Draft): boolean =>
  (step !== 'talk' || communityIsSaid(draft)) &&
  fieldsOf[step].every((field) => {
    if (!field.endsWith('*')) return true
    const value = draft[field.slice(0, -1) as Field] // oxlint-disable-line typescript/no-unsafe-type-assertion -- a field with its star taken off
    return value !== null && filled(value)
  })

const dissuader = (draft: Draft) =>
  draft.who === '' ? null : { kind: draft.who as 'community', name: draft.whoName.trim() } // oxlint-disable-line typescript/no-unsafe-type-assertion -- one of the words of the choice

function promisesOf(draft: Draft) {
  const what = draft.promise.trim()
  return what === ''
    ? []
    : draft.partyIds.map((partyId) => ({ id: newId(), partyId, what, byDay: draft.promiseBy }))
}

const orNull = (text: string | undefined) => (text === undefined || text === '' ? null : text)

function proofOf({ proof }: Draft) {
  const texts = Object.fromEntries(
    proofFields
      .filter((f) => f !== 'pictures')
      .map((field) => [field, (proof[field] ?? '').trim()]),
  )
  return {
    ...texts,
    on: proof['on'] ?? dayFromNow(0),
    arrivedOn: orNull(proof['arrivedOn']),
    consentOn: orNull(proof['consentOn']),
  }
}

/** The step as the server takes it. */
export function orderOf(step: Step, draft: Draft): Order {
  const words = draft.words.trim()
  const { secondId, finding } = draft
  const toAuthorityId = draft.toAuthorityId ?? ''
  const makers: Record<Step, () => Order> = {
    dissuade: () => ({ step: 'dissuade', words, who: dissuader(draft) }),
    offer_stalls: () => ({
      step: 'offer_stalls',
      zone: draft.zone.trim(),
      answer: draft.answer,
      words,
    }),
    talk: () => ({
      step: 'talk',
      words,
      community: orNull(draft.community.trim()),
      absentWhy: draft.absentWhy.trim(),
      promises: promisesOf(draft),
    }),
    promise: () => ({ step: 'promise', words, promises: promisesOf(draft) }),
    revisit: () => ({ step: 'revisit', finding, words }),
    order: () => ({
      step: 'order',
      paperId: newId(),
      secondId,
      partyIds: draft.partyIds,
      facts: draft.facts.trim(),
      violated: draft.violated.trim(),
      demand: draft.demand.trim(),
      untilDay: draft.untilDay,
    }),
    withdraw_order: () => ({ step: 'withdraw_order', secondId, words }),
    serve: () => ({
      step: 'serve',
      secondId,
      serviceId: newId(),
      mode: draft.mode,
      proof: proofOf(draft),
    }),
    reinspect: () => ({ step: 'reinspect', secondId, paperId: newId(), finding, words }),
    hand_over: () => ({ step: 'hand_over', paperId: newId(), toAuthorityId, words }),
    transfer: () => ({ step: 'transfer', paperId: newId(), toAuthorityId, words }),
    news: () => ({
      step: 'news',
      theirs: draft.theirs,
      theirNumber: draft.theirNumber.trim(),
      onTheSpot: draft.theirs === 'decided' && draft.onTheSpot === 'yes',
      on: draft.on,
      words,
    }),
    make_void: () => ({ step: 'make_void', words }),
  }
  return makers[step]()
}
