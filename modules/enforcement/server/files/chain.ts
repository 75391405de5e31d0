import { createHash, randomBytes } from 'node:crypto'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { canonicalStep, linkOf } from '../../domain/chain.ts'
import type { StepType } from '../../domain/step-types.ts'

export interface NewStep {
  fileId: string
  seq: number
  clientId: string
  type: StepType
  at: Date
  caller: Caller
  body: Record<string, unknown>
  /** Names and what was said: beside the chain, in it only as a salted digest. */
  personal?: Record<string, string> | undefined
  previousHash: string
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const plain = (value: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value)) as Record<string, unknown> // oxlint-disable-line typescript/no-unsafe-type-assertion -- JSON of an object is an object

/** Appends the next link to a file's chain and answers its hash, which becomes the file's head. */
export async function appendStep(tx: Tx, step: NewStep): Promise<string> {
  const salt = step.personal ? randomBytes(16).toString('hex') : null
  const personalDigest = step.personal ? sha256(`${salt}${canonicalJson(step.personal)}`) : null
  const { standsInFor } = step.caller
  const body = plain(standsInFor === undefined ? step.body : { ...step.body, standsInFor })
  const canonical = canonicalStep({
    fileId: step.fileId,
    seq: step.seq,
    type: step.type,
    at: step.at,
    personId: step.caller.personId,
    postId: step.caller.postId,
    body,
    personalDigest,
  })
  const hash = sha256(linkOf(step.previousHash, canonical))
  await tx
    .insertInto('enforcement.step')
    .values({
      district_id: step.caller.districtId,
      file_id: step.fileId,
      seq: step.seq,
      client_id: step.clientId,
      type: step.type,
      at: step.at,
      person_id: step.caller.personId,
      post_id: step.caller.postId,
      organisation_id: step.caller.organisationId,
      body: JSON.stringify(body),
      personal: step.personal ? JSON.stringify(step.personal) : null,
      salt,
      canonical,
      hash,
    })
    .execute()
  return hash
}

interface Told {
  type: string
  body: unknown
  personalDigest: string | null
}

/** Walks a file's chain against the head that its row keeps: the first step that is not as it was written. */
export async function checkFileChain(db: Db, districtId: string, fileId: string) {
  const head = await db
    .selectFrom('enforcement.file')
    .select(['head_hash', 'version'])
    .where('district_id', '=', districtId)
    .where('id', '=', fileId)
    .executeTakeFirst()
  const steps = await db
    .selectFrom('enforcement.step')
    .select(['seq', 'type', 'body', 'personal', 'salt', 'canonical', 'hash'])
    .where('district_id', '=', districtId)
    .where('file_id', '=', fileId)
    .orderBy('seq')
    .execute()
  let previous = ''
  for (const [index, step] of steps.entries()) {
    const told = JSON.parse(step.canonical) as Told // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by canonicalStep
    const digest = step.personal
      ? sha256(`${step.salt}${canonicalJson(step.personal)}`)
      : told.personalDigest
    const isWhole =
      step.seq === index + 1 &&
      step.hash === sha256(linkOf(previous, step.canonical)) &&
      told.type === step.type &&
      canonicalJson(told.body) === canonicalJson(step.body) &&
      digest === told.personalDigest
    if (!isWhole) return { steps: steps.length, intact: false, brokenAt: index + 1 }
    previous = step.hash
  }
  const intact = previous === head?.head_hash && steps.length === head.version
  return { steps: steps.length, intact, brokenAt: intact ? null : steps.length + 1 }
}
