import * as oidc from 'openid-client'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { Problem } from '#platform/server/problem.ts'
import { findProvider } from './attempt.ts'
import { clientOf } from './client.ts'

/**
 * Where to sign out at the provider as well, or null: none was used, it should not end there, or it has
 * no such page. A provider that is away keeps nobody signed in here.
 */
export async function endAtProvider(
  db: Db,
  { providerId, returnTo }: { providerId: string | null; returnTo: string },
  tools: { cipher: Cipher; now: Date },
): Promise<string | null> {
  if (providerId === null) return null
  try {
    const provider = await findProvider(db, providerId)
    if (!provider.ends_there) return null
    const client = await clientOf(provider, tools)
    if (client.serverMetadata().end_session_endpoint === undefined) return null
    return oidc.buildEndSessionUrl(client, { post_logout_redirect_uri: returnTo }).href
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}
