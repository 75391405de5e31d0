import { checkIdentity, takeRequest } from '#modules/cases/server/index.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member } from './staff.ts'
import { after, daysBefore } from './time.ts'

/** Somebody asks on the telephone that their number be deleted: known to be theirs, and waiting. */
export async function aPersonalRequest(stage: Stage): Promise<void> {
  const { db, cipher, store, districtId, crew, present } = stage
  const told = await db
    .selectFrom('cases.report')
    .select(['phone_cipher', 'name_cipher'])
    .where('district_id', '=', districtId)
    .where('phone_cipher', 'is not', null)
    .where('confidential', '=', false)
    .orderBy('at')
    .orderBy('id')
    .executeTakeFirst()
  if (!told?.phone_cipher || !told.name_cipher) return
  const caller = member(crew, 'centre')
  const asked = after(daysBefore(present, 3), 10 * 60)
  const id = namedId(`${districtId}/personal-request`)
  await takeRequest(
    db,
    caller,
    { cipher, store, now: asked },
    {
      id,
      kind: 'delete',
      name: cipher.open(told.name_cipher),
      phone: cipher.open(told.phone_cipher),
      words: '事情已经办好了，请把我的电话删掉',
    },
  )
  const now = after(asked, 20)
  await checkIdentity(db, caller, {
    id,
    baseVersion: 0,
    words: '用登记的号码回拨，报出了查询码',
    now,
  })
}
