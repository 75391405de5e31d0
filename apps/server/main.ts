import { runCommand } from './commands/index.ts'

// Of a failed statement the first ten frames are the driver's; whose statement it was comes after.
Error.stackTraceLimit = 30

process.exitCode = await runCommand(process.argv.slice(2))
