import { BackupError } from '#platform/server/backup.ts'
import { DatabaseStartError } from '#platform/server/embedded/index.ts'
import { Problem } from '#platform/server/problem.ts'
import { backupCommand, restoreCommand } from './commands/backup.ts'
import { doctor } from './commands/doctor.ts'
import { exportCommand } from './commands/export.ts'
import { importCommand } from './commands/import.ts'
import { createAdministratorsCommand, signInLinkCommand } from './commands/people.ts'
import { migrateCommand } from './commands/migrate.ts'
import { serve } from './commands/serve.ts'
import { StartProblem } from './configuration.ts'
import { say } from './say.ts'

const commands: Record<string, { run: (args: string[]) => Promise<void>; says: string }> = {
  serve: { run: serve, says: '启动 start the server (default)' },
  migrate: { run: migrateCommand, says: '更新数据库结构 bring the database up to date' },
  'create-administrators': {
    run: createAdministratorsCommand,
    says: '--district 420704 --name 鄂城区 三员 the three first administrators of a district',
  },
  'sign-in-link': {
    run: signInLinkCommand,
    says: '--person ID 一次性登录链接 a one-time sign-in link',
  },
  import: {
    run: importCommand,
    says: 'divisions|state-days --in FILE 导入代码、放假调休 import code lists',
  },
  export: { run: exportCommand, says: '--district 420704 --out FILE.csv 导出案件 export cases' },
  backup: { run: backupCommand, says: '--out FILE.tar.gz 备份 back up database and files' },
  restore: { run: restoreCommand, says: '--in FILE.tar.gz 恢复到空库 restore into an empty place' },
  doctor: { run: doctor, says: '检查并用文字说明问题 say in words what is wrong' },
}

// Of a failed statement the first ten frames are the driver's; whose statement it was comes after.
Error.stackTraceLimit = 30

const [name = 'serve', ...args] = process.argv.slice(2)
const command = commands[name]
if (command) {
  await command.run(args).catch((error: unknown) => {
    explain(error)
    process.exitCode = 1
  })
} else {
  say(
    `gongzhi <command>\n\n${Object.entries(commands)
      .map(([n, c]) => `  ${n.padEnd(24)}${c.says}`)
      .join('\n')}`,
  )
  process.exitCode = name === 'help' || name === '--help' ? 0 : 2
}

function explain(error: unknown): void {
  if (
    error instanceof StartProblem ||
    error instanceof DatabaseStartError ||
    error instanceof BackupError
  )
    say(`${error.zh}\n${error.en}`)
  else if (error instanceof Problem) say(`${error.code} ${JSON.stringify(error.details)}`)
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error))
}
