import { z } from 'zod'
import { derivativeOf, sendFile } from '#modules/files/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { sendPaper } from '#platform/server/papers/index.ts'
import { notFound } from '#platform/server/problem.ts'
import { DistrictId } from '#platform/shared/endpoint.ts'
import { signsContract as contract } from '../../contract/index.ts'
import type { ServicesParts } from '../routes.ts'
import { mendByLink, moveSign, signByLink, withdrawByLink } from './move.ts'
import { signSettings } from './sign-rows.ts'
import { submitSign, type Submitted } from './submit.ts'
import { findSign, listSigns, paperOfSign, saveSignSettings, signPage } from './views.ts'

const receiptOf = ({ code, key, dueAt }: Submitted) => ({
  code,
  key,
  dueAt: dueAt?.toISOString() ?? null,
})

/** For a shop, without a session: how it is filed, filing, and its own filing by its link. */
export function publicSignRoutes(w: Wiring, parts: ServicesParts): void {
  const { db, clock } = w
  const { cipher, limit, limitAsking, store } = parts
  mount(w, contract.signGuidance, ({ params }) => signSettings(db, params.districtId))
  mount(w, contract.submitSign, async ({ caller, params, body }) => {
    limit(caller, { lon: body.place?.lon ?? null, lat: body.place?.lat ?? null })
    const acting = {
      caller: { ...caller, districtId: params.districtId, personId: null },
      now: clock(),
      cipher,
    }
    return receiptOf(await submitSign(db, acting, body))
  })
  const link = (params: { districtId: string; code: string }, key: string) => ({
    ...params,
    key,
    cipher,
    now: clock(),
  })
  const shown = async (by: ReturnType<typeof link>) =>
    signPage(db, await signByLink(db, by), { staff: false, may: true })
  mount(w, contract.readSign, ({ params, query }) => shown(link(params, query.key)))
  mount(w, contract.mendSign, async ({ caller, params, body }) => {
    limitAsking(caller)
    const by = link(params, body.key)
    await mendByLink(db, by, body)
    return shown(by)
  })
  mount(w, contract.withdrawSign, async ({ caller, params, body }) => {
    limitAsking(caller)
    const by = link(params, body.key)
    await withdrawByLink(db, by, body.words)
    return shown(by)
  })
  mount(w, contract.publicSignPaper, async ({ caller, params, query, http }) => {
    // A paper costs what many looks do.
    limitAsking(caller)
    const row = await signByLink(db, link(params, query.key))
    const { paper, name } = await paperOfSign(db, row, query.language)
    return sendPaper(http.reply, paper, { format: query.format, name })
  })
  const photo = z.object({ districtId: DistrictId, code: z.string().max(12), fileId: z.uuid() })
  w.app.get(
    '/api/public/:districtId/sign-filings/:code/photos/:fileId',
    {
      schema: {
        summary: 'A drawing of a filing, for whoever has its link',
        tags: ['public'],
        params: photo,
        querystring: z.object({ key: z.string().max(100) }),
      },
    },
    async (request, reply) => {
      const { fileId, ...params } = photo.parse(request.params)
      const { key } = request.query as { key: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- parsed by the schema
      const view = await shown(link(params, key))
      const file = view.drawings.includes(fileId)
        ? await derivativeOf(db, params.districtId, fileId, 'public')
        : undefined
      if (!file) throw notFound('files.file_not_found')
      return sendFile(reply, store, file)
    },
  )
}

/** For staff, in the area of their post. */
export function signRoutes(w: Wiring, { cipher }: ServicesParts): void {
  const { db, clock } = w
  const page = async (caller: Caller, id: string) =>
    signPage(db, await findSign(db, caller, id), {
      staff: true,
      may: caller.verbs.has('services.sign'),
    })
  mount(w, contract.listSigns, ({ caller, query }) => listSigns(db, caller, query))
  mount(w, contract.readSignById, ({ caller, params }) => page(caller, params.filingId))
  mount(w, contract.submitForShop, async ({ caller, body }) => {
    const submitted = await submitSign(db, { caller, now: clock(), cipher }, body)
    return { ...receiptOf(submitted), id: submitted.id }
  })
  mount(w, contract.moveSign, async ({ caller, params, body }) => {
    await moveSign(db, { caller, now: clock() }, { ...params, ...body })
    return page(caller, params.filingId)
  })
  mount(w, contract.signPaper, async ({ caller, params, query, http }) => {
    const row = await findSign(db, caller, params.filingId)
    const { paper, name } = await paperOfSign(db, row, query.language)
    await audit(db, caller, {
      act: 'services.sign_printed',
      subjectKind: 'sign_filing',
      subjectId: row.id,
      at: clock(),
    })
    return sendPaper(http.reply, paper, { format: query.format, name })
  })
  mount(w, contract.readSignSettings, async ({ caller }) => ({
    ...(await signSettings(db, caller.districtId)),
    mayEdit: caller.verbs.has('services.edit'),
  }))
  mount(w, contract.saveSignSettings, ({ caller, body }) =>
    saveSignSettings(db, { caller, now: clock() }, body),
  )
}
