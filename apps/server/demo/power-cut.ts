import {
  dispatch,
  file,
  followPlace,
  mergeCase,
  receive,
  reportCase,
  saveTemplate,
  takeApart,
  type Received,
} from '#modules/cases/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member } from './staff.ts'
import { after, dutyAgo } from './time.ts'

/** Whoever lives there, in the order in which their telephones found the page. */
const voices = [
  { building: 3, minute: 0, words: '3栋整栋停电了，冰箱里的东西要坏' },
  { building: 2, minute: 6, words: '家里突然停电，邻居家也没有电' },
  { building: 4, minute: 9, words: '4栋停电，热水器、路由器都用不了' },
  { building: 3, minute: 14, words: '停电半小时了，老人用制氧机，什么时候来电' },
  { building: 5, minute: 21, words: '5栋停电，电梯停在三楼' },
  // Not yet looked at: the desk finds them beside the case that is already with the power company.
  { building: 1, minute: 38, words: '1栋也停电了，整个单元黑着' },
  { building: 4, minute: 44, words: '还是停电，有没有人在修' },
] as const

const matter = { kind: 'matter' as const, code: '01028' }
const estate = '丰润园小区'

/**
 * A power cut in 丰润园: many tell of one thing. The desk leads with the first, joins the others, and
 * takes one apart again that was about a lift. The people and the cut are invented.
 */
export async function powerCut(stage: Stage): Promise<void> {
  await replyTemplates(stage)
  const addresses = await stage.db
    .selectFrom('places.address')
    .select(['id', 'full_text'])
    .where('district_id', '=', stage.districtId)
    .where('full_text', 'like', `%${estate}%栋`)
    .execute()
  if (addresses.length === 0) return
  const began = dutyAgo(stage.present, 95)
  const told: Received[] = []
  for (const [n, voice] of voices.entries()) {
    const address = addresses.find((a) => a.full_text.endsWith(`${estate}${voice.building}栋`))
    // oxlint-disable-next-line no-await-in-loop -- in the order in which they came
    const received = await reportCase(
      stage.db,
      {
        source: 'web',
        clientId: namedId(`${stage.districtId}/power-cut/${n}`),
        channel: 'web',
        words: voice.words,
        place: null,
        address: address?.full_text ?? estate,
        addressId: address?.id ?? null,
        photos: [],
        name: null,
        phone: null,
        confidential: false,
        danger: null,
      },
      { ...stage, caller: anonymous(stage.districtId), now: after(began, voice.minute) },
    )
    told.push(received)
  }
  await lead(stage, told, began)
}

async function lead(stage: Stage, told: readonly Received[], began: Date): Promise<void> {
  const { db } = stage
  const [master, ...others] = told
  if (!master) return
  const by = (who: string, caseId: string, minute: number) => ({
    caseId,
    caller: member(stage.crew, who),
    now: after(began, minute),
    baseVersion: null,
  })
  await receive(db, by('coordinator', master.caseId, 10))
  await file(db, {
    ...by('coordinator', master.caseId, 12),
    matter,
    urgency: 'urgent',
    title: '丰润园小区多栋停电',
    words: '',
  })
  for (const [n, other] of others.slice(0, 4).entries())
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as a hand does it
    await mergeCase(db, {
      ...by('coordinator', other.caseId, 24 + n),
      masterId: master.caseId,
      words: '同一次停电',
    })
  await dispatch(db, {
    ...by('coordinator', master.caseId, 30),
    unitId: null,
    words: '多栋停电，有老人在家吸氧，请先恢复3栋',
  })
  const lift = others[3]
  if (lift)
    await takeApart(db, {
      ...by('coordinator', lift.caseId, 50),
      words: '电梯停在三楼要另请维保单位，单独办',
    })
  await followPlace(
    db,
    member(stage.crew, 'coordinator'),
    {
      id: namedId(`${stage.districtId}/followed/estate`),
      name: estate,
      place: { kind: 'address', address: estate },
    },
    began,
  )
}

const templates = [
  {
    name: '已安排处置',
    whenStatuses: ['filed' as const, 'dispatched' as const],
    words: '您反映的{matter}（{code}）已立案，我们会在{promise}前办好，办好后请您评价。',
  },
  {
    name: '单位已接手',
    whenStatuses: ['handling' as const],
    words: '您反映的{place}的问题（{code}）已由{unit}接手，{promise}前办好。',
  },
  {
    name: '同一件事正在合办',
    whenStatuses: ['merged' as const],
    words: '您反映的事（{code}）已有多位居民一起反映，正在合在一起办，办好后会单独请您评价。',
  },
] as const

async function replyTemplates({ db, crew, districtId, present }: Stage): Promise<void> {
  for (const template of templates)
    // oxlint-disable-next-line no-await-in-loop -- three rows
    await saveTemplate(
      db,
      member(crew, 'system'),
      {
        id: namedId(`${districtId}/reply/${template.name}`),
        name: template.name,
        whenStatuses: [...template.whenStatuses],
        whenMatters: [],
        words: template.words,
        active: true,
        version: 0,
      },
      dutyAgo(present, 3000),
    )
}
