import { UsageProblem } from '../configuration.ts'
import { explain } from '../explain.ts'
import { say } from '../say.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { doctor } from './doctor.ts'
import { exchangeCommand } from './exchange.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { migrateCommand } from './migrate.ts'
import { createAdministratorsCommand, signInLinkCommand } from './people.ts'
import { serve } from './serve.ts'
import { textCommand } from './text.ts'

/** Ends with a number where 0 would be wrong although nothing was thrown. */
type Run = (args: string[]) => Promise<number | void>

const commands: Record<string, { run: Run; says: string }> = {
  serve: { run: serve, says: '启动 start the server (default)' },
  migrate: { run: migrateCommand, says: '更新数据库结构 bring the database up to date' },
  'create-administrators': {
    run: createAdministratorsCommand,
    says: '--district 420704 --name 鄂城区 三员 the three first administrators of a district',
  },
  'sign-in-link': {
    run: signInLinkCommand,
    says: '--district 420704 --person ID 一次性登录链接 a one-time sign-in link',
  },
  import: {
    run: importCommand,
    says: 'divisions|state-days|basemap|addresses --in FILE 导入代码、放假调休、底图、地址 take in lists and maps',
  },
  export: {
    run: exportCommand,
    says: '--district 420704 --out FILE.csv|FILE.xlsx 导出案件 export cases',
  },
  exchange: {
    run: exchangeCommand,
    says: 'import|export --district 420704 --link hotline 对接工单的文件 orders of linked systems by file',
  },
  text: {
    run: textCommand,
    says: 'train|classify|route-train|route|hot-issues --in FILE --model DIR --out FILE 读懂留言 read what people write',
  },
  backup: { run: backupCommand, says: '--out FILE.tar.gz 备份 back up database and files' },
  restore: { run: restoreCommand, says: '--in FILE.tar.gz 恢复到空库 restore into an empty place' },
  doctor: { run: doctor, says: '检查并用文字说明问题 say in words what is wrong' },
}

/** Runs one command and answers how it ended: 0 well, 1 not, 2 called wrongly and nothing done. */
export async function runCommand([name = 'serve', ...args]: string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const lines = Object.entries(commands).map(([n, { says }]) => `  ${n.padEnd(24)}${says}`)
    say(`gongzhi <command>\n\n${lines.join('\n')}`)
    return name === 'help' || name === '--help' ? 0 : 2
  }
  try {
    return (await command.run(args)) ?? 0
  } catch (error) {
    say(explain(error))
    if (!(error instanceof UsageProblem)) return 1
    say(`\n  gongzhi ${name} ${command.says}`)
    return 2
  }
}
