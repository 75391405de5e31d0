import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { repositoryRoot } from '#platform/server/root.ts'

/** Before all journeys: the program as it will be shipped. */
export default function setup(): void {
  execFileSync(process.execPath, [join(repositoryRoot, 'build.mjs')], { stdio: 'inherit' })
}
