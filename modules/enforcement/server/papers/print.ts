import type { Block, Paper, Picture } from '#kernel/paper.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { derivativeOf, type FileStore } from '#modules/files/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { forbidden, notFound } from '#platform/server/problem.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { oneOf } from '../powers/authority.ts'
import { paperKinds, type PaperKind } from '../../domain/template.ts'
import { paperWords as words, sayDay } from '../../domain/paper-words.ts'
import { writeCustody } from '../evidence/keep.ts'
import { custodyOf } from '../evidence/views.ts'
import { dayIn, type FileRecord } from '../files/change.ts'
import { filePage, findFile, mayExport, seesNames, type Looking } from '../files/views.ts'
import { filledPaper, readFields } from './fields.ts'
import { textIn } from './templates.ts'

interface PaperRow {
  id: string
  kind: string
  number: string | null
  state: string
  template: unknown
  fields_cipher: string
}

/** What a paper says, from the fields and the wording it was made by: today, tomorrow, in ten years. */
function blocksOf(row: PaperRow, by: Looking): readonly Block[] {
  const kind = oneOf(paperKinds, row.kind)
  const filled = filledPaper(kind, textIn(row.template), readFields(by.cipher, row.fields_cipher))
  const mark: Block[] =
    row.state === 'withdrawn'
      ? [{ kind: 'paragraph', words: [{ text: words.withdrawn, bold: true }], align: 'right' }]
      : []
  return [...mark, ...filled]
}

const titleOf = (kind: PaperKind, number: string | null) =>
  [words.kind[kind], number].filter(Boolean).join(' ')

/**
 * One paper of a file, to print or to write on, for whoever may know the names in it. That it left the
 * house is written into the log first.
 */
export async function onePaper(
  db: Db,
  of: { fileId: string; paperId: string },
  by: Looking,
): Promise<{ paper: Paper; name: string }> {
  const file = await findFile(db, by.caller, of.fileId)
  if (!seesNames(by.caller)) throw forbidden('request.forbidden')
  const row = await db
    .selectFrom('enforcement.paper')
    .select(['id', 'kind', 'number', 'state', 'template', 'fields_cipher'])
    .where('district_id', '=', by.caller.districtId)
    .where('file_id', '=', file.id)
    .where('id', '=', of.paperId)
    .executeTakeFirst()
  if (!row) throw notFound('enforcement.paper_not_found')
  const name = titleOf(oneOf(paperKinds, row.kind), row.number)
  await audit(db, by.caller, {
    act: 'enforcement.paper_printed',
    subjectKind: 'enforcement.file',
    subjectId: file.id,
    details: { paperId: row.id, kind: row.kind, number: row.number },
    at: by.now,
  })
  return { paper: { title: name, language: 'zh-CN', blocks: blocksOf(row, by) }, name }
}

/** So many pictures stand on a whole file at most: more are a file of their own. */
const mostPictures = 400

/**
 * The whole file as one paper: cover, index with page numbers, story, every paper, the pictures with
 * their hashes, who had them in hand. The export is written into the chain of custody and the log first.
 */
export async function wholeFile(
  db: Db,
  of: { fileId: string; reason: string; store: FileStore },
  by: Looking,
): Promise<{ paper: Paper; name: string }> {
  const { caller, now } = by
  const file = await findFile(db, caller, of.fileId)
  if (!mayExport(caller)) throw forbidden('request.forbidden')
  await transact(db, async (tx) => {
    await writeCustody(
      { tx, caller, row: file, now },
      { act: 'exported', evidenceId: null, reason: of.reason },
    )
    await audit(tx, caller, {
      act: 'enforcement.file_exported',
      subjectKind: 'enforcement.file',
      subjectId: file.id,
      details: { reason: of.reason },
      at: now,
    })
  })
  const blocks = await fileBlocks(db, file, { by, store: of.store })
  const name = `${words.whole} ${file.title}`
  return { paper: { title: name, language: 'zh-CN', blocks }, name }
}

async function fileBlocks(
  db: Db,
  file: FileRecord,
  { by, store }: { by: Looking; store: FileStore },
): Promise<Block[]> {
  const view = await filePage(db, file.id, by)
  const { timeZone, today } = await dayIn(db, by.caller.districtId, by.now)
  const day = (at: string) => dateOfDay(dayAt(timeZone, Date.parse(at)))
  const rows = await db
    .selectFrom('enforcement.paper')
    .select(['id', 'kind', 'number', 'state', 'template', 'fields_cipher'])
    .where('district_id', '=', by.caller.districtId)
    .where('file_id', '=', file.id)
    .orderBy('seq')
    .orderBy('id')
    .execute()
  const head: Block[] = [
    { kind: 'title', text: words.whole },
    {
      kind: 'fields',
      columns: 1,
      fields: [
        { label: words.field.title, value: view.title },
        { label: words.field.matter, value: view.matterName },
        { label: words.field.place, value: view.address },
        { label: words.field.parties, value: view.parties.join('、') },
        { label: words.field.opened, value: day(view.openedAt) },
        { label: words.field.state, value: words.state[view.state] },
        { label: words.field.printed, value: sayDay(today) },
      ],
    },
    { kind: 'pageBreak' },
    { kind: 'contents', title: words.contents },
    { kind: 'pageBreak' },
    { kind: 'heading', level: 1, text: words.story },
    {
      kind: 'table',
      columns: [
        { title: words.column.n, share: 1 },
        { title: words.column.day, share: 3 },
        { title: words.column.step, share: 3 },
        { title: words.column.who, share: 4 },
        { title: words.column.words, share: 8 },
      ],
      rows: view.story.map((step) => [
        String(step.seq),
        day(step.at),
        new Map(Object.entries(words.step)).get(step.type) ?? step.type,
        step.by,
        step.words ?? '',
      ]),
    },
  ]
  const papers: Block[] = []
  for (const row of rows) {
    const title = titleOf(oneOf(paperKinds, row.kind), row.number)
    papers.push({ kind: 'pageBreak' }, { kind: 'heading', level: 1, text: title })
    papers.push(...blocksOf(row, by))
  }
  // The page shows the newest; a file that leaves the house leaves nobody out.
  const whole = { ...view, custody: await custodyOf(db, file, null) }
  return [...head, ...papers, ...(await evidenceBlocks(db, whole, { by, store, day }))]
}

type View = Awaited<ReturnType<typeof filePage>>

async function evidenceBlocks(
  db: Db,
  view: View,
  { by, store, day }: { by: Looking; store: FileStore; day: (at: string) => string },
): Promise<Block[]> {
  if (view.evidence.length === 0) return []
  const pictures: Picture[] = []
  for (const [index, one] of view.evidence.slice(0, mostPictures).entries()) {
    const file = await derivativeOf(db, by.caller.districtId, one.pictureId, 'public') // oxlint-disable-line no-await-in-loop -- one picture in hand at a time
    const bytes = file && (await store.open(by.caller.districtId, file.sha256)) // oxlint-disable-line no-await-in-loop
    if (bytes)
      pictures.push({
        source: bytes,
        height: 90,
        caption: `${words.picture} ${index + 1} ${one.caption} ${day(one.takenAt ?? one.receivedAt)}`,
      })
  }
  return [
    { kind: 'pageBreak' },
    { kind: 'heading', level: 1, text: words.evidence },
    {
      kind: 'table',
      size: 9,
      columns: [
        { title: words.column.n, share: 1 },
        { title: words.column.received, share: 3 },
        { title: words.column.same, share: 3 },
        { title: 'SHA-256', share: 9 },
      ],
      rows: view.evidence.map((one, index) => [
        String(index + 1),
        day(one.receivedAt),
        words.sameness[one.sameness],
        one.sha256,
      ]),
    },
    { kind: 'pictures', columns: 2, pictures },
    { kind: 'heading', level: 1, text: words.custody },
    {
      kind: 'table',
      columns: [
        { title: words.column.day, share: 3 },
        { title: words.column.step, share: 2 },
        { title: words.column.who, share: 4 },
        { title: words.column.words, share: 6 },
      ],
      rows: view.custody
        .toReversed()
        .map((one) => [day(one.at), words.custodyAct[one.act], one.by, one.reason]),
    },
  ]
}
