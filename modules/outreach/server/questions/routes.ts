import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { questionsContract as contract } from '../../contract/index.ts'
import { ownsArea } from '../scope.ts'
import { outreachSettings, saveSettings } from '../settings.ts'
import { answerQuestion, askQuestion } from './ask.ts'
import { listReturning, makeCase } from './case.ts'
import { nameMatter } from './name-matter.ts'
import { listQuestions } from './views.ts'

export function questionRoutes(w: Wiring, { cipher }: { cipher: Cipher }): void {
  const { db, clock } = w
  const asking = (caller: Caller) => ({ caller, now: clock() })
  mount(w, contract.askQuestion, ({ caller, body }) => askQuestion(db, asking(caller), body))
  mount(w, contract.listQuestions, ({ caller, query }) =>
    listQuestions(db, { ...asking(caller), cipher }, query),
  )
  mount(w, contract.answerQuestion, ({ caller, params, body }) =>
    answerQuestion(db, asking(caller), { ...params, ...body }),
  )
  mount(w, contract.nameMatter, ({ caller, params, body }) =>
    nameMatter(db, asking(caller), { ...params, ...body }),
  )
  mount(w, contract.listReturning, ({ caller }) => listReturning(db, asking(caller)))
  mount(w, contract.makeCase, ({ caller, body }) =>
    makeCase(db, { ...asking(caller), cipher }, body),
  )
  mount(w, contract.readSettings, async ({ caller }) => ({
    ...(await outreachSettings(db, caller.districtId)),
    mayEdit: caller.verbs.has('outreach.keep') && ownsArea(caller, caller.districtId),
  }))
  mount(w, contract.saveSettings, ({ caller, body }) => saveSettings(db, asking(caller), body))
}
