import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { z } from 'zod'
import type { Model } from '../../domain/classifier/model.ts'
import type { Scores } from '../../domain/classifier/scores.ts'
import { packed, unpacked } from '../models/packing.ts'

/** What a model was made for: one label of each message, or the bodies that answer it. */
export type Purpose = 'classify' | 'route'

/** What the folder of a model says of it, in `model.json`. */
const About = z.object({
  purpose: z.enum(['classify', 'route']),
  version: z.int().min(1),
  madeAt: z.string(),
  learnedFrom: z.int(),
  labels: z.array(z.string()),
  scores: z.record(z.string(), z.number()),
})
export type About = z.infer<typeof About>

const ABOUT = 'model.json'
const WEIGHTS = 'weights.gz'

/** A model and what is known of it; null where the folder holds none that this release can read. */
export async function readFolder(folder: string): Promise<{ about: About; model: Model } | null> {
  try {
    const about = About.parse(JSON.parse(await readFile(join(folder, ABOUT), 'utf8')))
    const model = unpacked(await promisify(gunzip)(await readFile(join(folder, WEIGHTS))))
    return model && { about, model }
  } catch {
    return null
  }
}

/**
 * Writes a model as the next version of its folder. Each file is made in full and then takes its place;
 * weights carry their own labels, so that whoever reads between the two reads the new ones. Other files of
 * the folder stay.
 */
export async function writeFolder(
  folder: string,
  made: { purpose: Purpose; madeAt: Date; learnedFrom: number; model: Model; scores: Scores },
): Promise<About> {
  const { model, purpose, scores } = made
  const before = await readFolder(folder)
  const about: About = {
    purpose,
    version: (before?.about.version ?? 0) + 1,
    madeAt: made.madeAt.toISOString(),
    learnedFrom: made.learnedFrom,
    labels: [...model.labels],
    scores: { ...scores },
  }
  await mkdir(folder, { recursive: true })
  const making = await mkdtemp(join(folder, '.making-'))
  try {
    await writeFile(join(making, WEIGHTS), await promisify(gzip)(packed(model)))
    await writeFile(join(making, ABOUT), `${JSON.stringify(about, null, 2)}\n`)
    for (const name of [WEIGHTS, ABOUT]) await rename(join(making, name), join(folder, name)) // oxlint-disable-line no-await-in-loop -- the weights first
  } finally {
    await rm(making, { recursive: true, force: true })
  }
  return about
}
