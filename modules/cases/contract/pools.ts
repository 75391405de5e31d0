import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { urgencies } from '../domain/case.ts'
import { offerAnswers, poolKinds, poolModes } from '../domain/pool.ts'

const MemberView = z.object({
  unitId: z.uuid(),
  unitName: z.string(),
  cap: z.int().min(1).max(100).nullable(),
  absentFrom: z.iso.date().nullable(),
  absentUntil: z.iso.date().nullable(),
  /** Absent today. */
  absent: z.boolean(),
  /** Claimed and not done. */
  load: z.int(),
  offered: z.int(),
  claimed: z.int(),
  done: z.int(),
})

export const PoolView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(poolKinds),
  mode: z.enum(poolModes),
  claimMinutes: z.int(),
  cap: z.int(),
  active: z.boolean(),
  version: z.int(),
  members: z.array(MemberView),
})
export type PoolView = z.infer<typeof PoolView>

export const PoolEntryView = z.object({
  id: z.uuid(),
  poolId: z.uuid(),
  poolName: z.string(),
  caseId: z.uuid(),
  /** Null where the caller may not open the case (yet). */
  caseLink: z.uuid().nullable(),
  title: z.string(),
  shortCode: z.string(),
  address: z.string(),
  matterName: z.string().nullable(),
  urgency: z.enum(urgencies),
  putAt: Instant,
  until: Instant,
  offers: z.array(z.object({ unitName: z.string(), answer: z.enum(offerAnswers).nullable() })),
  allowed: z.array(z.enum(['claim', 'pass', 'withdraw'])),
})
export type PoolEntryView = z.infer<typeof PoolEntryView>

const one = z.object({ entryId: z.uuid() })
const entries = z.object({ entries: z.array(PoolEntryView), now: Instant })

export const listPools = endpoint({
  method: 'GET',
  path: '/api/pools',
  summary: 'Pools with their members: how many cases each was offered, claimed and did',
  access: 'cases.read',
  reply: z.object({ pools: z.array(PoolView), allowed: z.array(z.enum(['edit'])) }),
})

export const savePool = endpoint({
  method: 'PUT',
  path: '/api/pools/:poolId',
  summary: 'Make a pool or change it, with its members in the order of turns',
  access: 'settings.edit',
  params: z.object({ poolId: z.uuid() }),
  body: z.object({
    /** Null for a new one. */
    baseVersion: z.int().nullable(),
    name: z.string().trim().min(1).max(80),
    kind: z.enum(poolKinds),
    mode: z.enum(poolModes),
    claimMinutes: z.int().min(5).max(20_160),
    cap: z.int().min(1).max(100),
    active: z.boolean(),
    members: z
      .array(
        MemberView.pick({ unitId: true, cap: true, absentFrom: true, absentUntil: true }).refine(
          (m) =>
            (m.absentFrom === null) === (m.absentUntil === null) &&
            (m.absentFrom ?? '') <= (m.absentUntil ?? ''),
        ),
      )
      .max(100),
  }),
  reply: z.object({ pools: z.array(PoolView), allowed: z.array(z.enum(['edit'])) }),
})

export const poolEntries = endpoint({
  method: 'GET',
  path: '/api/pools/entries',
  summary: 'Cases that wait in pools: in the own scope, or offered to the own unit',
  access: 'cases.read',
  reply: entries,
})

export const poolsOfCase = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/pools',
  summary: 'Where a case waits in a pool, and into which pools it may be put',
  access: 'cases.read',
  params: z.object({ caseId: z.uuid() }),
  reply: z.object({
    entry: PoolEntryView.nullable(),
    version: z.int(),
    mayPut: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
})

export const putIntoPool = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/pools',
  summary: 'Put a case into a pool, to be claimed by a member (派单)',
  access: 'cases.dispatch',
  params: z.object({ caseId: z.uuid() }),
  body: z.object({ baseVersion: z.int(), id: z.uuid(), poolId: z.uuid() }),
  reply: entries,
})

export const claimEntry = endpoint({
  method: 'POST',
  path: '/api/pools/entries/:entryId/claim',
  summary: 'Take a case from a pool for the own unit (接单); of two at once one gets it',
  access: 'cases.accept',
  params: one,
  reply: entries,
})

export const passEntry = endpoint({
  method: 'POST',
  path: '/api/pools/entries/:entryId/pass',
  summary: 'Let a case in a pool go by; it is offered to the next',
  access: 'cases.accept',
  params: one,
  reply: entries,
})

export const withdrawEntry = endpoint({
  method: 'POST',
  path: '/api/pools/entries/:entryId/withdrawal',
  summary: 'Take a case out of a pool, back to the desk',
  access: 'cases.dispatch',
  params: one,
  reply: entries,
})
