import { sendFile, type FileStore } from '#modules/files/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { sendPaper } from '#platform/server/papers/index.ts'
import { leafletsContract as contract } from '../../contract/index.ts'
import { leafletPaper } from './paper.ts'
import { countOpening, publicLeaflet, publicPicture, screenLeaflets } from './public.ts'
import { leafletPage, listLeaflets } from './views.ts'
import { approveLeaflet, withdrawLeaflet, writeLeaflet } from './write.ts'

export interface LeafletParts {
  store: FileStore
  /** Told of everything that a stranger asks for which costs more than a look. */
  limitAsking: (caller: Caller) => void
  /** Where people reach this server, for the codes; that of the request where it is empty. */
  publicUrl: string
}

export function leafletRoutes(w: Wiring, { store, limitAsking, publicUrl }: LeafletParts): void {
  const { db, clock } = w
  const asking = (caller: Caller) => ({ caller, now: clock() })
  mount(w, contract.listLeaflets, async ({ caller, query }) => ({
    ...(await listLeaflets(db, asking(caller), query)),
    mayWrite: caller.verbs.has('outreach.keep'),
  }))
  mount(w, contract.readLeaflet, ({ caller, params }) =>
    leafletPage(db, asking(caller), params.leafletId),
  )
  mount(w, contract.writeLeaflet, ({ caller, body }) => writeLeaflet(db, asking(caller), body))
  mount(w, contract.approveLeaflet, ({ caller, params, body }) =>
    approveLeaflet(db, asking(caller), { ...params, ...body }),
  )
  mount(w, contract.withdrawLeaflet, ({ caller, params, body }) =>
    withdrawLeaflet(db, asking(caller), { ...params, ...body }),
  )
  mount(w, contract.printLeaflet, async ({ caller, params, query, http }) => {
    const own = `${http.request.protocol}://${http.request.host}`
    const { size, language, format } = query
    const paper = await leafletPaper(db, asking(caller), {
      ...params,
      size,
      language,
      publicUrl: publicUrl || own,
      store,
    })
    return sendPaper(http.reply, paper, { format, name: paper.title })
  })

  mount(w, contract.readPublicLeaflet, ({ params }) =>
    publicLeaflet(db, { ...params, now: clock() }),
  )
  mount(w, contract.openedLeaflet, async ({ caller, params, body }) => {
    limitAsking(caller)
    await countOpening(db, { ...params, ...body, now: clock() })
    return {}
  })
  mount(w, contract.pictureOfLeaflet, async ({ params, http }) =>
    sendFile(http.reply, store, await publicPicture(db, { ...params, now: clock() })),
  )
  mount(w, contract.screenLeaflets, async ({ params }) => ({
    leaflets: await screenLeaflets(db, { ...params, now: clock() }),
  }))
}
