import { useSyncExternalStore } from 'react'
import { choicesOn, isChosen } from './kept-choices.ts'
import { keepWords } from './kept-words.ts'
import { standingNow } from './standing.ts'

/**
 * Pages that open without signal, and how a new version of them comes: it is fetched beside the old
 * one, announced, and taken once nobody is writing in any window of this browser.
 */

let waiting: ServiceWorker | null = null
let registered: ServiceWorkerRegistration | null = null
/** This window has asked for the change; the others change with it, since they were calm. */
let taking = false
const listeners = new Set<() => void>()
const windows =
  typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('gongzhi-calm')

const hourly = 3_600_000
/** Windows in the background answer late, but they answer. */
const answerMs = 400
/** A new version is fetched whole before it stands ready. */
const fetchMs = 10_000

function become(next: ServiceWorker | null) {
  waiting = next
  for (const tell of listeners) tell()
}

/**
 * A field with something in it, a choice made in a form, a chosen picture, an open sheet: somebody is
 * in the middle of something. What a list is narrowed by stands in the address, and waits for nobody.
 */
export function isCalm(page: ParentNode = document): boolean {
  if (page.querySelector('dialog[open], .picked, [aria-busy="true"]')) return false
  if (choicesOn(page).some((field) => field.closest(forms) && isChosen(field))) return false
  return [
    ...page.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('textarea, input'),
  ].every(isEmpty)
}

const forms = 'form, [role="dialog"]'
const ticks = new Set(['checkbox', 'radio'])
const idle = new Set(['button', 'submit', 'hidden', 'range', 'search'])

function isEmpty(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  if (field instanceof HTMLInputElement && ticks.has(field.type))
    return field.checked === field.defaultChecked
  return idle.has(field.type) || field.value.trim() === ''
}

/** Registers the script that keeps a face's pages. Where that is not possible, pages need a line. */
export async function keepPages(script: string, scope: string): Promise<void> {
  const { serviceWorker } = navigator as Partial<Navigator>
  if (!serviceWorker) return
  try {
    watch(serviceWorker, await serviceWorker.register(script, { scope }))
  } catch {
    // Without TLS, in a private window, or while a page is being developed.
  }
}

function watch(container: ServiceWorkerContainer, registration: ServiceWorkerRegistration): void {
  registered = registration
  const look = () => {
    // The very first version has nothing to replace.
    if (registration.waiting && container.controller) become(registration.waiting)
  }
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look)
  })
  look()
  // A page that has only just opened shows no form yet.
  void takeNewVersion()
  let controlled = container.controller !== null
  container.addEventListener('controllerchange', () => {
    // The first version only takes charge of a page that is already the newest.
    if (controlled && (taking || isCalm())) location.reload()
    controlled = true
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void takeNewVersion()
    else void registration.update().catch(() => undefined)
  })
  setInterval(() => void registration.update().catch(() => undefined), hourly)
}

windows?.addEventListener('message', ({ data }) => {
  if (data === 'is everybody calm?' && !isCalm()) windows.postMessage('not yet') // oxlint-disable-line unicorn/require-post-message-target-origin -- a channel, not a window
})

const everybodyCalm = async (): Promise<boolean> => isCalm() && (await othersCalm())

async function othersCalm(): Promise<boolean> {
  if (!windows) return true
  return new Promise((resolve) => {
    const hear = ({ data }: MessageEvent<unknown>) => {
      if (data === 'not yet') end(false)
    }
    const end = (calm: boolean) => {
      windows.removeEventListener('message', hear)
      clearTimeout(timer)
      resolve(calm)
    }
    const timer = setTimeout(() => end(true), answerMs)
    windows.addEventListener('message', hear)
    windows.postMessage('is everybody calm?') // oxlint-disable-line unicorn/require-post-message-target-origin -- a channel, not a window
  })
}

/** Changes to the new version if nobody is writing; false: somebody is, and it stays announced. */
export async function takeNewVersion(): Promise<boolean> {
  if (!waiting || taking) return false
  if (!(await everybodyCalm()) || !isCalm()) return false
  taking = true
  waiting.postMessage('take') // oxlint-disable-line unicorn/require-post-message-target-origin -- a worker, not a window
  return true
}

/** Pictures that were chosen, and what is on its way, cannot be carried over. */
const canCarry = () => document.querySelector('.picked, [aria-busy="true"]') === null

/**
 * The person asks for the new version. What stands in the fields of this window is kept and put back.
 * Writing: it cannot be kept, or somebody is writing in another window that would change too. Fetching:
 * what is kept for lack of signal is not fetched whole yet, and the old pages would come back.
 */
export async function loadNewVersion(): Promise<'taken' | 'writing' | 'fetching'> {
  if (taking) return 'taken'
  if (!waiting && standingNow() === 'replaced' && !(await fetchedNewer())) return 'fetching'
  if (waiting && !(await othersCalm())) return 'writing'
  if (!isCalm() && !(canCarry() && (await keepWords()))) return 'writing'
  taking = true
  if (waiting) waiting.postMessage('take') // oxlint-disable-line unicorn/require-post-message-target-origin -- a worker, not a window
  else location.reload()
  return 'taken'
}

/** Where pages are kept for lack of signal, the kept ones must become new too; false: that takes longer. */
async function fetchedNewer(): Promise<boolean> {
  const registration = registered
  if (!registration) return true
  await registration.update().catch(() => undefined)
  const until = Date.now() + fetchMs
  while (registration.installing && Date.now() < until)
    // oxlint-disable-next-line no-await-in-loop -- until it lies ready
    await new Promise((resolve) => setTimeout(resolve, 100))
  if (registration.waiting) become(registration.waiting)
  return registration.installing === null
}

/** Whether a new version lies ready. */
export const useNewVersion = (): boolean =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => waiting !== null,
  )
