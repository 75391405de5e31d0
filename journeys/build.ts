import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { repositoryRoot } from '#platform/server/root.ts'
import { browserIsHere } from './browser.ts'
import { aPlace, aPlaceLike, startProgram, type Program } from './program.ts'

/** What all journeys share: one started program, and where its sessions are kept. */
export interface SharedProgram {
  url: string
  printed: string
  folder: string
  /** The folder of a program that has been started once and ended: with the demonstration, untouched. */
  begun: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    program: SharedProgram | null
  }
}

/** Before all journeys: the program as it will be shipped, built, and started once for all of them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, [join(repositoryRoot, 'build.mjs')], { stdio: 'inherit' })
  if (!browserIsHere()) {
    project.provide('program', null)
    return async () => undefined
  }
  const begun = await aPlace()
  const first = await startProgram(begun)
  await printedLinks(first)
  await first.stop()
  const place = await aPlaceLike(begun.folder)
  const program = await startProgram(place)
  await printedLinks(program)
  project.provide('program', {
    url: program.url,
    printed: program.printed(),
    folder: place.folder,
    begun: begun.folder,
  })
  return async () => {
    await program.stop()
    await place.remove()
    await begun.remove()
  }
}

/** The address is printed before the links; what is provided must hold all of them. */
async function printedLinks(program: Program): Promise<void> {
  const count = () => program.printed().split('/sign-in/').length
  for (let before = -1; count() === 1 || count() !== before;) {
    before = count()
    // oxlint-disable-next-line no-await-in-loop -- until nothing more comes
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
