import { letSend, type sendLater } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { campaignsContract as contract } from '../../../contract/index.ts'

type Day = Input<typeof contract.recordDay.body>
type Later = Parameters<typeof sendLater>[0]

const DAY = 'fieldwork.campaign_day'

/** How days of action leave this phone; each counts once however often it is sent. */
export function letCampaignsQueue(): void {
  letSend(DAY, async ({ body, said }) => {
    const day = body as Day // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by dayWork
    await call(contract.recordDay, { body: { ...day, said } })
  })
}

export const dayWork = (day: Day, title: string): Later => ({
  of: DAY,
  lane: day.id,
  title,
  body: day,
  words: day.words ?? '',
  photos: day.photos ?? [],
})
