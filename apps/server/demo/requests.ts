import { askRequest, decideRequest } from '#modules/cases/server/index.ts'
import { by, type Play } from './play.ts'
import type { Twist } from './plans.ts'
import { after } from './time.ts'

/** What a unit asks for after it has accepted, where the plan says that it then waits. */
export const askings: Partial<Record<Twist, Asked>> = {
  asking: { kind: 'extension', reasonCode: 'parts', words: '配件周四到货，申请延一天' },
  'asking-suspension': {
    kind: 'suspension',
    reasonCode: 'planned-works',
    words: '下周管线改造一并施工，申请暂停',
  },
  suspend: {
    kind: 'suspension',
    reasonCode: 'planned-works',
    words: '需与改造工程一起做，先采取临时措施',
  },
}

interface Asked {
  kind: 'return' | 'extension' | 'suspension'
  reasonCode: string
  words: string
}

/** What a unit asks of the desk; it waits until somebody decides. */
export async function ask(
  { db, clock, random, ...play }: Play,
  unit: string,
  asking: Asked,
): Promise<void> {
  const extension = asking.kind === 'extension' ? { value: 1, unit: 'WORK_DAY' as const } : null
  const now = clock.work(random.between(20, 90))
  const resumeAt = asking.kind === 'suspension' ? after(play.present, 20 * 1440) : null
  await askRequest(db, {
    ...by({ db, clock, random, ...play }, unit, now),
    ...asking,
    extension,
    resumeAt,
  })
}

export async function decide(play: Play, words: string): Promise<void> {
  const request = await play.db
    .selectFrom('cases.request')
    .select('id')
    .where('district_id', '=', play.districtId)
    .where('case_id', '=', play.made.caseId)
    .where('state', '=', 'asked')
    .executeTakeFirstOrThrow()
  await decideRequest(play.db, {
    ...by(play, 'coordinator', play.clock.work(35)),
    requestId: request.id,
    grant: true,
    words,
  })
}
