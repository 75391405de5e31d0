import { chooseAgain, choicesOn, chosenIn, isChoice, isChosen } from './kept-choices.ts'
import { newId } from './new-id.ts'

/**
 * What stands in the fields of a page while it is loaded anew for a new version. It lies sealed in
 * this browser, for this window alone and for some minutes, and is put back as the fields appear.
 */

interface KeptField {
  form: string
  label: string
  /** Which of those with the same form and label. */
  nth: number
  /** Words, a tick, or what was chosen. */
  value: string | true | string[]
}

interface KeptPage {
  path: string
  at: number
  fields: KeptField[]
}

type Written = HTMLInputElement | HTMLTextAreaElement
type Field = Written | HTMLSelectElement

const tag = 'gongzhi.kept'
const longestMs = 600_000
const ticks = new Set(['checkbox', 'radio'])
const never = new Set(['password', 'file', 'hidden', 'button', 'submit', 'range', 'search'])

const textOf = (element: Element | null | undefined) => element?.textContent.trim() ?? ''

function formOf(field: Field): string {
  const form = field.closest('form, dialog, [role="dialog"]')
  return form?.getAttribute('aria-label') ?? textOf(form?.querySelector('h1, h2, h3'))
}

function labelOf(field: Field): string {
  const by = field.getAttribute('aria-labelledby')?.split(' ')[0]
  const named = by === undefined ? null : document.getElementById(by)
  return field.getAttribute('aria-label') ?? textOf(field.labels?.[0] ?? named)
}

const writtenFields = (page: ParentNode): Written[] =>
  [...page.querySelectorAll<Written>('textarea, input')].filter(
    (field) =>
      !isChoice(field) &&
      !never.has(field.type) &&
      !field.disabled &&
      !field.readOnly &&
      field.getAttribute('aria-hidden') !== 'true',
  )

function* fieldsOf(page: ParentNode): Generator<{ field: Field } & Omit<KeptField, 'value'>> {
  const seen = new Map<string, number>()
  for (const field of [...writtenFields(page), ...choicesOn(page)]) {
    const [form, label] = [formOf(field), labelOf(field)]
    const key = JSON.stringify([form, label])
    const nth = seen.get(key) ?? 0
    seen.set(key, nth + 1)
    yield { field, form, label, nth }
  }
}

function valueOf(field: Field): KeptField['value'] | null {
  if (isChoiceField(field)) return isChosen(field) ? chosenIn(field) : null
  if (field instanceof HTMLInputElement && ticks.has(field.type))
    return field.checked && !field.defaultChecked ? true : null
  return field.value.trim() === '' ? null : field.value
}

/** Everything that was written, ticked or chosen. */
export const writtenOn = (page: ParentNode): KeptField[] =>
  [...fieldsOf(page)].flatMap(({ field, ...place }) => {
    const value = valueOf(field)
    return value === null ? [] : [{ ...place, value }]
  })

/**
 * Puts back what finds its field empty, and what was chosen where something else stands for lack of a
 * choice; answers what has found none yet.
 */
export function putBack(page: ParentNode, kept: readonly KeptField[]): KeptField[] {
  const there = [...fieldsOf(page)]
  return kept.filter((one) => {
    const found = there.find(
      ({ form, label, nth }) => form === one.form && label === one.label && nth === one.nth,
    )
    if (!found) return true
    write(found.field, one.value)
    return false
  })
}

const isChoiceField = (field: Field): field is Exclude<Field, HTMLTextAreaElement> =>
  isChoice(field)

function write(field: Field, value: KeptField['value']): void {
  if (isChoiceField(field)) {
    if (Array.isArray(value)) void chooseAgain(field, value)
    return
  }
  if (Array.isArray(value)) return
  if (value === true) {
    if (!field.matches(':checked')) field.click()
    return
  }
  if (field.value !== '') return
  const kind =
    field instanceof HTMLTextAreaElement
      ? HTMLTextAreaElement.prototype
      : HTMLInputElement.prototype
  // As a person would: the page hears of it by the event.
  Object.getOwnPropertyDescriptor(kind, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Keeps what stands in the fields; false: this browser cannot keep it sealed. */
export async function keepWords(): Promise<boolean> {
  const page: KeptPage = { path: location.pathname, at: Date.now(), fields: writtenOn(document) }
  try {
    const id = newId()
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ])
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const bytes = new TextEncoder().encode(JSON.stringify(page))
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes)
    await inStore((store) => store.put({ key, iv, data }, id))
    sessionStorage.setItem(tag, id)
    return true
  } catch {
    return false
  }
}

interface Sealed {
  key: CryptoKey
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

/** What was kept for this page, and no longer: it is read once. */
async function takeKept(): Promise<KeptField[]> {
  const id = sessionStorage.getItem(tag)
  if (id === null) return []
  sessionStorage.removeItem(tag)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- we put it there ourselves
  const sealed = (await inStore((store) => store.get(id))) as Sealed | undefined
  // All of it: what another window kept at the same moment would have been taken by now.
  await inStore((store) => store.delete(id))
  if (!sealed) return []
  const { key, iv, data } = sealed
  const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- we wrote it ourselves
  const page = JSON.parse(new TextDecoder().decode(bytes)) as KeptPage
  const fresh = Date.now() - page.at < longestMs && page.path === location.pathname
  return fresh ? page.fields : []
}

/**
 * Puts back what was kept as the fields appear, forms that are opened later too, for as long as the
 * person stays on this page. Answers whether there was anything.
 */
export async function putBackWords(): Promise<boolean> {
  let kept = await takeKept().catch(() => [])
  if (kept.length === 0) return false
  const path = location.pathname
  const look = () => {
    kept = location.pathname === path ? putBack(document, kept) : []
    if (kept.length === 0) watcher.disconnect()
  }
  const watcher = new MutationObserver(look)
  watcher.observe(document.body, { childList: true, subtree: true })
  look()
  return true
}

function inStore<T>(use: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('gongzhi-kept', 1)
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('pages'))
    opening.addEventListener('error', () => reject(opening.error ?? new Error('closed')))
    opening.addEventListener('success', () => {
      const request = use(opening.result.transaction('pages', 'readwrite').objectStore('pages'))
      const { transaction } = request
      transaction?.addEventListener('complete', () => {
        opening.result.close()
        resolve(request.result)
      })
      transaction?.addEventListener('abort', () => reject(request.error ?? new Error('full')))
    })
  })
}
