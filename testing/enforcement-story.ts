import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import type { NewEvidence, StepOrder } from '#modules/enforcement/contract/index.ts'
import {
  filePage,
  openFile,
  saveAuthority,
  saveCertificate,
  saveOffice,
  takeStep,
} from '#modules/enforcement/server/index.ts'
import { Problem } from '#platform/server/problem.ts'
import { diskStore, receiveFile } from '#modules/files/server/index.ts'
import { appoint, savePerson, savePost } from '#modules/people/server/index.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  as,
  cipher,
  community,
  districtId,
  foundDistrict,
  id,
  later,
  type Name,
} from './small-district.ts'

export const store = diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-evidence-')))
export const fileId = id('file/clutter')
export const partyId = id('party/huang')
export const orderId = id('paper/order')
/** 乱堆杂物, for which the team may order. */
export const clutter = '06036'

/** Who may act: the station's team, with certificates for `gao` and `lin`; the province's system punishes. */
export async function foundOffice(db: Db): Promise<void> {
  await foundDistrict(db)
  const t = db as Tx // oxlint-disable-line typescript/no-unsafe-type-assertion -- tests hand in a transaction
  await savePerson(t, { districtId, id: id('lin'), name: '林晓', now: later(0) })
  await savePost(t, {
    districtId,
    id: id('lin/post'),
    kind: 'officer',
    title: '城管队员',
    organisationId: id('station'),
    areas: [community],
  })
  await appoint(t, {
    districtId,
    id: id('lin/holding'),
    postId: id('lin/post'),
    personId: id('lin'),
    from: '2026-01-01',
  })
  const by = { caller: await as(db, 'centre'), now: later(0), baseVersion: null }
  for (const power of ['inspect', 'order'] as const)
    await saveAuthority(
      db,
      {
        id: id(`authority/${power}`),
        matterCode: '*',
        power,
        bodyId: id('station'),
        bodyName: '凤凰街道综合执法中队',
        system: 'ours',
        from: '2026-01-01',
        until: null,
        paperTitle: '街道行政执法委托书',
        paperNumber: '鄂城政发〔2025〕8号',
        law: '',
      },
      by,
    )
  await saveAuthority(
    db,
    {
      id: id('authority/punish'),
      matterCode: '*',
      power: 'punish',
      bodyId: null,
      bodyName: '鄂城区城市管理执法局',
      system: 'province',
      from: '2026-01-01',
      until: null,
      paperTitle: '三定方案',
      paperNumber: '',
      law: '《城市市容和环境卫生管理条例》第三十四条',
    },
    by,
  )
  for (const name of ['gao', 'lin'])
    await saveCertificate(
      db,
      {
        id: id(`certificate/${name}`),
        personId: id(name),
        bodyId: id('station'),
        number: `42070${name.length}${name}`,
        issuer: '湖北省人民政府',
        validFrom: '2024-01-01',
        validUntil: '2026-12-31',
        revokedOn: null,
      },
      by,
    )
  await saveOffice(
    db,
    {
      bodyId: id('station'),
      name: '凤凰街道综合执法中队',
      prefix: '凤凰综执',
      reviewBody: '鄂城区人民政府',
      court: '鄂州市鄂城区人民法院',
      address: '竹林北路 1 号',
      phone: '0711-0000000',
    },
    by,
  )
}

export const opening = (over: object = {}) => ({
  id: fileId,
  caseId: null,
  title: '门前长期堆放杂物',
  matterCode: clutter,
  sells: 'none' as const,
  address: '大东门内正街2号',
  point: { lon: 114.8905, lat: 30.3905 },
  parties: [{ id: partyId, kind: 'person' as const, subjectId: null, name: '黄志明', about: '' }],
  ...over,
})

export const open = async (db: Db, over: object = {}, name: Name = 'gao') =>
  openFile(db, opening(over), { caller: await as(db, name), now: later(0), cipher })

/** A step by somebody, so many minutes after the Monday of the story began. */
export const step = async (
  db: Db,
  order: StepOrder,
  of: {
    by?: Name
    minute?: number
    evidence?: readonly NewEvidence[]
    baseVersion?: number | null
    clientId?: string
    said?: { doneAt: string; sentAt: string }
    fileId?: string
  } = {},
) =>
  takeStep(db, {
    fileId: of.fileId ?? fileId,
    clientId: of.clientId ?? randomUUID(),
    caller: await as(db, of.by ?? 'gao'),
    now: later(of.minute ?? 10),
    baseVersion: of.baseVersion ?? null,
    cipher,
    said: of.said,
    order,
    evidence: of.evidence ?? [],
  })

export const dissuasion: StepOrder = {
  step: 'dissuade',
  words: '请把门口的杂物清走，占道影响通行',
  who: null,
  partyIds: [],
}
export const orderWish = (over: object = {}): StepOrder => ({
  step: 'order',
  paperId: orderId,
  secondId: id('lin'),
  partyIds: [partyId],
  facts: '自二月起在门前公共通道堆放木板、废旧家具约三立方米',
  violated: '《城市市容和环境卫生管理条例》第十四条',
  demand: '清走全部杂物，恢复通道',
  untilDay: '2026-03-20',
  ...over,
})
export const proof = {
  on: '2026-03-16',
  signedBy: '黄志明',
  takenFor: '',
  refusal: '',
  witness: '',
  tracking: '',
  arrivedOn: null,
  consentOn: null,
  address: '',
  entrustedTo: '',
  postedAt: '',
  reason: '',
}
export const serviceWish = (over: object = {}): StepOrder => ({
  step: 'serve',
  secondId: id('lin'),
  serviceId: id('service'),
  mode: 'direct',
  proof,
  ...over,
})
export const reinspectWish = (over: object = {}): StepOrder => ({
  step: 'reinspect',
  secondId: id('lin'),
  paperId: id('paper/reinspection'),
  finding: 'not_mended',
  words: '杂物仍在门前，未清理',
  ...over,
})

/** A picture as a phone's camera gives it, taken in. */
export async function aPicture(db: Db, shade = 120): Promise<string> {
  const bytes = await sharp({
    create: { width: 40, height: 30, channels: 3, background: { r: shade, g: 90, b: 60 } },
  })
    .jpeg()
    .toBuffer()
  const pictureId = randomUUID()
  await receiveFile(db, store, {
    districtId,
    id: pictureId,
    bytes,
    uploader: id('gao'),
    now: later(0),
  })
  return pictureId
}

/** Minutes from the Monday of the story to the morning of a later day of it. */
export const days = (n: number) => n * 24 * 60

/** A file as somebody sees it, so many minutes after the Monday of the story began. */
export const seen = async (
  db: Db,
  minute = 20,
  name: Parameters<typeof as>[1] = 'gao',
  of = fileId,
) => filePage(db, of, { caller: await as(db, name), cipher, now: later(minute) })

/** What a refusal said: its word, and the law in it. */
export const refusal = async (doing: Promise<unknown>) => {
  const error: unknown = await doing.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error === null) return { code: null, law: null }
  if (!(error instanceof Problem)) throw error
  return { code: error.code, law: error.details['law'] ?? null, details: error.details }
}
