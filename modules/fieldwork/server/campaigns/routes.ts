import { Readable } from 'node:stream'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { sendPaper } from '#platform/server/papers/index.ts'
import { WORKBOOK, xlsxOf } from '#platform/server/spreadsheet/index.ts'
import { campaignsContract as contract } from '../../contract/index.ts'
import { ownsArea } from '../scope.ts'
import { listDays, recordDay, withdrawDay } from './days.ts'
import { measuresOf, saveMeasure } from './measures.ts'
import { campaignPaper } from './paper.ts'
import { saveCampaign, saveTeam, teamPeople } from './save.ts'
import { campaignSheets } from './sheet.ts'
import { listCampaigns, ownCampaigns, readCampaign } from './views.ts'

export function campaignRoutes(w: Wiring): void {
  const { db, clock } = w
  const asking = (caller: Caller) => ({ caller, now: clock() })
  mount(w, contract.listCampaigns, ({ caller }) => listCampaigns(db, asking(caller)))
  mount(w, contract.saveCampaign, ({ caller, body }) => saveCampaign(db, asking(caller), body))
  mount(w, contract.readCampaign, ({ caller, params }) =>
    readCampaign(db, asking(caller), params.campaignId),
  )
  mount(w, contract.saveTeam, ({ caller, params, body }) =>
    saveTeam(db, asking(caller), { ...params, ...body }),
  )
  mount(w, contract.teamPeople, ({ caller, params }) =>
    teamPeople(db, asking(caller), params.campaignId),
  )
  mount(w, contract.recordDay, ({ caller, body }) => recordDay(db, asking(caller), body))
  mount(w, contract.withdrawDay, ({ caller, params, body }) =>
    withdrawDay(db, asking(caller), { ...params, ...body }),
  )
  mount(w, contract.listDays, ({ caller, query }) => listDays(db, asking(caller), query))
  mount(w, contract.listMeasures, async ({ caller }) => ({
    measures: await measuresOf(db, caller.districtId),
    mayEdit: caller.verbs.has('fieldwork.plan') && ownsArea(caller, caller.districtId),
  }))
  mount(w, contract.saveMeasure, ({ caller, body }) => saveMeasure(db, asking(caller), body))
  mount(w, contract.ownCampaigns, ({ caller }) => ownCampaigns(db, asking(caller)))
  mount(w, contract.exportCampaign, async ({ caller, params, query, http }) => {
    const { timeZone } = await readDistrict(db, caller.districtId)
    const asked = { id: params.campaignId, language: query.language }
    const sheets = await campaignSheets(db, asking(caller), asked)
    return http.reply
      .header('content-type', WORKBOOK)
      .header('content-disposition', 'attachment; filename="campaign.xlsx"')
      .header('cache-control', 'no-store')
      .send(Readable.from(xlsxOf(sheets, timeZone), { objectMode: false }))
  })
  mount(w, contract.printCampaign, async ({ caller, params, query, http }) => {
    const asked = { id: params.campaignId, language: query.language }
    const { paper, name } = await campaignPaper(db, asking(caller), asked)
    return sendPaper(http.reply, paper, { format: query.format, name })
  })
}
