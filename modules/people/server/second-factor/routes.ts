import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import * as contract from '../../contract/second-factor.ts'
import { audit } from '../audit.ts'
import { dayIn } from '../gate.ts'
import { loginOf } from '../logins.ts'
import { signedInPerson } from '../own-routes.ts'
import { postsHeld } from '../posts-held.ts'
import { endSessions, hashToken, tokenOf } from '../sessions.ts'
import { provePassword } from '../sign-in.ts'
import {
  beginFactor,
  codesLeft,
  confirmFactor,
  dropFactor,
  factorOf,
  proveCode,
  renewCodes,
  type Whose,
} from './factor.ts'

export function secondFactorRoutes(w: Wiring, cipher: Cipher): void {
  enrolmentRoutes(w, cipher)
  keepingRoutes(w, cipher)
  resetRoute(w)
}

const whoseOf = (caller: Caller): Whose => ({
  districtId: caller.districtId,
  personId: signedInPerson(caller),
})

/** The posts held today that ask for a second step, by title. */
async function demandedBy(db: Db, whose: Whose, now: Date): Promise<string[]> {
  const { timeZone } = await readDistrict(db, whose.districtId)
  const posts = await postsHeld(db, { ...whose, on: dayIn(timeZone, now) })
  return posts.filter((p) => p.secondFactor).map((p) => p.title)
}

function enrolmentRoutes(w: Wiring, cipher: Cipher): void {
  const { db, clock } = w
  mount(w, contract.beginFactor, async ({ caller, body }) => {
    const whose = whoseOf(caller)
    const now = clock()
    await provePassword(db, whose, { password: body.password ?? '', now })
    const { name: issuer } = await readDistrict(db, whose.districtId)
    const label = (await loginOf(db, whose))?.name ?? whose.personId
    return transact(db, (tx) =>
      beginFactor(tx, whose, { cipher, now, label, issuer: `共治 ${issuer}` }),
    )
  })

  mount(w, contract.confirmFactor, async ({ caller, body, http }) => {
    const whose = whoseOf(caller)
    const now = clock()
    await proveCode(db, whose, { typed: body.code, of: 'begun', cipher, now })
    const token = tokenOf(http.request) ?? ''
    return transact(db, async (tx) => {
      const codes = await confirmFactor(tx, whose, { cipher, now })
      await endSessions(tx, { ...whose, except: token, now })
      await tx
        .updateTable('people.session')
        .set({ second_factor: true })
        .where('token_hash', '=', hashToken(token))
        .execute()
      await audit(tx, caller, { act: 'people.factor_set', at: now })
      return { codes }
    })
  })
}

function keepingRoutes(w: Wiring, cipher: Cipher): void {
  const { db, clock } = w
  mount(w, contract.readFactor, async ({ caller, http }) => {
    const whose = whoseOf(caller)
    const row = await factorOf(db, whose).executeTakeFirst()
    const session = await db
      .selectFrom('people.session')
      .select('second_factor')
      .where('token_hash', '=', hashToken(tokenOf(http.request) ?? ''))
      .executeTakeFirst()
    const since = row?.confirmed_at ?? null
    const waiting = row === undefined ? ('off' as const) : ('begun' as const)
    return {
      state: since === null ? waiting : ('on' as const),
      since: since?.toISOString() ?? null,
      codesLeft: await codesLeft(db, whose),
      demandedBy: await demandedBy(db, whose, clock()),
      passed: session?.second_factor ?? false,
    }
  })

  mount(w, contract.renewRecoveryCodes, async ({ caller, body }) => {
    const whose = whoseOf(caller)
    const now = clock()
    await proveCode(db, whose, { typed: body.code, cipher, now })
    return transact(db, async (tx) => {
      await audit(tx, caller, { act: 'people.recovery_codes_renewed', at: now })
      return { codes: await renewCodes(tx, whose, { cipher, now }) }
    })
  })

  mount(w, contract.dropFactor, async ({ caller, body }) => {
    const whose = whoseOf(caller)
    const now = clock()
    const [title] = await demandedBy(db, whose, now)
    if (title !== undefined) throw refused('people.factor_demanded', { title })
    await proveCode(db, whose, { typed: body.code, cipher, now })
    return transact(db, async (tx) => {
      await dropFactor(tx, whose)
      await audit(tx, caller, { act: 'people.factor_dropped', at: now })
      return {}
    })
  })
}

/** For whoever lost phone and codes. It opens nothing by itself: the password is still asked for. */
function resetRoute(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.resetFactor, ({ caller, params: { personId }, body }) =>
    transact(db, async (tx) => {
      const now = clock()
      const whose = { districtId: caller.districtId, personId }
      if (personId === signedInPerson(caller)) throw forbidden('people.not_to_oneself')
      const person = await tx
        .selectFrom('people.person')
        .select('id')
        .where('district_id', '=', whose.districtId)
        .where('id', '=', personId)
        .executeTakeFirst()
      if (!person) throw notFound('people.person_not_found')
      if (!(await dropFactor(tx, whose))) throw refused('people.factor_off')
      await endSessions(tx, { ...whose, now })
      await audit(tx, caller, {
        act: 'people.factor_reset',
        subjectKind: 'person',
        subjectId: personId,
        details: { reason: body.reason },
        at: now,
      })
      return {}
    }),
  )
}
