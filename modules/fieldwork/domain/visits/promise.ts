export const promiseStates = ['open', 'kept', 'broken', 'dropped'] as const
export type PromiseState = (typeof promiseStates)[number]
export type Settled = Exclude<PromiseState, 'open'>

export type PromiseRefusal = 'promise_settled' | 'words_needed' | 'not_yours'

/** Who may say what became of a promise, and move its date or owner: its owner, and whoever plans. */
export const mayMind = (
  promise: { ownerId: string },
  who: { personId: string; plans: boolean },
): boolean => who.plans || promise.ownerId === who.personId

/** Whether a promise may be settled like this; a word is owed where it was not kept. */
export function refuseSettling(
  promise: { state: PromiseState; ownerId: string },
  to: { state: Settled; words: string },
  who: { personId: string; plans: boolean },
): PromiseRefusal | null {
  if (!mayMind(promise, who)) return 'not_yours'
  if (promise.state !== 'open') return 'promise_settled'
  return to.state !== 'kept' && to.words.trim() === '' ? 'words_needed' : null
}
