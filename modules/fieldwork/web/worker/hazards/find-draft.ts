import type { Input } from '#platform/web/console/say.ts'
import type { PickedPhotos } from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import type { hazardsContract } from '../../../contract/index.ts'
import type { AddresseeKind, NoticeWay } from '../../../domain/hazards/hazard.ts'

export const noPhotos: PickedPhotos = { ids: [], pending: 0, failed: 0 }

/** What was seen, and what was done about it in the same minute. */
export interface Draft {
  id: string
  noticeId: string
  fixId: string
  kind: string
  grade: string
  words: string
  photos: PickedPhotos
  subject: { id: string; name: string } | null
  address: string
  areaCode: string
  campaignId: string
  told: boolean
  toName: string
  toKind: AddresseeKind
  how: NoticeWay
  dueOn: string
  fixed: boolean
  fixedBy: string
  after: PickedPhotos
}

export const freshDraft = (areaCode: string, campaignId: string): Draft => ({
  id: newId(),
  noticeId: newId(),
  fixId: newId(),
  kind: '',
  grade: '',
  words: '',
  photos: noPhotos,
  subject: null,
  address: '',
  areaCode,
  campaignId,
  told: false,
  toName: '',
  toKind: 'shop',
  how: 'in_person',
  dueOn: '',
  fixed: false,
  fixedBy: '',
  after: noPhotos,
})

/** What still has to be given, as the key of the words that say so. */
export function missingIn(draft: Draft, today: string): string | null {
  if (draft.kind === '') return 'hazard.needKind'
  if (draft.grade === '') return 'hazard.needGrade'
  if (draft.subject === null && (draft.address.trim() === '' || draft.areaCode === ''))
    return 'hazard.needPlace'
  if (draft.told && (draft.toName.trim() === '' || draft.dueOn < today)) return 'hazard.needTold'
  return null
}

interface Here {
  lon: number
  lat: number
}

/** As it is sent. */
export function foundOf(
  draft: Draft,
  here: Here | null,
): Input<typeof hazardsContract.recordHazard.body> {
  const { id, kind, grade, subject, toKind, how, dueOn } = draft
  return {
    id,
    kind,
    grade,
    words: draft.words.trim(),
    photos: draft.photos.ids,
    subjectId: subject?.id ?? null,
    address: draft.address.trim(),
    areaCode: draft.areaCode || null,
    campaignId: draft.campaignId || null,
    place:
      subject === null && here
        ? { lon: here.lon, lat: here.lat, system: 'WGS84', method: 'gps' }
        : null,
    notice: draft.told
      ? { id: draft.noticeId, dueOn, toKind, toName: draft.toName.trim(), how }
      : null,
    fix: draft.fixed
      ? { id: draft.fixId, by: draft.fixedBy.trim(), words: '', photos: draft.after.ids }
      : null,
  }
}
