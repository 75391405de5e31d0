import type { Cipher } from '#platform/server/cipher.ts'
import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { registerContract as contract } from '../contract/index.ts'
import type { Acting } from './acting.ts'
import { likeOnes } from './likeness.ts'
import { listSubjects } from './list.ts'
import { mergeSubject, undoMerge } from './merge.ts'
import { seeContact, subjectPage } from './page.ts'
import { placed } from './place.ts'
import { endRelation, relate } from './relations.ts'
import { saveSubject } from './save.ts'

export function subjectsRoutes(w: Wiring, { cipher }: { cipher: Cipher }): void {
  const { db, clock } = w
  const acting = (caller: Caller): Acting => ({ caller, now: clock(), cipher })
  mount(w, contract.listSubjects, async ({ caller, query }) => ({
    ...(await listSubjects(db, { caller, cipher }, query)),
    mayMake: caller.verbs.has('subjects.edit'),
    mayKeep: caller.verbs.has('subjects.keep'),
  }))
  mount(w, contract.readSubject, ({ caller, params }) =>
    subjectPage(db, acting(caller), params.subjectId),
  )
  mount(w, contract.likeSubject, async ({ caller, body }) => {
    const { place, ...given } = body
    const { addressText, addressId } = await placed(db, caller.districtId, place)
    return {
      like: await likeOnes(db, { caller, cipher }, { ...given, addressText, addressId }),
    }
  })
  mount(w, contract.saveSubject, ({ caller, body }) => saveSubject(db, acting(caller), body))
  mount(w, contract.seeContact, ({ caller, params, body }) =>
    seeContact(db, acting(caller), { ...params, ...body }),
  )
  mount(w, contract.relateSubjects, ({ caller, body }) => relate(db, acting(caller), body))
  mount(w, contract.endRelation, ({ caller, params, body }) =>
    endRelation(db, acting(caller), { ...params, ...body }),
  )
  mount(w, contract.mergeSubject, ({ caller, params, body }) =>
    mergeSubject(db, acting(caller), { ...params, ...body }),
  )
  mount(w, contract.undoMerge, ({ caller, params }) =>
    undoMerge(db, acting(caller), params.mergeId),
  )
}
