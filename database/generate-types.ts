import { execFileSync } from 'node:child_process'
import { openDatabase } from '#platform/server/database.ts'
import { migrate } from '#platform/server/migrate.ts'

// Rewrites database/types.ts from a scratch database: DATABASE_URL=… npm run database:types
const url = process.env['DATABASE_URL']
if (!url) throw new Error('DATABASE_URL must name an empty scratch database')
const db = openDatabase(url)
await migrate(db)
await db.destroy()
execFileSync(
  'npx',
  [
    'kysely-codegen',
    '--dialect=postgres',
    `--url=${url}`,
    '--out-file=database/types.ts',
    '--exclude-pattern=(graphile_worker.*|public.*)',
    '--default-schema=public',
    '--date-parser=string',
    '--numeric-parser=number',
  ],
  { stdio: 'inherit' },
)
