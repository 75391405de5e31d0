import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { z } from 'zod'

/** A person's account there: what the provider tells of it. */
export type Account = Record<string, unknown> & { sub: string }

export interface IdentityProvider {
  issuer: string
  /** Signs in there as this account, at the address we were sent to; answers where it sends us back. */
  visit(location: string, login: string): Promise<URL>
  stop(): Promise<void>
}

export const clientId = 'gongzhi'
export const clientSecret = 'a-secret-between-two-servers'

/** A real OpenID provider on this machine, with these accounts; its pages of development ask for a name. */
export async function startIdentityProvider(
  accounts: readonly Account[],
  { redirectUri, signOutTo }: { redirectUri: string; signOutTo: string },
): Promise<IdentityProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [signOutTo],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], phone: ['phone_number'] },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['for this test only'] },
    findAccount: (_, id) => {
      const found = accounts.find((account) => account.sub === id)
      return found && { accountId: id, claims: () => found }
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))
  return { issuer, visit: (location, login) => visit(location, login), stop: () => stop(server) }
}

const stop = (server: Server) =>
  new Promise<void>((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  })

/** Walks as a browser does: follows redirects with its cookies, fills the two forms in. */
async function visit(location: string, login: string): Promise<URL> {
  const jar = new Map<string, string>()
  const { origin } = new URL(location)
  let url = new URL(location)
  let form: URLSearchParams | null = null
  /* oxlint-disable no-await-in-loop -- one step after the other */
  for (let step = 0; step < 12; step++) {
    if (url.origin !== origin) return url
    const reply: Response = await fetch(url, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: form } : {}),
    })
    for (const cookie of reply.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const at = pair.indexOf('=')
      jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const next = reply.headers.get('location')
    if (next !== null) {
      url = new URL(next, url)
      form = null
      continue
    }
    const page = await reply.text()
    const action = z.string().parse(/<form[^>]* action="([^"]+)"/.exec(page)?.[1])
    url = new URL(action, url)
    form = page.includes('name="login"')
      ? new URLSearchParams({ prompt: 'login', login, password: 'x' })
      : new URLSearchParams({ prompt: 'consent' })
  }
  /* oxlint-enable no-await-in-loop */
  throw new Error(`the provider did not send us back: ${url.href}`)
}
