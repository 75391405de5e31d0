import { sendTo } from '#modules/notices/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import zh from '../../words/notices.zh-CN.json' with { type: 'json' }
import { signKey } from './sign-rows.ts'

const sentences = { 'sign.asked': 'sms.asked', 'sign.filed': 'sms.filed' } as const

/**
 * Writes to the phone that a shop left: that something is to be mended, and that it is filed. Once per
 * fact; nobody is written to from the demonstration.
 */
export async function tellShops(
  db: Db,
  fact: Fact,
  { cipher, publicUrl, canSend }: { cipher: Cipher; publicUrl: string; canSend: boolean },
): Promise<void> {
  const { filingId } = fact.body
  if (!canSend || typeof filingId !== 'string') return
  if (fact.type !== 'sign.asked' && fact.type !== 'sign.filed') return
  const { districtId } = fact
  const row = await db
    .selectFrom('services.sign_filing')
    .select(['code', 'phone_cipher'])
    .where('district_id', '=', districtId)
    .where('id', '=', filingId)
    .executeTakeFirst()
  if (!row?.phone_cipher || (await readDistrict(db, districtId)).demo) return
  const address = cipher.open(row.phone_cipher)
  const link = `${publicUrl}/${districtId}/signs/${row.code}?key=${signKey(cipher, districtId, filingId)}`
  const body = zh[sentences[fact.type]].replace('{code}', row.code).replace('{link}', link)
  await transact(db, (tx) =>
    sendTo(tx, cipher, {
      districtId,
      channel: 'sms',
      address,
      subject: zh['sms.subject'],
      body,
      factKey: `${fact.type}:${fact.key}`,
      urgent: false,
      now: new Date(fact.at),
    }),
  )
}
