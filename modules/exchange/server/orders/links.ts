import type { Selectable } from 'kysely'
import type { ExchangeLink } from '#database/types.ts'
import { audit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { brokenConstraint, transact, type Db } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { LinkView } from '../../contract/index.ts'
import type { Mapping } from '../../domain/mapping.ts'
import type { LinkKind } from '../../domain/presets.ts'
import type { Outgoing } from '../outgoing/send.ts'
import { demandUrl } from '../webhooks/subscriptions.ts'

export interface Link {
  districtId: string
  id: string
  code: string
  name: string
  kind: LinkKind
  clientId: string | null
  mapping: Mapping
  way: 'http' | 'file' | 'none'
  url: string
  active: boolean
}

function linkOf(row: Selectable<ExchangeLink>): Link {
  return {
    districtId: row.district_id,
    id: row.id,
    code: row.code,
    name: row.name,
    kind: row.kind as LinkKind, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
    clientId: row.client_id,
    mapping: row.mapping as unknown as Mapping, // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by saveLink
    way: row.way as Link['way'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
    url: row.url,
    active: row.active,
  }
}

const rowsOf = (db: Db, districtId: string) =>
  db.selectFrom('exchange.link').selectAll().where('district_id', '=', districtId)

export async function linksOf(db: Db, districtId: string): Promise<Link[]> {
  return (await rowsOf(db, districtId).orderBy('name').execute()).map(linkOf)
}

/** A link by its id, stopped ones too; 404 without one. */
export async function readLink(db: Db, districtId: string, id: string): Promise<Link> {
  const row = await rowsOf(db, districtId).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('exchange.link_not_found')
  return linkOf(row)
}

/** The link that this program may send to; any other, or a stopped one, is as if it were not there. */
export async function linkForProgram(db: Db, caller: Caller, code: string): Promise<Link> {
  const row = await rowsOf(db, caller.districtId)
    .where('code', '=', code)
    .where('active', '=', true)
    .where('client_id', '=', caller.client?.id ?? null)
    .executeTakeFirst()
  if (!row) throw notFound('exchange.link_not_found')
  return linkOf(row)
}

/** The header that proves us to the other side, opened. */
export async function headerOf(
  db: Db,
  cipher: Cipher,
  link: Pick<Link, 'districtId' | 'id'>,
): Promise<Record<string, string>> {
  const row = await rowsOf(db, link.districtId).where('id', '=', link.id).executeTakeFirstOrThrow()
  return row.header_name === '' || row.header_cipher === null
    ? {}
    : { [row.header_name.toLowerCase()]: cipher.open(row.header_cipher) }
}

export async function listLinks(db: Db, districtId: string): Promise<LinkView[]> {
  const rows = await rowsOf(db, districtId).orderBy('name').execute()
  return rows.map((row) => {
    const { districtId: _, ...link } = linkOf(row)
    return Object.assign(link, {
      headerName: row.header_name,
      hasHeader: row.header_cipher !== null,
      version: row.version,
      createdAt: row.created_at.toISOString(),
    })
  })
}

interface LinkInput extends Omit<LinkView, 'hasHeader' | 'version' | 'createdAt'> {
  headerValue?: string | undefined
  baseVersion: number | null
  now: Date
}

/** Adds or changes a neighbouring system. Its code stands in what it sent, so it stays. */
export async function saveLink(
  db: Db,
  caller: Caller,
  { now, headerValue, baseVersion, id, ...link }: LinkInput,
  { cipher, outgoing }: { cipher: Cipher; outgoing: Outgoing },
): Promise<LinkView> {
  const { districtId } = caller
  if (link.way === 'http') demandUrl(link.url, outgoing)
  if (!link.mapping.fields.externalId) throw invalid('exchange.mapping_without_id')
  return transact(db, async (tx) => {
    const before = await rowsOf(tx, districtId).where('id', '=', id).executeTakeFirst()
    if (before && before.code !== link.code) throw refused('exchange.code_stays')
    const kept = before?.header_cipher ?? null
    await saveVersioned(tx, {
      table: 'exchange.link',
      key: { district_id: districtId, id },
      values: {
        code: link.code,
        name: link.name,
        kind: link.kind,
        client_id: link.clientId,
        mapping: JSON.stringify(link.mapping),
        way: link.way,
        url: link.url,
        header_name: link.headerName,
        // Sealing differs every time: left out means as it was.
        header_cipher: headerValue ? cipher.seal(headerValue) : kept,
        active: link.active,
      },
      onCreate: { created_at: now },
      baseVersion,
      outOfDate: 'exchange.out_of_date',
    }).catch((error: unknown) => {
      if (brokenConstraint(error) === 'link_code_taken') throw refused('exchange.name_taken')
      throw error
    })
    await audit(tx, caller, {
      act: 'exchange.link_saved',
      subjectKind: 'link',
      subjectId: id,
      details: {
        code: link.code,
        way: link.way,
        // The rest of an address may hold what proves us.
        host: URL.parse(link.url)?.host ?? null,
        active: link.active,
      },
      at: now,
    })
    const saved = (await listLinks(tx, districtId)).find((one) => one.id === id)
    if (!saved) throw notFound('exchange.link_not_found')
    return saved
  })
}
