import { sql } from 'kysely'
import { tokensOf } from '#kernel/text-tokens.ts'
import { readMatter, reasonOf } from '#modules/catalogue/server/index.ts'
import { findUnit, secretaryPost } from '#modules/people/server/index.ts'
import { personOf } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { EventType } from '../domain/event-types.ts'
import { changeCase, require, type Change, type ChangeInput, type Happening } from './change.ts'
import { answered, type Answers } from './answers.ts'
import { continueClock, startClock, stopClocks } from './clocks.ts'
import { demandDuty } from './duties/duty-list.ts'
import { placeOf, type GivenPlace } from './place.ts'
import { requireNoOpenPlan } from './plans/parts.ts'
import { attach } from './report.ts'
import { proposeFor } from './routing.ts'
import { cancelTasks, offerTask } from './tasks.ts'

interface MatterRef {
  kind: 'component' | 'matter'
  code: string
}
type UrgencyWord = 'routine' | 'urgent' | 'emergency'

/** Somebody at the desk has it in hand: the ringing stops. The receiving clock goes on until it is decided. */
export async function receive(db: Db, input: ChangeInput): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'receive')
    return {
      type: 'case.received',
      patch: { rings: false, received_at: change.row.received_at ?? change.now },
    }
  })
}

/** The reason names the door to try next; the reporter reads both. */
export async function refuse(
  db: Db,
  input: ChangeInput & { reasonCode: string; words: string },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'refuse')
    const { refuse_until: until } = change.row
    if (until !== null && change.now > until)
      throw refused('cases.return_window_over', { until: until.toISOString() })
    const reason = await reasonOf(change.tx, change.row.district_id, 'refusal', input.reasonCode)
    if (!reason) throw invalid('cases.reason_not_found')
    await stopClocks(change.tx, change.row, change.now)
    return {
      type: 'case.refused',
      patch: {
        status: 'refused',
        owner: 'none',
        received_at: change.row.received_at ?? change.now,
        closed_at: change.now,
      },
      body: { reasonCode: reason.code, words: input.words },
    }
  })
}

export async function askVerification(
  db: Db,
  input: ChangeInput & { words: string },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'ask_verification')
    await stopClocks(change.tx, change.row, change.now)
    await startClock(change.tx, change.row, 'verify', { now: change.now })
    return {
      type: 'case.verification_asked',
      patch: {
        status: 'verifying',
        owner: 'inspector',
        rings: false,
        received_at: change.row.received_at ?? change.now,
      },
      body: { words: input.words },
    }
  })
}

/** What was found goes back to the desk, which files or refuses; nobody in the field decides that alone. */
export async function answerVerification(
  db: Db,
  input: ChangeInput & { found: boolean; words: string; photos: readonly string[] },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'answer_verification')
    await stopClocks(change.tx, change.row, change.now)
    await continueClock(change.tx, change.row, 'receive', {
      now: change.now,
      reason: 'verification',
    })
    await attachTo(change, 'inspection', input.photos)
    return {
      type: 'case.verified',
      patch: { status: 'reported', owner: 'desk' },
      body: { found: input.found, words: input.words, photos: input.photos },
    }
  })
}

/** Files under a matter. From here on the handling promise stands on the resident's page. */
export async function file(
  db: Db,
  input: ChangeInput & {
    matter: MatterRef
    urgency?: UrgencyWord | undefined
    title?: string | undefined
    words: string
    answers?: Answers | undefined
    /** A handling limit agreed elsewhere, in place of the policy's. */
    handleBy?: Date | undefined
    /** What is done at somebody's own door is not for the public ledger. */
    unlisted?: boolean
  },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'file')
    const patch = await filed(change, input)
    const kase = { ...change.row, ...patch }
    await stopClocks(change.tx, change.row, change.now)
    await startClock(change.tx, kase, 'dispatch', { now: change.now })
    const { handleBy: fixed } = input
    await startClock(change.tx, kase, 'handle', { now: change.now, ...(fixed && { fixed }) })
    const proposal = await proposeFor(change.tx, kase)
    const nobody = proposal.unitId === null
    return {
      type: 'case.filed',
      patch: {
        ...patch,
        ...(input.unlisted === true ? { public: false } : {}),
        status: 'filed',
        owner: nobody ? 'secretary' : 'desk',
        owner_post_id: nobody
          ? ((await secretaryPost(change.tx, change.row.district_id, change.row.community_code))
              ?.postId ?? null)
          : null,
        routed_by: JSON.stringify(proposal),
      },
      body: {
        matter: input.matter,
        matterName: patch.matter_name,
        words: input.words,
        urgency: patch.urgency,
        routing: proposal,
        ...(await answered(change, input.matter, ['filing'], input.answers)),
      },
    }
  })
}

async function filed(
  { tx, row, now }: Change,
  input: { matter: MatterRef; urgency?: UrgencyWord | undefined; title?: string | undefined },
) {
  const matter = await readMatter(tx, row.district_id, input.matter.kind, input.matter.code)
  if (!matter) throw notFound('cases.matter_not_found')
  const danger = await dangerReported(tx, row)
  return {
    matter_kind: matter.kind,
    matter_code: matter.code,
    matter_name: matter.name,
    guide_item_code: matter.guideItemCode,
    class: matter.class,
    urgency: input.urgency ?? (danger ? ('emergency' as const) : matter.urgency),
    hazard: danger || matter.hazard,
    rings: false,
    title: input.title?.trim() || row.title,
    received_at: row.received_at ?? now,
    filed_at: row.filed_at ?? now,
    public: !row.confidential,
    tokens: tokensOf(`${row.words} ${row.address} ${matter.name} ${input.title ?? ''}`),
  }
}

/** Whether the report itself told of danger; a matter of danger that was wrongly chosen leaves none behind. */
async function dangerReported(tx: Change['tx'], row: Change['row']): Promise<boolean> {
  const first = await tx
    .selectFrom('cases.event')
    .select(sql<boolean>`body->>'danger' is not null`.as('danger'))
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .where('seq', '=', 1)
    .executeTakeFirst()
  return first?.danger ?? false
}

/** Mended at once by whoever saw it. Another person inspects from the pictures (DECISIONS 4). */
export async function settle(
  db: Db,
  input: ChangeInput & {
    matter: MatterRef
    answers?: Answers | undefined
    words: string
    before: readonly string[]
    after: readonly string[]
  },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'settle')
    await requireNoOpenPlan(change)
    const { personId } = personOf(change.caller)
    const patch = await filed(change, { matter: input.matter })
    await stopClocks(change.tx, change.row, change.now)
    await startClock(change.tx, { ...change.row, ...patch }, 'inspect', { now: change.now })
    await attachTo(change, 'before', input.before)
    await attachTo(change, 'after', input.after)
    return {
      type: 'case.settled',
      patch: {
        ...patch,
        status: 'handled',
        owner: 'inspector',
        settled_on_spot: true,
        handler_id: personId,
        handled_at: change.now,
        unit_id: change.caller.organisationId,
      },
      body: {
        matter: input.matter,
        matterName: patch.matter_name,
        words: input.words,
        photos: [...input.before, ...input.after],
        ...(await answered(change, input.matter, ['filing', 'finish'], input.answers)),
      },
    }
  })
}

/**
 * Settles what the caller reported in this transaction, wherever in the district its point fell: whoever
 * stands at the edge of their own area has still seen and mended it.
 */
export function settleReported(tx: Tx, input: Parameters<typeof settle>[1]): Promise<void> {
  const { caller } = input
  const areas = [...caller.scope.areas, caller.districtId]
  return settle(tx, { ...input, caller: { ...caller, scope: { ...caller.scope, areas } } })
}

/** The unit that a rule names unless another is named by hand; which rule and why are kept. */
export async function dispatch(
  db: Db,
  input: ChangeInput & {
    unitId: string | null
    words: string
    /** Against the community's duty list, where a street or the district answers for it. */
    override?: string | null
    /** The entry of that list which the community's own secretary has just taken on. */
    takenOn?: string | null
  },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'dispatch')
    const { tx, row, now } = change
    const proposal = await proposeFor(tx, row)
    const unitId = input.unitId ?? proposal.unitId
    if (!unitId) throw invalid('cases.nobody_matched')
    const unit = await findUnit(tx, row.district_id, unitId)
    if (!unit?.active) throw invalid('cases.unit_not_found')
    const { override: words, takenOn = null } = input
    const overridden = await demandDuty(change, unit, { role: 'lead', words, takenOn })
    await cancelTasks(tx, row, now)
    await stopClocks(tx, row, now, ['dispatch', 'accept'])
    const taskId = await offerTask(tx, row, { unitId, now })
    await startClock(tx, row, 'accept', { now, taskId })
    const why = unitId === proposal.unitId ? proposal.why : ['chosen_by_hand']
    return {
      type: 'case.dispatched',
      patch: {
        status: 'dispatched',
        owner: 'unit',
        owner_post_id: null,
        unit_id: unitId,
        dispatched_at: now,
        accepted_at: null,
        routed_by: JSON.stringify({ ...proposal, unitId, why }),
      },
      body: {
        unitId,
        unit: unit.name,
        taskId,
        why,
        rule: unitId === proposal.unitId ? proposal.rule : null,
        words: input.words,
        ...overridden,
      },
    }
  })
}

/** Another matter in place: routed again at the next dispatch, clock and history kept (LESSONS 4). */
export async function reclassify(
  db: Db,
  input: ChangeInput & { matter: MatterRef; urgency?: UrgencyWord | undefined; words: string },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'reclassify')
    const patch = await filed(change, input)
    const proposal = await proposeFor(change.tx, { ...change.row, ...patch })
    return {
      type: 'case.reclassified',
      patch: { ...patch, routed_by: JSON.stringify(proposal) },
      body: {
        before: { kind: change.row.matter_kind, code: change.row.matter_code },
        matter: input.matter,
        matterName: patch.matter_name,
        routing: proposal,
        words: input.words,
      },
    }
  })
}

export async function relocate(
  db: Db,
  input: ChangeInput & GivenPlace & { words: string },
): Promise<void> {
  await changeCase(db, input, async (change): Promise<Happening> => {
    require(change, 'relocate')
    const place = await placeOf(change.tx, change.row.district_id, input)
    return {
      type: 'case.relocated',
      patch: { ...place, point_given: JSON.stringify(place.point_given) },
      body: {
        before: { communityCode: change.row.community_code, gridCode: change.row.grid_code },
        communityCode: place.community_code,
        gridCode: place.grid_code,
        words: input.words,
      },
      personal: { address: place.address },
    }
  })
}

export async function withdraw(db: Db, input: ChangeInput & { words: string }): Promise<void> {
  await end(db, input, { action: 'withdraw', status: 'withdrawn', type: 'case.withdrawn' })
}

/** Wrongly filed. The numbers keep it apart from what was closed. */
export async function makeVoid(db: Db, input: ChangeInput & { words: string }): Promise<void> {
  await end(db, input, { action: 'void', status: 'void', type: 'case.voided' })
}

async function end(
  db: Db,
  input: ChangeInput & { words: string },
  as: { action: 'withdraw' | 'void'; status: 'withdrawn' | 'void'; type: EventType },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, as.action)
    await stopClocks(change.tx, change.row, change.now)
    await cancelTasks(change.tx, change.row, change.now)
    return {
      type: as.type,
      patch: { status: as.status, owner: 'none', closed_at: change.now, public: false },
      body: { words: input.words },
    }
  })
}

/** Words and pictures into the story. */
export async function note(
  db: Db,
  input: ChangeInput & { words: string; photos: readonly string[]; public: boolean },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'note')
    await attachTo(change, 'addition', input.photos)
    return {
      type: 'case.noted',
      body: { words: input.words, photos: input.photos, public: input.public },
    }
  })
}

/** Pictures that belong to the event which this change is about to write. */
export async function attachTo(
  { tx, row, now, caller }: Change,
  role: 'before' | 'after' | 'inspection' | 'addition',
  fileIds: readonly string[],
): Promise<void> {
  await attach(tx, {
    by: { districtId: row.district_id, personId: caller.personId },
    caseId: row.id,
    seq: row.version + 1,
    role,
    fileIds,
    now,
  })
}
