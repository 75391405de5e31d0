import { backup, restore } from '#platform/server/backup.ts'
import { openGround } from '../open.ts'
import { allow, needFile, needTarget, progressBar, say } from '../say.ts'

export async function backupCommand(args: string[]): Promise<void> {
  allow(args, 'out')
  const target = needTarget(args)
  const ground = await openGround()
  const bar = progressBar()
  try {
    const made = await backup({ url: ground.url, files: ground.filesFolder }, target, (p) =>
      bar.show(p.what, p.done, p.total),
    )
    bar.end()
    say(`${target}: ${made.tables} tables, ${made.rows} rows, ${made.files} files`)
  } finally {
    await ground.close()
  }
}

export async function restoreCommand(args: string[]): Promise<void> {
  allow(args, 'in')
  const archive = needFile(args)
  const ground = await openGround()
  const bar = progressBar()
  try {
    const made = await restore(archive, { url: ground.url, files: ground.filesFolder }, (p) =>
      bar.show(p.what, p.done, p.total),
    )
    bar.end()
    say(`${made.tables} tables, ${made.rows} rows, ${made.files} files`)
  } finally {
    await ground.close()
  }
}
