import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Caller } from '#platform/server/caller.ts'
import { anonymous, personOf } from '#platform/server/caller.ts'
import { brokenConstraint, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound, Problem, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { ClientFields, ClientView } from '../contract/clients.ts'
import { tokenState, verbsForPeopleOnly } from '../domain/api-client.ts'
import { wantsTouch } from '../domain/session.ts'
import { API_MARK, hashToken, newToken } from './sessions.ts'

export async function listClients(
  db: Db,
  { districtId, now, id }: { districtId: string; now: Date; id?: string },
): Promise<ClientView[]> {
  const [clients, tokens] = await Promise.all([
    db
      .selectFrom('people.api_client')
      .selectAll()
      .where('district_id', '=', districtId)
      .$if(id !== undefined, (q) => q.where('id', '=', id!))
      .orderBy('name')
      .execute(),
    db
      .selectFrom('people.api_token')
      .selectAll()
      .where('district_id', '=', districtId)
      .$if(id !== undefined, (q) => q.where('client_id', '=', id!))
      .orderBy('created_at', 'desc')
      .execute(),
  ])
  return clients.map((row) => ({
    id: row.id,
    name: row.name,
    verbs: row.verbs,
    areas: row.areas,
    organisationId: row.organisation_id,
    active: row.active,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    tokens: tokens
      .filter((t) => t.client_id === row.id)
      .map((t) => ({
        id: t.id,
        createdAt: t.created_at.toISOString(),
        expiresAt: t.expires_at.toISOString(),
        usedAt: t.used_at?.toISOString() ?? null,
        revokedAt: t.revoked_at?.toISOString() ?? null,
        state: tokenState({ expiresAt: t.expires_at, revokedAt: t.revoked_at }, now),
      })),
  }))
}

/** The programs of a district that are in use, by name: for settings that name one. */
export async function programsOf(
  db: Db,
  districtId: string,
): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('people.api_client')
    .select(['id', 'name'])
    .where('district_id', '=', districtId)
    .where('active', '=', true)
    .orderBy('name')
    .execute()
}

type ClientInput = z.output<typeof ClientFields> & { baseVersion: number | null }

/** Adds or changes a program. Its name stands in what it sent in, so it stays. */
export async function saveClient(
  tx: Tx,
  caller: Caller,
  { now, ...client }: ClientInput & { now: Date },
): Promise<void> {
  const { districtId } = caller
  const refusedVerbs = verbsForPeopleOnly(client.verbs)
  if (refusedVerbs.length > 0) throw refused('people.verbs_for_people_only', { refusedVerbs })
  if (client.areas.length === 0 && client.organisationId === null)
    throw invalid('people.client_sees_nothing')
  const known = await tx
    .selectFrom('people.api_client')
    .select('name')
    .where('district_id', '=', districtId)
    .where('id', '=', client.id)
    .executeTakeFirst()
  if (known && known.name !== client.name) throw refused('people.client_name_stays')
  await saveVersioned(tx, {
    table: 'people.api_client',
    key: { district_id: districtId, id: client.id },
    values: {
      name: client.name,
      organisation_id: client.organisationId,
      verbs: [...new Set(client.verbs)].sort(),
      areas: client.areas,
      active: client.active,
    },
    onCreate: { created_by: personOf(caller).personId, created_at: now },
    baseVersion: client.baseVersion,
    outOfDate: 'people.out_of_date',
  }).catch((error: unknown) => {
    const constraint = brokenConstraint(error)
    if (constraint === 'api_client_name_taken') throw refused('people.client_name_taken')
    if (constraint?.endsWith('_fkey')) throw invalid('people.unknown_reference')
    throw error
  })
}

/** Makes a token and returns it; what stays here is its hash. */
export async function makeToken(
  tx: Tx,
  caller: Caller,
  { clientId, days, now }: { clientId: string; days: number; now: Date },
): Promise<{ id: string; token: string }> {
  const { districtId } = caller
  const client = await tx
    .selectFrom('people.api_client')
    .select('active')
    .where('district_id', '=', districtId)
    .where('id', '=', clientId)
    .executeTakeFirst()
  if (!client) throw notFound('people.client_not_found')
  if (!client.active) throw refused('people.client_inactive')
  const id = randomUUID()
  const token = `${API_MARK}${newToken()}`
  await tx
    .insertInto('people.api_token')
    .values({
      token_hash: hashToken(token),
      id,
      district_id: districtId,
      client_id: clientId,
      created_by: personOf(caller).personId,
      created_at: now,
      expires_at: new Date(now.getTime() + days * 86_400_000),
    })
    .execute()
  return { id, token }
}

/** Revokes a token, once; answers whose it was. */
export async function revokeToken(
  tx: Tx,
  { districtId, tokenId, now }: { districtId: string; tokenId: string; now: Date },
): Promise<string> {
  const token = await tx
    .selectFrom('people.api_token')
    .select(['client_id', 'revoked_at'])
    .where('district_id', '=', districtId)
    .where('id', '=', tokenId)
    .forUpdate()
    .executeTakeFirst()
  if (!token) throw notFound('people.token_not_found')
  if (token.revoked_at === null)
    await tx
      .updateTable('people.api_token')
      .set({ revoked_at: now })
      .where('id', '=', tokenId)
      .execute()
  return token.client_id
}

interface Asked {
  token: string
  ip: string
  agent: string
  now: Date
}

/**
 * The program behind a bearer token: its verbs and scope, and no person. A token that is unknown,
 * expired or revoked, or whose program was stopped, says so: 401, each in its own words.
 */
export async function clientOf(db: Db, { token, ip, agent, now }: Asked): Promise<Caller> {
  const hash = hashToken(token)
  const row = await db
    .selectFrom('people.api_token as t')
    .innerJoin('people.api_client as c', (j) =>
      j.onRef('c.district_id', '=', 't.district_id').onRef('c.id', '=', 't.client_id'),
    )
    .select([
      't.expires_at',
      't.revoked_at',
      't.used_at',
      'c.district_id',
      'c.id',
      'c.name',
      'c.verbs',
      'c.areas',
      'c.organisation_id',
      'c.active',
    ])
    .where('t.token_hash', '=', hash)
    .executeTakeFirst()
  if (!row) throw new Problem(401, 'people.token_unknown')
  const state = tokenState({ expiresAt: row.expires_at, revokedAt: row.revoked_at }, now)
  if (state === 'revoked' || !row.active) throw new Problem(401, 'people.token_revoked')
  if (state === 'expired') throw new Problem(401, 'people.token_expired')
  if (row.used_at === null || wantsTouch(row.used_at, now))
    await db
      .updateTable('people.api_token')
      .set({ used_at: now })
      .where('token_hash', '=', hash)
      .execute()
  return {
    ...anonymous(row.district_id, ip, agent),
    client: { id: row.id, name: row.name },
    organisationId: row.organisation_id,
    verbs: new Set(row.verbs),
    scope: {
      areas: row.areas.filter((code) => code !== ''),
      units: row.organisation_id === null ? [] : [row.organisation_id],
    },
  }
}
