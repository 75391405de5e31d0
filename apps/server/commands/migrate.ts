import { migrate } from '#platform/server/migrate.ts'
import { openGround } from '../open.ts'
import { allow, say } from '../say.ts'

/** Brings the database up to date; run again it changes nothing. */
export async function migrateCommand(args: string[]): Promise<void> {
  allow(args)
  const ground = await openGround()
  try {
    const names = await migrate(ground.db, (name) => say(`+ ${name}`))
    say(
      names.length === 0
        ? '已是最新。 Up to date.'
        : `完成 ${names.length} 个。 ${names.length} done.`,
    )
  } finally {
    await ground.close()
  }
}
