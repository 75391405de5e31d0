import type { Block, Paper } from '#kernel/paper.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { derivativeOf, type FileStore } from '#modules/files/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import type { HazardPage } from '../../contract/hazards.ts'
import en from '../../words/hazards.en.json' with { type: 'json' }
import zh from '../../words/hazards.zh-CN.json' with { type: 'json' }
import { readHazard } from './views.ts'

export type Language = Paper['language']
type Words = Record<string, string>

export const wordsIn = (language: Language): Words => (language === 'en' ? en : zh)

/** A sentence of these words with its values; the key where there is none. */
export const sayIn =
  (words: Words) =>
  (key: string, values: Record<string, string> = {}): string =>
    Object.entries(values).reduce(
      (text, [name, value]) => text.replaceAll(`{{${name}}}`, value),
      words[key] ?? key,
    )

export interface Printing {
  caller: Caller
  now: Date
  cipher: Cipher
  store: FileStore
}

/** The notice to whoever keeps the place; before it is given, with room to write in whom and by when. */
export async function hazardPaper(
  db: Db,
  printing: Printing,
  { id, language }: { id: string; language: Language },
): Promise<{ paper: Paper; name: string }> {
  const hazard = await readHazard(db, printing, id)
  await audit(db, printing.caller, {
    act: 'fieldwork.hazard_printed',
    subjectKind: 'hazard',
    subjectId: hazard.id,
    details: { number: hazard.number },
    at: printing.now,
  })
  const { timeZone, name: district, demo } = await readDistrict(db, printing.caller.districtId)
  const say = sayIn(wordsIn(language))
  const dayOf = (at: string) => dateOfDay(dayAt(timeZone, Date.parse(at)))
  const title = say('paper.title')
  return {
    name: hazard.number,
    paper: {
      title,
      language,
      letters: { size: 14, line: 24 },
      header: { left: district, right: `${title} ${hazard.number}` },
      blocks: [
        { kind: 'title', text: title },
        ...(demo
          ? [{ kind: 'paragraph' as const, align: 'middle' as const, words: say('paper.demo') }]
          : []),
        ...bodyOf(hazard, language, dayOf),
        ...(await picturesOf(db, printing, hazard, say('paper.picture'))),
        {
          kind: 'signatures',
          lines: [
            { label: say('paper.receiver') },
            { label: say('paper.issuer') },
            { label: say('paper.date') },
          ],
        },
      ],
    },
  }
}

function bodyOf(hazard: HazardPage, language: Language, dayOf: (at: string) => string): Block[] {
  const say = sayIn(wordsIn(language))
  const named = ({ name, nameEn }: { name: string; nameEn: string }) =>
    language === 'en' ? nameEn : name
  const told = hazard.steps.findLast(({ act }) => act === 'notify')?.to?.name
  return [
    {
      kind: 'fields',
      columns: 2,
      fields: [
        { label: say('paper.number'), value: hazard.number },
        { label: say('paper.found'), value: dayOf(hazard.foundAt) },
        { label: say('paper.kind'), value: named(hazard.kind) },
        { label: say('paper.grade'), value: named(hazard.grade) },
        {
          label: say('paper.place'),
          value: [hazard.areaName, hazard.address].filter(Boolean).join(' '),
          wide: true,
        },
        { label: say('paper.what'), value: hazard.words || named(hazard.kind), wide: true },
      ],
    },
    {
      kind: 'paragraph',
      indent: false,
      above: 6,
      words: told === undefined ? say('paper.toBlank') : say('paper.to', { name: told }),
    },
    {
      kind: 'paragraph',
      words:
        hazard.dueOn === null ? say('paper.askBlank') : say('paper.ask', { day: hazard.dueOn }),
    },
    { kind: 'paragraph', words: say('paper.help') },
  ]
}

/** Three pictures at most, without what they say of the camera. */
async function picturesOf(
  db: Db,
  { caller, store }: Printing,
  hazard: HazardPage,
  caption: string,
): Promise<Block[]> {
  const pictures: { source: Uint8Array; height: number; caption: string }[] = []
  for (const id of hazard.photos.slice(0, 3)) {
    const file = await derivativeOf(db, caller.districtId, id, 'public') // oxlint-disable-line no-await-in-loop -- one picture in hand at a time
    const source = file && (await store.open(caller.districtId, file.sha256)) // oxlint-disable-line no-await-in-loop
    if (source) pictures.push({ source, height: 55, caption })
  }
  return pictures.length === 0 ? [] : [{ kind: 'pictures', columns: 3, pictures }]
}
