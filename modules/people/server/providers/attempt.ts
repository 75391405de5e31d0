import * as oidc from 'openid-client'
import { anonymous } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { brokenConstraint, transact, type Db, type Tx } from '#platform/server/database.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { ATTEMPT_MINUTES, claimValue, type Match } from '../../domain/provider.ts'
import { administrationsOf } from '../../domain/verbs.ts'
import { audit } from '../audit.ts'
import { dayIn } from '../gate.ts'
import { postsHeld } from '../posts-held.ts'
import { hashToken, newToken } from '../sessions.ts'
import { admit, type SignedIn, type Visit } from '../sign-in.ts'
import { clientOf, sayingWhy } from './client.ts'

interface Tools {
  cipher: Cipher
  now: Date
}

export async function findProvider(db: Db, id: string) {
  const provider = await db
    .selectFrom('people.sign_in_provider')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!provider) throw notFound('people.provider_not_found')
  return provider
}

type ProviderRow = Awaited<ReturnType<typeof findProvider>>

/**
 * The way to a provider: state, nonce and PKCE are made here and kept, and `browser` must come back in a
 * cookie, so that nobody can be signed in with an answer that somebody else asked for.
 */
export async function beginAttempt(
  db: Db,
  { providerId, phone, redirectUri }: { providerId: string; phone: boolean; redirectUri: string },
  { cipher, now }: Tools,
): Promise<{ location: string; browser: string }> {
  const provider = await findProvider(db, providerId)
  if (!provider.active) throw notFound('people.provider_not_found')
  const client = await clientOf(provider, { cipher, now })
  const [state, nonce, verifier, browser] = [
    oidc.randomState(),
    oidc.randomNonce(),
    oidc.randomPKCECodeVerifier(),
    newToken(),
  ]
  await db.deleteFrom('people.provider_attempt').where('expires_at', '<', now).execute()
  await db
    .insertInto('people.provider_attempt')
    .values({
      state_hash: hashToken(state),
      browser_hash: hashToken(browser),
      district_id: provider.district_id,
      provider_id: provider.id,
      nonce,
      verifier_cipher: cipher.seal(verifier),
      phone,
      created_at: now,
      expires_at: new Date(now.getTime() + ATTEMPT_MINUTES * 60_000),
    })
    .execute()
  const location = oidc.buildAuthorizationUrl(client, {
    redirect_uri: redirectUri,
    scope: provider.scopes,
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { location: location.href, browser }
}

/** The attempt that this browser began, used up by asking for it. */
async function spendAttempt(db: Db, state: string, browser: string | null, now: Date) {
  const attempt = await db
    .deleteFrom('people.provider_attempt')
    .where('state_hash', '=', hashToken(state))
    .where('browser_hash', '=', hashToken(browser ?? ''))
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  if (!attempt) throw new Problem(401, 'people.provider_expired')
  return attempt
}

export interface Back {
  /** The address that the provider sent the browser to, with its query. */
  url: URL
  browser: string | null
  visit: Omit<Visit, 'phone'>
}

/** Takes the provider's answer and lets the person it means in, if there is one here. */
export async function finishAttempt(
  db: Db,
  { url, browser, visit }: Back,
  cipher: Cipher,
): Promise<{ signedIn: SignedIn | { ticket: string }; phone: boolean }> {
  const { now } = visit
  const state = url.searchParams.get('state') ?? ''
  const attempt = await spendAttempt(db, state, browser, now)
  const provider = await findProvider(db, attempt.provider_id)
  if (!provider.active) throw notFound('people.provider_not_found')
  const client = await clientOf(provider, { cipher, now })
  const tokens = await sayingWhy(
    oidc.authorizationCodeGrant(client, url, {
      pkceCodeVerifier: cipher.open(attempt.verifier_cipher),
      expectedState: state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    }),
  )
  const told = tokens.claims()
  if (!told) throw new Problem(502, 'people.provider_odd')
  // Many providers keep all but the subject out of the token and tell it when asked.
  const claims =
    told[provider.claim] === undefined && client.serverMetadata().userinfo_endpoint !== undefined
      ? { ...(await sayingWhy(oidc.fetchUserInfo(client, tokens.access_token, told.sub))), ...told }
      : told
  const { phone } = attempt
  const signedIn = await transact(db, async (tx) => {
    const personId = await personBehind(
      tx,
      { provider, subject: told.sub, claims },
      { cipher, now },
    )
    const who = { districtId: provider.district_id, personId, postId: null }
    await refuseAdministrators(tx, who, now)
    const { vouches: vouched, id: providerId } = provider
    return admit(tx, { ...who, vouched, providerId }, { ...visit, phone })
  }).catch((error: unknown) => noteRefusal(db, error, { provider, visit }))
  return { signedIn, phone }
}

async function noteRefusal(
  db: Db,
  error: unknown,
  { provider, visit }: { provider: ProviderRow; visit: Back['visit'] },
): Promise<never> {
  if (error instanceof Problem) {
    const caller = anonymous(provider.district_id, visit.ip, visit.agent)
    const subject = { subjectKind: 'sign_in_provider', subjectId: provider.id }
    const details = { why: error.code }
    await audit(db, caller, {
      act: 'people.provider_sign_in_failed',
      ...subject,
      details,
      at: visit.now,
    })
  }
  throw error
}

interface Told {
  provider: ProviderRow
  subject: string
  claims: Readonly<Record<string, unknown>>
}

/**
 * The active person whom an account means: the one it meant before, else the only one whom the claim
 * finds. From then on the account is that person's; an address that passes to somebody else is no key.
 */
async function personBehind(tx: Tx, told: Told, { cipher, now }: Tools): Promise<string> {
  const { provider, subject, claims } = told
  const linked = await tx
    .selectFrom('people.provider_subject as s')
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 's.district_id').onRef('p.id', '=', 's.person_id'),
    )
    .select(['p.id', 'p.active'])
    .where('s.district_id', '=', provider.district_id)
    .where('s.provider_id', '=', provider.id)
    .where('s.subject', '=', subject)
    .executeTakeFirst()
  if (linked) {
    if (!linked.active) throw new Problem(401, 'people.provider_no_person')
    return linked.id
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a check constraint holds it
  const by = provider.matches as Match
  const value = claimValue(claims, { claim: provider.claim, matches: by })
  if (value === null) throw new Problem(401, 'people.provider_says_nothing')
  const found = await personsBy(tx, { districtId: provider.district_id, by, value }, cipher)
  const [person] = found
  if (!person || found.length > 1) throw new Problem(401, 'people.provider_no_person')
  await link(tx, { provider, subject, personId: person.id, now })
  return person.id
}

function personsBy(
  tx: Tx,
  { districtId, by, value }: { districtId: string; by: Match; value: string },
  cipher: Cipher,
) {
  return tx
    .selectFrom('people.person as p')
    .leftJoin('people.login as l', (j) =>
      j.onRef('l.district_id', '=', 'p.district_id').onRef('l.person_id', '=', 'p.id'),
    )
    .select('p.id')
    .where('p.district_id', '=', districtId)
    .where('p.active', '=', true)
    .$if(by === 'login_name', (q) => q.where('l.name', '=', value))
    .$if(by === 'phone', (q) => q.where('p.phone_index', '=', cipher.blindIndex(value)))
    .$if(by === 'email', (q) => q.where((eb) => eb(eb.fn('lower', ['p.email']), '=', value)))
    .limit(2)
    .execute()
}

async function link(
  tx: Tx,
  of: { provider: ProviderRow; subject: string; personId: string; now: Date },
): Promise<void> {
  try {
    await tx
      .insertInto('people.provider_subject')
      .values({
        district_id: of.provider.district_id,
        provider_id: of.provider.id,
        subject: of.subject,
        person_id: of.personId,
        linked_at: of.now,
      })
      .execute()
  } catch (error) {
    if (brokenConstraint(error) === 'one_account_per_person')
      throw new Problem(401, 'people.provider_linked_elsewhere')
    throw error
  }
}

/** Whoever runs the provider would otherwise be all three of them. */
async function refuseAdministrators(
  tx: Tx,
  { districtId, personId }: { districtId: string; personId: string },
  now: Date,
): Promise<void> {
  const { timeZone } = await readDistrict(tx, districtId)
  const posts = await postsHeld(tx, { districtId, personId, on: dayIn(timeZone, now) })
  if (posts.some((p) => administrationsOf(p.verbs).size > 0))
    throw new Problem(401, 'people.provider_not_for_administrators')
}
