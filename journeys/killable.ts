import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { browserArguments, findChromium } from './browser.ts'

/** A phone whose browser can be killed as the system does it, and opened again with all that it kept. */
export interface Phone {
  context: BrowserContext
  kill(): Promise<void>
}

/** A profile of its own, on disk like a person's. */
export async function aProfile(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'gongzhi-profile-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

export async function openPhone(profile: string): Promise<Phone> {
  const child = spawn(
    findChromium() ?? '',
    [
      ...browserArguments,
      '--headless=new',
      '--lang=zh-CN',
      '--accept-lang=zh-CN',
      '--window-size=390,844',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  const end = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    try {
      // With all its processes: nothing is written down any more.
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has gone by itself meanwhile; whoever runs the journey must not go with it.
    }
  }
  // A journey that fails half-way leaves no browser behind.
  process.once('exit', end)
  const browser = await chromium.connectOverCDP(await lineOf(child))
  const context = browser.contexts()[0]
  if (!context) throw new Error('the browser has no window')
  context.setDefaultTimeout(30_000)
  // This Chromium may have been built without the language.
  await context.addInitScript("try { localStorage.setItem('gongzhi.language', 'zh-CN') } catch {}")
  return {
    context,
    kill: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      end()
      await ended
      process.off('exit', end)
      await browser.close().catch(() => undefined)
    },
  }
}

async function lineOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /DevTools listening on (ws:\S+)/.exec(said)
      if (found?.[1]) resolve(found[1])
    })
    child.once('exit', () => reject(new Error(`the browser did not start:\n${said}`)))
  })
}
