import type { Block, Paper } from '#kernel/paper.ts'
import { derivativeOf, type FileStore } from '#modules/files/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import en from '../../words/papers.en.json' with { type: 'json' }
import zh from '../../words/papers.zh-CN.json' with { type: 'json' }
import type { Asking } from '../ground.ts'
import { findLeaflet, type VersionRow } from './parts.ts'

export interface Printing {
  leafletId: string
  size: 'A3' | 'A4'
  language: 'zh-CN' | 'en'
  publicUrl: string
  store: FileStore
}

/**
 * A leaflet for the wall or the hand: what is shown, otherwise the draft, which then says so. Letters to
 * be read from some steps away, and the code that leads to its page.
 */
export async function leafletPaper(db: Db, { caller }: Asking, as: Printing): Promise<Paper> {
  const { row, versions } = await findLeaflet(db, caller, as.leafletId)
  const version = versions.find((v) => v.number === (row.shown ?? row.newest))!
  const district = await readDistrict(db, caller.districtId)
  const words: Record<string, string> = as.language === 'en' ? en : zh
  const large = as.size === 'A3' ? 1.42 : 1
  const { title, body } = wordsOf(version, as.language)
  const draft = row.shown === null || row.withdrawn_at !== null
  return {
    title,
    language: as.language,
    size: as.size,
    margins: { top: 20 * large, right: 20 * large, bottom: 20 * large, left: 20 * large },
    letters: { size: 18 * large, line: 29 * large },
    footer: {
      middle: [district.name, district.settings.telephone, untilOf(version, words)]
        .filter(Boolean)
        .join('　'),
    },
    blocks: [
      ...(draft ? [note(words['draft'] ?? '', large)] : []),
      { kind: 'title', text: title, size: 34 * large },
      ...(await picture(db, caller.districtId, version, { store: as.store, large })),
      ...body
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line): Block => ({
          kind: 'paragraph',
          words: line.trim(),
          align: 'left',
          indent: false,
          above: 2 * large,
        })),
      { kind: 'space', height: 6 * large },
      {
        kind: 'qr',
        text: `${as.publicUrl}/${caller.districtId}/leaflets/${row.code}?via=code`,
        size: 38 * large,
        caption: words['scan'] ?? '',
      },
    ],
  }
}

const wordsOf = (version: VersionRow, language: 'zh-CN' | 'en') => ({
  title: language === 'en' && version.title_en !== '' ? version.title_en : version.title,
  body: language === 'en' && version.body_en !== '' ? version.body_en : version.body,
})

const untilOf = ({ valid_until }: VersionRow, words: Record<string, string>) =>
  valid_until === null ? '' : (words['until'] ?? '').replace('{{day}}', valid_until)

const note = (text: string, large: number): Block => ({
  kind: 'paragraph',
  words: [{ text, colour: 'B3261E' }],
  align: 'middle',
  size: 12 * large,
})

async function picture(
  db: Db,
  districtId: string,
  version: VersionRow,
  { store, large }: { store: FileStore; large: number },
): Promise<Block[]> {
  if (version.picture_id === null) return []
  const file = await derivativeOf(db, districtId, version.picture_id, 'public')
  const source = file && (await store.open(districtId, file.sha256))
  if (!source) return []
  return [{ kind: 'pictures', pictures: [{ source, height: 90 * large }], columns: 1 }]
}
