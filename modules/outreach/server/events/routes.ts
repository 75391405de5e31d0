import { audit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { sendPaper } from '#platform/server/papers/index.ts'
import { eventsContract as contract } from '../../contract/index.ts'
import { cancelEvent, eventPage, listEvents, noteComing, saveEvent, seeSignUp } from './keep.ts'
import { signUpPaper } from './paper.ts'
import { cancelSignUp, publicEvent, publicEvents, readSignUp, signUp } from './sign-up.ts'

export interface EventParts {
  cipher: Cipher
  /** Told of every stranger who signs up. */
  limitSigningUp: (caller: Caller) => void
}

export function eventRoutes(w: Wiring, { cipher, limitSigningUp }: EventParts): void {
  const { db, clock } = w
  const asking = (caller: Caller) => ({ caller, now: clock() })
  mount(w, contract.listEvents, async ({ caller, query }) => ({
    ...(await listEvents(db, asking(caller), query)),
    mayWrite: caller.verbs.has('outreach.keep'),
  }))
  mount(w, contract.readEvent, ({ caller, params }) =>
    eventPage(db, { ...asking(caller), cipher }, params.eventId),
  )
  mount(w, contract.saveEvent, ({ caller, body }) => saveEvent(db, asking(caller), body))
  mount(w, contract.cancelEvent, ({ caller, params, body }) =>
    cancelEvent(db, asking(caller), { ...params, ...body }),
  )
  mount(w, contract.noteComing, ({ caller, params, body }) =>
    noteComing(db, asking(caller), { ...params, ...body }),
  )
  mount(w, contract.seeSignUp, ({ caller, params, body }) =>
    seeSignUp(db, { ...asking(caller), cipher }, { ...params, ...body }),
  )
  mount(w, contract.printSignUps, async ({ caller, params, query, http }) => {
    const paper = await signUpPaper(db, { ...asking(caller), cipher }, { ...params, ...query })
    await audit(db, caller, {
      act: 'outreach.sign_ups_printed',
      subjectKind: 'outreach_event',
      subjectId: params.eventId,
      at: clock(),
    })
    return sendPaper(http.reply, paper, { format: query.format, name: paper.title })
  })

  const of = (params: { districtId: string; code: string }) => ({
    districtId: params.districtId,
    code: params.code,
    now: clock(),
    cipher,
  })
  mount(w, contract.listPublicEvents, async ({ params }) => ({
    events: await publicEvents(db, { ...params, now: clock(), cipher }),
  }))
  mount(w, contract.readPublicEvent, ({ params }) => publicEvent(db, of(params)))
  mount(w, contract.signUp, ({ caller, params, body }) => {
    limitSigningUp(caller)
    return signUp(db, of(params), body)
  })
  mount(w, contract.readSignUp, ({ params, query }) =>
    readSignUp(db, of(params), { signUpId: params.signUpId, key: query.key }),
  )
  mount(w, contract.cancelSignUp, ({ caller, params, body }) => {
    limitSigningUp(caller)
    return cancelSignUp(db, of(params), { signUpId: params.signUpId, key: body.key })
  })
}
