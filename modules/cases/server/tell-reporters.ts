import { listReasons } from '#modules/catalogue/server/index.ts'
import { sendTo } from '#modules/notices/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { lookKey, ownKey } from './keys.ts'
import { followersOf } from './merging/parts.ts'
import { filledIn, momentIn, toldBy } from './told-event.ts'
import zh from '../words/notices.zh-CN.json' with { type: 'json' }

export interface TellingReporters {
  cipher: Cipher
  /** Where residents reach this server: their messages carry links. */
  publicUrl: string
  /** Whether this installation can send SMS at all; without, nothing is queued to get stuck. */
  canSend: boolean
}

type Told = NonNullable<Awaited<ReturnType<typeof toldBy>>>
type Sentence = keyof typeof zh & `sms.${string}`

/**
 * Writes to the phones that reporters left, of the case and of all that follow it: what was promised and every change of it, a suspension
 * with its reason, a refusal with the next door, the question after closing. Once per report and
 * fact. The text names the case and nothing of what the reporter wrote. Nobody is written to from
 * the demonstration: its invented numbers may be somebody's.
 */
export async function tellReporters(
  db: Db,
  fact: Fact,
  { cipher, publicUrl, canSend }: TellingReporters,
): Promise<void> {
  if (!canSend) return
  const told = await toldBy(db, fact)
  const sentence = told && sentenceFor(told)
  if (!sentence) return
  const { kase } = told
  const phones = await phonesOf(db, cipher, kase, sentence === 'sms.replied')
  if (phones.length === 0) return
  const { demo, timeZone } = await readDistrict(db, kase.district_id)
  if (demo) return
  const gaps = await gapsOf(db, told, timeZone)
  await transact(db, async (tx) => {
    for (const { reportId, phone, caseId, code } of phones) {
      const key = keyFor(sentence, cipher, { district_id: kase.district_id, id: caseId, reportId })
      const link = `${publicUrl}/${kase.district_id}/follow/${code}?key=${key}`
      // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
      await sendTo(tx, cipher, {
        districtId: kase.district_id,
        channel: 'sms',
        address: phone,
        subject: zh['sms.subject'],
        body: filledIn(zh[sentence], { ...gaps, code, link }),
        factKey: `${fact.key}:${reportId}`,
        urgent: kase.urgency === 'emergency',
        now: new Date(fact.at),
      })
    }
  })
}

const byType: Record<string, Sentence> = {
  'case.reported': 'sms.reported',
  'case.closed': 'sms.closed',
  'case.refused': 'sms.refused',
  'case.transferred': 'sms.transferred',
  'case.reopened': 'sms.reopened',
  'case.replied': 'sms.replied',
  'case.merged': 'sms.merged',
  'case.taken_apart': 'sms.taken_apart',
}

/** One sentence for one fact: what it is, else what it did to the promise. */
function sentenceFor({ event, promise }: Told): Sentence | null {
  const known = byType[event.type]
  if (known) return known
  const { kind } = event.body as { kind?: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- bodies are objects
  if (event.type === 'case.request_granted' && kind === 'suspension') return 'sms.suspended'
  if (!promise) return null
  if (promise.kind === 'receive') return 'sms.receiving_moved'
  return promise.from === null ? 'sms.promised' : 'sms.promise_moved'
}

/** The link looks; only the question after closing carries the key that can answer it. */
function keyFor(
  sentence: Sentence,
  cipher: Cipher,
  of: { district_id: string; id: string; reportId: string },
): string {
  return sentence === 'sms.closed'
    ? ownKey(cipher, of.district_id, of.id, of.reportId)
    : lookKey(cipher, of.district_id, of.id)
}

/** The phones of the case's own reporters and of those whose reports follow it, each with its own case. */
async function phonesOf(
  db: Db,
  cipher: Cipher,
  kase: { district_id: string; id: string },
  alone: boolean,
) {
  const followers = alone ? [] : await followersOf(db, kase.district_id, kase.id)
  const reports = await db
    .selectFrom('cases.report as r')
    .innerJoin('cases.case as c', (join) =>
      join.onRef('c.district_id', '=', 'r.district_id').onRef('c.id', '=', 'r.case_id'),
    )
    .select(['r.id', 'r.phone_cipher', 'c.id as case_id', 'c.short_code'])
    .where('r.district_id', '=', kase.district_id)
    .where('r.case_id', 'in', [kase.id, ...followers.map((m) => m.case_id)])
    .where('r.phone_cipher', 'is not', null)
    // The hotline tells its own callers.
    .where('r.channel', '<>', 'hotline')
    .execute()
  return reports
    .map((r) => ({
      reportId: r.id,
      phone: cipher.open(r.phone_cipher ?? ''),
      caseId: r.case_id,
      code: r.short_code,
    }))
    .filter(({ phone }) => takesMessages(phone))
}

/** A mobile number of this country, or one that names another; a landline takes no messages. */
const takesMessages = (phone: string) => /^(\+?86)?1[3-9]\d{9}$|^\+(?!86)\d{8,15}$/.test(phone)

async function gapsOf(
  db: Db,
  { kase, event, promise }: Told,
  timeZone: string,
): Promise<Record<string, string>> {
  const { reasonCode, kind, receiver, reference } = event.body as Record<string, string | undefined> // oxlint-disable-line typescript/no-unsafe-type-assertion -- bodies are objects
  const reasons = reasonCode === undefined ? [] : await listReasons(db, kase.district_id)
  const reason = reasons.find((r) => r.code === reasonCode && r.kind === (kind ?? 'refusal'))
  const promised = promise?.to ?? kase.receive_promise
  const estimate = kase.promise_estimated ? zh['sms.estimated'] : ''
  return {
    when: promised ? `${estimate}${momentIn('zh-CN', timeZone, promised)}` : '',
    reason: reason?.name ?? '',
    door: reason?.door ?? '',
    receiver: receiver ?? '',
    reference: reference ?? '',
  }
}
