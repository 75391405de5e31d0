import { randomBytes } from 'node:crypto'
import { sql, type RawBuilder, type Selectable } from 'kysely'
import { z } from 'zod'
import type { ServicesSignFiling } from '#database/types.ts'
import type { Pause } from '#kernel/working-time.ts'
import { shortCode } from '#kernel/short-code.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { SignItem, type SignSettings } from '../../contract/signs.ts'
import preset from '../../presets/signs.json' with { type: 'json' }

export type FilingRow = Selectable<ServicesSignFiling>

const Pauses = z.array(
  z.object({ from: z.coerce.date(), to: z.coerce.date().nullable(), reason: z.string() }),
)
export const pausesOf = (row: Pick<FilingRow, 'pauses'>): Pause[] => Pauses.parse(row.pauses)

export const newCode = (): string => shortCode(randomBytes(8))

/** The key in the link of a filing: whoever holds it answers for the shop. */
export const signKey = (cipher: Cipher, districtId: string, id: string): string =>
  cipher.sign(`sign:${districtId}:${id}`).slice(0, 22)

/** What drawings are checked against; ours, marked as preset, until the district has its own. */
export async function signSettings(db: Db, districtId: string): Promise<SignSettings> {
  const row = await db
    .selectFrom('services.sign_settings')
    .selectAll()
    .where('district_id', '=', districtId)
    .executeTakeFirst()
  if (!row) return { ...preset, preset: true, version: 0 }
  return {
    workingDays: row.working_days,
    guidance: row.guidance,
    guidanceEn: row.guidance_en,
    items: z.array(SignItem).parse(row.items),
    preset: false,
    version: row.version,
  }
}

/** The rows of `services.sign_filing as f` that a caller sees: by place. An empty scope reaches nothing. */
export function visibleSign({ districtId, scope }: Caller): RawBuilder<boolean> {
  const of = (length: number) => scope.areas.filter((code) => code.length === length)
  const parts: RawBuilder<unknown>[] = []
  const column = (name: string, codes: readonly string[]) => {
    if (codes.length > 0) parts.push(sql`${sql.ref(name)} = any(${codes}::text[])`)
  }
  column('f.district_id', of(6))
  column('f.street_code', of(9))
  column('f.community_code', of(12))
  column('f.grid_code', of(15))
  if (parts.length === 0) return sql<boolean>`false`
  return sql<boolean>`(f.district_id = ${districtId} and (${sql.join(parts, sql` or `)}))`
}

export interface NewSignStep {
  row: { district_id: string; id: string }
  act: 'submitted' | 'asked' | 'mended' | 'filed' | 'silence' | 'withdrawn' | 'noted' | 'linked'
  at: Date
  /** Null: the shop, or the clock. */
  personId: string | null
  words: string
}

/** One line of what happened to a filing; its row is held. */
export async function writeSignStep(
  tx: Tx,
  { row, act, at, personId, words }: NewSignStep,
): Promise<void> {
  await tx
    .insertInto('services.sign_step')
    .values({
      district_id: row.district_id,
      filing_id: row.id,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from services.sign_step
        where district_id = ${row.district_id} and filing_id = ${row.id})`,
      act,
      at,
      person_id: personId,
      words,
    })
    .execute()
}
