import { emailOf, phoneOf } from '#modules/people/server/index.ts'
import { sendTo } from '#modules/notices/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import en from '../../words/partners.en.json' with { type: 'json' }
import zh from '../../words/partners.zh-CN.json' with { type: 'json' }
import { partnerPath } from './key.ts'
import { findPartner } from './partners.ts'

export interface TellingPartners {
  cipher: Cipher
  publicUrl: string
  /** What this installation can send by; without, nothing is queued to get stuck. */
  channels: ReadonlySet<string>
}

/**
 * Writes the link to the partner's contact, by text message and e-mail, once per link and way. Nobody
 * is written to from the demonstration, nor with a link that is dead by now.
 */
export async function tellPartner(
  db: Db,
  fact: Fact,
  { cipher, publicUrl, channels }: TellingPartners,
): Promise<void> {
  const { caseId, seq } = fact.body
  if (fact.type !== 'case.partner_given' || typeof caseId !== 'string' || typeof seq !== 'number')
    return
  const { districtId } = fact
  const link = await linkOf(db, { districtId, caseId, seq })
  const partner = link && (await findPartner(db, districtId, link.unit_id))
  if (!link || link.revoked_at !== null || !partner?.active) return
  if ((await readDistrict(db, districtId)).demo) return
  const personId = partner.person_id
  const phone = await phoneOf(db, cipher, { districtId, personId })
  const mail = await emailOf(db, districtId, personId)
  const words = mail?.language === 'en' ? en : zh
  const message = {
    districtId,
    subject: words['message.subject'],
    body: words['message.body'].replace(
      '{link}',
      `${publicUrl}${partnerPath(cipher, districtId, link.id)}`,
    ),
    urgent: link.hazard,
    now: new Date(fact.at),
  }
  await transact(db, async (tx) => {
    if (phone !== null && channels.has('sms'))
      await sendTo(tx, cipher, {
        ...message,
        channel: 'sms',
        address: phone,
        factKey: `${link.id}:sms`,
      })
    if (mail && channels.has('email'))
      await sendTo(tx, cipher, {
        ...message,
        channel: 'email',
        address: mail.address,
        language: mail.language,
        factKey: `${link.id}:email`,
      })
  })
}

async function linkOf(db: Db, of: { districtId: string; caseId: string; seq: number }) {
  const event = await db
    .selectFrom('cases.event')
    .select('body')
    .where('district_id', '=', of.districtId)
    .where('case_id', '=', of.caseId)
    .where('seq', '=', of.seq)
    .executeTakeFirst()
  const { linkId } = (event?.body ?? {}) as { linkId?: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by givePartnerLink
  if (linkId === undefined) return undefined
  return db
    .selectFrom('cases.partner_link as l')
    .innerJoin('cases.case as c', (j) =>
      j.onRef('c.district_id', '=', 'l.district_id').onRef('c.id', '=', 'l.case_id'),
    )
    .select(['l.id', 'l.unit_id', 'l.revoked_at', 'c.hazard'])
    .where('l.district_id', '=', of.districtId)
    .where('l.id', '=', linkId)
    .executeTakeFirst()
}
