import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { sendPaper } from '#platform/server/papers/index.ts'
import { logContract as contract } from '../../contract/index.ts'
import { addToLog, listLogs, readLog, signLog, writeLog } from './keep.ts'
import { paperOfLogs } from './paper.ts'
import {
  casesDone,
  checksDone,
  hazardsDone,
  patrolsDone,
  shiftsDone,
  visitsDone,
  type LogSource,
} from './sources.ts'

const own = [casesDone, patrolsDone, hazardsDone, checksDone, visitsDone, shiftsDone]

export function logRoutes(w: Wiring, { logSources }: { logSources: readonly LogSource[] }): void {
  const { db, clock } = w
  const sources = [...own, ...logSources]
  const tools = (caller: Caller) => ({ caller, now: clock(), sources })
  mount(w, contract.listLogs, ({ caller, params, query }) =>
    listLogs(db, tools(caller), { ...params, ...query }),
  )
  mount(w, contract.readLog, ({ caller, params }) => readLog(db, tools(caller), params))
  mount(w, contract.writeLog, ({ caller, params, body }) =>
    writeLog(db, tools(caller), { ...params, ...body }),
  )
  mount(w, contract.signLog, ({ caller, params, body }) =>
    signLog(db, tools(caller), { ...params, ...body }),
  )
  mount(w, contract.addToLog, ({ caller, params, body }) =>
    addToLog(db, tools(caller), { ...params, ...body }),
  )
  mount(w, contract.printLogs, async ({ caller, params, query, http }) => {
    const { format, ...span } = query
    const { paper, name } = await paperOfLogs(db, tools(caller), { ...params, ...span })
    return sendPaper(http.reply, paper, { format, name })
  })
}
