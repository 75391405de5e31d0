import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Got {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** What a receiver does with one request: a status, or something worse. */
export type Manner = number | ((response: ServerResponse, got: Got) => void)

/**
 * Somebody else's server on this machine: keeps what came, and answers as the test wants, one manner
 * for each request and 200 when there is none left.
 */
export async function aReceiver(...manners: Manner[]) {
  const got: Got[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
      }
      got.push(one)
      const manner = manners.shift() ?? 200
      if (typeof manner === 'number') response.writeHead(manner).end()
      else manner(response, one)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // oxlint-disable-line typescript/no-unsafe-type-assertion -- it listens on TCP
  return {
    got,
    manners,
    url: `http://127.0.0.1:${port}/hook`,
    host: `127.0.0.1:${port}`,
    port,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
