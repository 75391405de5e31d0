import { sql } from 'kysely'
import { originalsKept } from '#modules/files/server/index.ts'
import { masked } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import type { FoundReport } from '../../contract/personal.ts'
import { isFinal, type CaseStatus } from '../../domain/case.ts'
import { eraseFault, type PersonalField } from '../../domain/personal.ts'
import { visibleTo } from '../scope.ts'

export interface Wanted {
  phoneIndex: string | null
  reportId: string | null
}

interface Row {
  reportId: string
  caseId: string
  number: string
  shortCode: string
  title: string
  status: CaseStatus
  at: Date
  confidential: boolean
  name_cipher: string | null
  phone_cipher: string | null
  words: string
  original_text: string | null
  held: string | null
  files: string[]
}

/**
 * The reports of a person in the caller's scope: by the blind index of the telephone across all cases,
 * and the one whose own key was shown. Confidential ones are for whoever may see contacts.
 */
export async function reportsOf(db: Db, caller: Caller, { phoneIndex, reportId }: Wanted) {
  const { rows } = await sql<Row>`
    select r.id as "reportId", c.id as "caseId", c.number, c.short_code as "shortCode", c.title,
      c.status, r.at, r.confidential or c.confidential as confidential, r.name_cipher,
      r.phone_cipher, r.words, r.original_text, h.reason as held,
      array(select a.file_id from cases.attachment a where a.district_id = r.district_id
        and a.case_id = r.case_id and a.role in ('report', 'addition')) as files
    from cases.report r
    join cases.case c on c.district_id = r.district_id and c.id = r.case_id
    left join cases.personal_hold h on h.district_id = c.district_id and h.case_id = c.id
    where ${visibleTo(caller)}
      and (r.phone_index = ${phoneIndex} or r.id = ${reportId}::uuid)
      and (${caller.verbs.has('cases.see_contact')} or not (r.confidential or c.confidential))
    order by r.at desc, r.id limit 200`.execute(db)
  return rows
}

/** Of each report, what is there and what stands against erasing it. */
export async function foundOf(
  db: Db,
  rows: readonly Row[],
  { districtId, cipher }: { districtId: string; cipher: Cipher },
): Promise<FoundReport[]> {
  const fileIds = rows.flatMap((row) => row.files)
  const kept = new Set(await originalsKept(db, { districtId, fileIds }))
  return rows.map((row) => {
    const pictures = row.files.filter((id) => kept.has(id)).length
    const words = [row.words, row.original_text ?? ''].filter(Boolean).join('\n')
    const texts: Record<PersonalField, string | null> = {
      name: row.name_cipher && cipher.open(row.name_cipher),
      phone: row.phone_cipher && masked(cipher.open(row.phone_cipher)),
      words: words || null,
      pictures: pictures === 0 ? null : String(pictures),
    }
    const state = { final: isFinal(row.status), held: row.held !== null }
    return {
      reportId: row.reportId,
      caseId: row.caseId,
      number: row.number,
      shortCode: row.shortCode,
      title: row.title,
      status: row.status,
      at: row.at.toISOString(),
      confidential: row.confidential,
      held: row.held,
      items: (['name', 'phone', 'words', 'pictures'] as const).map((field) => ({
        field,
        text: texts[field],
        fault: eraseFault({ ...state, there: texts[field] !== null }),
      })),
    }
  })
}
