import type { z } from 'zod'
import type { Caller } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import type { Saved } from '#platform/server/versioned-row.ts'
import type * as contract from '../contract/staff.ts'
import type { OrganisationView } from '../contract/shapes.ts'
import { audit } from './audit.ts'
import { keepInScope } from './grants.ts'
import { saveOrganisation } from './records.ts'
import { listOrganisations } from './staff-queries.ts'

/** Adds or changes an organisation of the caller's areas, never below itself, and writes it down. */
export async function keepOrganisation(
  tx: Tx,
  caller: Caller,
  body: z.output<typeof contract.saveOrganisation.body>,
  now: Date,
): Promise<{ organisation: OrganisationView; outcome: Saved['outcome'] }> {
  const { districtId } = caller
  keepInScope(caller, body.areaCode === null ? [] : [body.areaCode])
  const [known] = await listOrganisations(tx, districtId, body.id)
  if (known) keepInScope(caller, known.areaCode === null ? [] : [known.areaCode])
  await refuseLoop(tx, districtId, body)
  const { outcome } = await saveOrganisation(tx, { ...body, districtId })
  const subject = { subjectKind: 'organisation', subjectId: body.id }
  await audit(tx, caller, { act: 'people.organisation_saved', ...subject, at: now })
  const [organisation] = await listOrganisations(tx, districtId, body.id)
  if (!organisation) throw notFound('people.organisation_not_found')
  return { organisation, outcome }
}

/** Refuses an organisation below itself: chains of superiors must end. */
async function refuseLoop(
  tx: Tx,
  districtId: string,
  { id, parentId }: { id: string; parentId: string | null },
): Promise<void> {
  if (parentId === null) return
  const parents = new Map(
    (await listOrganisations(tx, districtId)).map((o) => [o.id, o.parentId] as const),
  )
  for (let at: string | null = parentId; at !== null; at = parents.get(at) ?? null)
    if (at === id) throw invalid('people.organisation_below_itself')
}
