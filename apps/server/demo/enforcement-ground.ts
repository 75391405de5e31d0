import {
  openFile,
  saveAuthority,
  saveCertificate,
  saveOffice,
  takeStep,
} from '#modules/enforcement/server/index.ts'
import type { NewParty, StepOrder } from '#modules/enforcement/contract/index.ts'
import type { Scene } from './pictures.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { idIn, member, organisationId } from './staff.ts'
import { after, daysBefore, onDuty } from './time.ts'
import { worlds } from './worlds.ts'

export const dayOf = (instant: Date) =>
  new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/** Who may: the bureau inspects and orders, punishes in the province's system; fire lanes are another's. */
export async function foundOffice({ db, districtId, crew, present }: Stage): Promise<void> {
  const world = worlds.find((one) => one.districtId === districtId)
  const name = world?.name ?? ''
  const by = { caller: member(crew, 'centre'), now: daysBefore(present, 60), baseVersion: null }
  const bodyId = organisationId(districtId, 'bureau')
  const id = (key: string) => namedId(`${districtId}/enforcement/${key}`)
  const entry = {
    matterCode: '*',
    bodyId: bodyId as string | null,
    bodyName: `${name}城市管理执法局`,
    from: '2025-01-01',
    until: null,
    paperTitle: '城市管理领域相对集中行政处罚权的批复',
    paperNumber: '',
    law: '',
  }
  /* oxlint-disable no-await-in-loop -- one after the other */
  for (const power of ['inspect', 'order'] as const)
    await saveAuthority(db, { ...entry, id: id(power), power, system: 'ours' }, by)
  await saveAuthority(db, { ...entry, id: id('punish'), power: 'punish', system: 'province' }, by)
  for (const power of ['order', 'punish'] as const)
    await saveAuthority(
      db,
      {
        ...entry,
        id: id(`fire-${power}`),
        matterCode: '09012',
        power,
        bodyId: null,
        bodyName: `${name}消防救援大队`,
        system: 'fire',
        paperTitle: '消防法',
        law: '《消防法》第二十八条、第六十条',
      },
      by,
    )
  for (const [n, key] of ['officer1', 'officer2'].entries())
    await saveCertificate(
      db,
      {
        id: id(key),
        personId: idIn(districtId, 'person', key),
        bodyId,
        number: `${districtId}${String(2024_001 + n)}`,
        issuer: '湖北省人民政府',
        validFrom: '2024-01-01',
        // One of the two ends soon, and shows so.
        validUntil: dayOf(daysBefore(present, n === 0 ? -600 : -40)),
        revokedOn: null,
      },
      by,
    )
  /* oxlint-enable no-await-in-loop */
  await saveOffice(
    db,
    {
      bodyId,
      name: `${name}城市管理执法局`,
      prefix: `${name.slice(0, 2)}城管`,
      reviewBody: `${name}人民政府`,
      court: `${name}人民法院`,
      address: `${world?.roads[0] ?? ''} 1 号`,
      phone: '0000-00021',
    },
    by,
  )
}

interface Story {
  key: string
  title: string
  matterCode: string
  address: string
  sells?: 'none' | 'cooked_food'
  parties: readonly (Pick<NewParty, 'kind' | 'name'> & { about?: string })[]
  days: number
  opener: string
  caseId?: string | null
}

/** A file and a way to go on with it: who, how many days ago, what, and which picture. */
export async function telling(stage: Stage, story: Story) {
  const { db, districtId, crew, present, cipher, album } = stage
  const id = (key: string) => namedId(`${districtId}/enforcement/${story.key}/${key}`)
  const fileId = id('file')
  /** Inside the hours of duty, and never after now. */
  const at = (days: number, minutes = 0) => {
    const on = onDuty(after(daysBefore(present, days), 9 * 60 + minutes))
    return on < after(present, -20) ? on : after(present, -20)
  }
  const as = (who: string, now: Date) => ({ caller: member(crew, who), now, cipher })
  const world = worlds.find((one) => one.districtId === districtId)
  const opening = {
    id: fileId,
    caseId: story.caseId ?? null,
    title: story.title,
    matterCode: story.matterCode,
    sells: story.sells ?? ('none' as const),
    address: story.address,
    point: world ? { lon: world.lon + 0.001, lat: world.lat + 0.001 } : null,
    parties: story.parties.map((party, n) => ({
      id: id(`party/${n}`),
      kind: party.kind,
      name: party.name,
      about: party.about ?? '',
      subjectId: null,
    })),
  }
  await openFile(db, opening, as(story.opener, at(story.days)))
  let n = 0
  const step = async (who: string, now: Date, order: StepOrder, scene?: [Scene, boolean]) => {
    n += 1
    const evidence = scene
      ? [
          {
            id: id(`evidence/${n}`),
            pictureId: album.of(scene[0], scene[1], false),
            sha256: null,
            takenAt: now.toISOString(),
            caption: '',
          },
        ]
      : []
    const input = { fileId, clientId: id(`step/${n}`), baseVersion: null, evidence, order }
    await takeStep(db, { ...input, ...as(who, now) })
  }
  return { id, at, as, step, fileId, parties: opening.parties.map((party) => party.id) }
}

type Telling = Awaited<ReturnType<typeof telling>>

export const dissuade = (words: string, kind?: 'property' | 'community'): StepOrder => ({
  step: 'dissuade',
  words,
  who: kind ? { kind, name: '' } : null,
  partyIds: [],
})

/** An order and its service, so many days ago, to be kept by the day of so many days ago. */
export async function orderedAndServed(
  { step, at, id, parties }: Telling,
  of: { days: number; until: Date; facts: string; violated: string; demand: string; name: string },
  second: string,
): Promise<void> {
  const made = at(of.days, 60)
  await step('officer1', made, {
    step: 'order',
    paperId: id('order'),
    secondId: second,
    partyIds: parties,
    facts: of.facts,
    violated: of.violated,
    demand: of.demand,
    untilDay: dayOf(of.until),
  })
  await step('officer1', at(of.days, 90), {
    step: 'serve',
    secondId: second,
    serviceId: id('service'),
    mode: 'direct',
    proof: {
      on: dayOf(at(of.days, 90)),
      signedBy: of.name,
      takenFor: '',
      refusal: '',
      witness: '社区工作人员',
      tracking: '',
      arrivedOn: null,
      consentOn: null,
      address: '',
      entrustedTo: '',
      postedAt: '',
      reason: '',
    },
  })
}

export const lawOfOrder = '《城市市容和环境卫生管理条例》第十四条'
