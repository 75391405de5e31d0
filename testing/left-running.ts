interface Site {
  getFileName(): string | null
}
type Timer = (task: () => void, pause?: number) => unknown
type Listen = (kind: string, hear: unknown, options?: unknown) => void
interface Target {
  addEventListener: Listen
  removeEventListener: (kind: string, hear: unknown, options?: unknown) => void
}
interface Window extends Target {
  setTimeout: Timer
  setInterval: Timer
  document: Target
}

const page = globalThis as unknown as Window // oxlint-disable-line typescript/no-unsafe-type-assertion -- this file is compiled without a window, and run in one

/** Whether the code two calls above is of this repository; what packages keep running stays theirs. */
function calledByOurs(): boolean {
  const { stackTraceLimit } = Error
  const usual = Reflect.get(Error, 'prepareStackTrace')
  Error.prepareStackTrace = (_, sites: Site[]) => sites
  Error.stackTraceLimit = 3
  const { stack } = new Error('where')
  Object.assign(Error, { prepareStackTrace: usual, stackTraceLimit })
  const caller = (stack as unknown as Site[])[2]?.getFileName() ?? 'node:' // oxlint-disable-line typescript/no-unsafe-type-assertion -- made by the line above
  return !/node_modules|^node:/.test(caller)
}

/**
 * Watches the timers and the listeners at the window that code of ours begins. What it answers ends
 * those that are left, as the end of a page would, and lets what they had begun come to its end: files
 * of page tests share a window, and what one left running would post in the next.
 */
export function watchWhatRuns(): () => Promise<void> {
  const left = new Set<() => void>()
  const { setTimeout: wait } = globalThis
  const undo = [
    ...(['setTimeout', 'setInterval'] as const).map((name) => watchTimers(name, left)),
    ...[page, page.document].map((target) => watchListeners(target, left)),
  ]
  return async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      for (const end of left) end()
      left.clear()
      await new Promise((resolve) => wait(resolve, 2)) // oxlint-disable-line no-await-in-loop -- one turn after the other
    }
    for (const one of undo) one()
  }
}

function watchTimers(name: 'setTimeout' | 'setInterval', left: Set<() => void>): () => void {
  const usual = page[name]
  const watched: Timer = (...given) => {
    const timer = usual(...given)
    if (calledByOurs()) left.add(() => clearTimeout(timer as number)) // oxlint-disable-line typescript/no-unsafe-type-assertion -- of either kind
    return timer
  }
  page[name] = Object.defineProperties(watched, Object.getOwnPropertyDescriptors(usual))
  return () => {
    if (page[name] === watched) page[name] = usual
  }
}

function watchListeners(target: Target, left: Set<() => void>): () => void {
  const usual = target.addEventListener
  const watched: Listen = (kind, hear, options) => {
    usual.call(target, kind, hear, options)
    if (calledByOurs()) left.add(() => target.removeEventListener(kind, hear, options))
  }
  target.addEventListener = watched
  return () => {
    target.addEventListener = usual
  }
}
