import { transact, type Tx } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { notFound } from '#platform/server/problem.ts'
import * as contract from '../contract/clients.ts'
import { listClients, makeToken, revokeToken, saveClient } from './api-clients.ts'
import { audit } from './audit.ts'
import { keepInScope } from './grants.ts'

/** Programs that call the API, kept by the security administrator of the whole district. */
export function clientRoutes(w: Wiring): void {
  const { db, clock } = w
  const one = async (tx: Tx, districtId: string, id: string) => {
    const [client] = await listClients(tx, { districtId, id, now: clock() })
    if (!client) throw notFound('people.client_not_found')
    return client
  }

  mount(w, contract.listClients, async ({ caller }) => {
    keepInScope(caller, [])
    return { clients: await listClients(db, { districtId: caller.districtId, now: clock() }) }
  })

  mount(w, contract.saveClient, ({ caller, body }) =>
    transact(db, async (tx) => {
      keepInScope(caller, [])
      keepInScope(caller, body.areas)
      await saveClient(tx, caller, { ...body, now: clock() })
      await audit(tx, caller, {
        act: 'people.client_saved',
        subjectKind: 'client',
        subjectId: body.id,
        details: { verbs: body.verbs, areas: body.areas, active: body.active },
        at: clock(),
      })
      return one(tx, caller.districtId, body.id)
    }),
  )

  mount(w, contract.makeToken, ({ caller, params: { clientId }, body: { days } }) =>
    transact(db, async (tx) => {
      keepInScope(caller, [])
      const { id, token } = await makeToken(tx, caller, { clientId, days, now: clock() })
      const subject = { subjectKind: 'client', subjectId: clientId }
      const details = { tokenId: id, days }
      await audit(tx, caller, { act: 'people.token_made', ...subject, details, at: clock() })
      return { token, client: await one(tx, caller.districtId, clientId) }
    }),
  )

  mount(w, contract.revokeToken, ({ caller, params: { tokenId } }) =>
    transact(db, async (tx) => {
      keepInScope(caller, [])
      const { districtId } = caller
      const clientId = await revokeToken(tx, { districtId, tokenId, now: clock() })
      const subject = { subjectKind: 'client', subjectId: clientId }
      const details = { tokenId }
      await audit(tx, caller, { act: 'people.token_revoked', ...subject, details, at: clock() })
      return one(tx, districtId, clientId)
    }),
  )
}
