import errors from '#modules/catalogue/words/zh-CN.json' with { type: 'json' }
import words from '#modules/catalogue/words/console.zh-CN.json' with { type: 'json' }
import { catalogueConsoleRoutes } from '#modules/catalogue/web/console-door.ts'
import { consoleSpeaking } from './console-page.tsx'

const open = await consoleSpeaking({ catalogue: errors, catalogueConsole: words })

/** A page of the catalogue as the console opens it, for tests. */
export const openPage = (path: string) =>
  open({ address: path.replace(/^\/console/, ''), routes: catalogueConsoleRoutes }).user
