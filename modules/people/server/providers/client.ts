import * as oidc from 'openid-client'
import type { Cipher } from '#platform/server/cipher.ts'
import { Problem } from '#platform/server/problem.ts'

export interface Provider {
  id: string
  issuer: string
  client_id: string
  secret_cipher: string | null
  scopes: string
  version: number
}

const KEPT_MINUTES = 10
const PATIENCE_SECONDS = 10

const kept = new Map<string, { until: number; client: oidc.Configuration }>()

/**
 * The provider as it describes itself, kept for a while. Signatures of its tokens are verified even
 * where TLS would do, since a plain connection is allowed on this very machine.
 */
export async function clientOf(
  provider: Provider,
  { cipher, now, anew = false }: { cipher: Cipher; now: Date; anew?: boolean },
): Promise<oidc.Configuration> {
  const key = `${provider.id}/${provider.version}`
  const known = kept.get(key)
  if (!anew && known && known.until > now.getTime()) return known.client
  const secret = provider.secret_cipher === null ? undefined : cipher.open(provider.secret_cipher)
  const issuer = URL.parse(provider.issuer)
  if (!issuer) throw new Problem(502, 'people.provider_odd')
  const execute = [oidc.enableNonRepudiationChecks]
  // oxlint-disable-next-line typescript/no-deprecated -- marked so as a warning; issuerFits allows it for this machine only
  if (issuer.protocol === 'http:') execute.push(oidc.allowInsecureRequests)
  const client = await sayingWhy(
    oidc.discovery(
      issuer,
      provider.client_id,
      secret,
      secret === undefined ? oidc.None() : oidc.ClientSecretBasic(secret),
      { execute, timeout: PATIENCE_SECONDS },
    ),
  )
  kept.set(key, { until: now.getTime() + KEPT_MINUTES * 60_000, client })
  return client
}

/** Turns what can go wrong between two servers into words; details stay out of the answer. */
export async function sayingWhy<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof oidc.AuthorizationResponseError)
      throw new Problem(
        401,
        error.error === 'access_denied' ? 'people.provider_denied' : 'people.provider_refused',
      )
    if (error instanceof oidc.ResponseBodyError) throw new Problem(401, 'people.provider_refused')
    if (error instanceof oidc.ClientError || error instanceof TypeError)
      throw new Problem(502, unreachable(error) ? 'people.provider_away' : 'people.provider_odd')
    throw error
  }
}

const unreachable = (error: Error & { code?: unknown }) =>
  error instanceof TypeError ||
  error.code === 'OAUTH_TIMEOUT' ||
  error.code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' ||
  (error.cause instanceof Error && error.cause.name === 'TypeError')
