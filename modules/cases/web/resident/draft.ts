import { newId } from '#platform/web/new-id.ts'
import { reportCase, type Receipt } from '#modules/cases/contract/report.ts'
import { call, CallError, type CallInput } from '#platform/web/call.ts'
import { keptValue, type Kept } from '../phone/kept.ts'
import { keepReport } from './own-reports.ts'

export type Danger = 'gas' | 'fire' | 'live_wire' | 'collapse'
type Body = CallInput<
  typeof reportCase.params,
  typeof reportCase.query,
  typeof reportCase.body
>['body']

/** A report being written. Once `frozen`, it goes out as it was, until the server acknowledges it. */
export interface Draft {
  clientId: string
  step: 1 | 2 | 3
  photos: readonly string[]
  point: { lon: number; lat: number; method: 'map' | 'qr' | 'address' } | null
  address: string
  addressId: string | null
  doorplate: string | null
  words: string
  phone: string
  confidential: boolean
  danger: Danger | null
  frozen: Body | null
  /** Acknowledged: shown until the person goes on, never sent again. */
  receipt: Receipt | null
}

const nothing: Draft | null = null
const stores = new Map<string, Kept<Draft | null>>()

export function draftOf(districtId: string): Kept<Draft | null> {
  const open = stores.get(districtId)
  if (open) return open
  const store = keptValue<Draft | null>(`gongzhi.draft.${districtId}`, nothing)
  stores.set(districtId, store)
  clearAcknowledged(districtId)
  return store
}

/** What has arrived makes room for the next report. */
export function clearAcknowledged(districtId: string): void {
  const store = draftOf(districtId)
  if (store.get()?.receipt) store.clear()
}

export const newDraft = (): Draft => ({
  clientId: newId(),
  step: 1,
  photos: [],
  point: null,
  address: '',
  addressId: null,
  doorplate: null,
  words: '',
  phone: '',
  confidential: false,
  danger: null,
  frozen: null,
  receipt: null,
})

export const phoneLooksRight = (phone: string): boolean => /^[0-9+ -]{5,20}$/.test(phone.trim())

export function bodyOf(draft: Draft): Body {
  const phone = draft.phone.trim()
  return {
    clientId: draft.clientId,
    words: draft.words.trim(),
    place: draft.point ? { ...draft.point, system: 'WGS84' } : null,
    address: draft.address.trim(),
    addressId: draft.addressId,
    doorplate: draft.doorplate,
    photos: [...draft.photos],
    phone: phone === '' ? null : phone,
    confidential: draft.confidential,
    danger: draft.danger,
  }
}

/** Nothing to go by: neither picture, words nor danger. */
export const saysNothing = (draft: Draft): boolean =>
  draft.photos.length === 0 && draft.words.trim() === '' && draft.danger === null

const underWay = new Map<string, Promise<Receipt>>()

/** One report however often it is pressed: the id stays, and a second press joins the first sending. */
export function sendDraft(districtId: string): Promise<Receipt> {
  const store = draftOf(districtId)
  const draft = store.get()
  if (!draft) return Promise.reject(new CallError(0, 'report.nothing'))
  const running = underWay.get(draft.clientId)
  if (running) return running
  const body = draft.frozen ?? bodyOf(draft)
  store.set({ ...draft, frozen: body })
  const sending = call(reportCase, { params: { districtId }, body })
    .then((receipt) => {
      const { shortCode, number, ownKey, lookKey } = receipt
      const at = new Date().toISOString()
      keepReport({ districtId, shortCode, number, ownKey, lookKey, words: draft.words, at })
      store.set({ ...draft, frozen: body, receipt })
      return receipt
    })
    .catch((error: unknown) => {
      // Refused as written: let the person mend it. Silence keeps it frozen, for it may have arrived.
      const now = store.get()
      if (now && error instanceof CallError && [400, 413, 422].includes(error.status))
        store.set({ ...now, frozen: null })
      throw error
    })
    .finally(() => underWay.delete(draft.clientId))
  underWay.set(draft.clientId, sending)
  return sending
}
