import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerFile, linksOf, takeFile, type Link } from '#modules/exchange/server/index.ts'
import { derivativeOf } from '#modules/files/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import { UsageProblem } from '../configuration.ts'
import { openGround, type Ground } from '../open.ts'
import { allow, need, needFile, option, say } from '../say.ts'

/**
 * `exchange import --district CODE --link CODE --in FILE.csv [--dry-run]` takes orders in;
 * `exchange export --district CODE --link CODE --out FOLDER [--again INSTANT]` writes the answers
 * that wait, with their pictures. Ends with 1 where a line could not be taken.
 */
export async function exchangeCommand([what = '', ...args]: string[]): Promise<number> {
  if (what !== 'import' && what !== 'export')
    throw new UsageProblem(
      '只能是 exchange import 或 exchange export。',
      'It is exchange import or exchange export.',
    )
  const flags = args.filter((arg) => arg !== '--dry-run')
  allow(flags, 'district', 'link', ...(what === 'import' ? ['in'] : ['out', 'again']))
  const order = { districtId: need(flags, 'district'), code: need(flags, 'link') }
  const run =
    what === 'import'
      ? takeIn({ file: needFile(flags), dryRun: args.includes('--dry-run') })
      : giveOut({ folder: need(flags, 'out'), again: option(flags, 'again') })
  const ground = await openGround()
  try {
    return await run(ground, await linkNamed(ground, order))
  } finally {
    await ground.close()
  }
}

type Run = (ground: Ground, link: Link) => Promise<number>

async function linkNamed(
  { db }: Ground,
  { districtId, code }: { districtId: string; code: string },
): Promise<Link> {
  const links = await linksOf(db, districtId)
  const link = links.find((one) => one.code === code && one.active)
  if (link) return link
  const names = links.filter((one) => one.active).map((one) => one.code)
  throw new UsageProblem(
    `区 ${districtId} 没有对接系统 ${code}（有：${names.join('、') || '无'}）。`,
    `District ${districtId} has no linked system ${code} (there is: ${names.join(', ') || 'none'}).`,
  )
}

const takeIn =
  ({ file, dryRun }: { file: string; dryRun: boolean }): Run =>
  async ({ db, cipher }, link) => {
    const csv = await readFile(file, 'utf8')
    const caller = anonymous(link.districtId)
    const taking = { link, caller, cipher, now: new Date() }
    const { lines, counts } = await takeFile(db, { csv, dryRun }, taking)
    const refused = lines.filter((line) => line.result === 'refused')
    for (const { line, externalId, faults } of refused)
      say(JSON.stringify({ line, externalId, faults }))
    say(JSON.stringify({ dryRun, ...counts }))
    return refused.length > 0 ? 1 : 0
  }

const giveOut =
  ({ folder, again }: { folder: string; again: string | undefined }): Run =>
  async ({ db, store }, link) => {
    const then = again === undefined ? undefined : new Date(again)
    if (then && Number.isNaN(then.getTime()))
      throw new UsageProblem(`--again ${again} 不是时间。`, `--again ${again} is no instant.`)
    await mkdir(join(folder, 'pictures'), { recursive: true })
    const caller = anonymous(link.districtId)
    const { csv, rows, takenAt, pictures } = await answerFile(db, caller, {
      link,
      now: new Date(),
      again: then,
    })
    // oxlint-disable no-await-in-loop -- one in memory after the other
    for (const id of pictures) {
      const file = await derivativeOf(db, link.districtId, id, 'public')
      const bytes = file && (await store.open(link.districtId, file.sha256))
      if (bytes) await writeFile(join(folder, 'pictures', `${id}.jpg`), bytes)
    }
    // oxlint-enable no-await-in-loop
    if (takenAt !== null) await writeFile(join(folder, 'answers.csv'), csv)
    say(JSON.stringify({ rows, takenAt, pictures: pictures.length }))
    return 0
  }
