import sharp from 'sharp'
import { FOR_ALL, receiveFile, type FileStore } from '#modules/files/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { namedId } from './random.ts'

export const scenes = ['lamp', 'manhole', 'green', 'rubbish', 'wall', 'parking', 'stall'] as const
export type Scene = (typeof scenes)[number]

/* oxlint-disable max-params -- shapes take numbers as SVG does */
const rect = (x: number, y: number, w: number, h: number, fill: string, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`
const disc = (x: number, y: number, r: number, fill: string, more = '') =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`
/* oxlint-enable max-params */
const row = (n: number, each: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => each(i)).join('')

/** A quiet street: sky, houses, pavement. */
function street(sky: string, house: string, ground: string): string {
  return (
    rect(0, 0, 960, 720, sky) +
    row(
      4,
      (i) =>
        rect(30 + i * 240, 160 + (i % 2) * 50, 190, 300, house) +
        row(6, (w) =>
          rect(
            55 + i * 240 + (w % 3) * 52,
            200 + (i % 2) * 50 + Math.floor(w / 3) * 90,
            34,
            50,
            sky,
            'opacity="0.8"',
          ),
        ),
    ) +
    rect(0, 440, 960, 280, ground) +
    rect(0, 440, 960, 14, '#ffffff', 'opacity="0.35"')
  )
}

const car = (x: number, y: number, fill: string) =>
  `<g>${rect(x, y, 230, 66, fill, 'rx="18"')}${rect(x + 46, y - 46, 130, 56, fill, 'rx="20"')}${rect(x + 60, y - 34, 46, 34, '#dfe9ee')}${rect(x + 114, y - 34, 46, 34, '#dfe9ee')}${disc(x + 54, y + 68, 26, '#3c4248')}${disc(x + 178, y + 68, 26, '#3c4248')}</g>`

/** Before and after of each scene. Flat drawings that nobody takes for a photograph. */
const drawings: Record<Scene, (fixed: boolean) => string> = {
  lamp: (fixed) =>
    street(
      fixed ? '#40506e' : '#232a3b',
      fixed ? '#53617f' : '#2d3548',
      fixed ? '#5f6672' : '#30353f',
    ) +
    row(2, (i) => {
      const x = 260 + i * 400
      return (
        (fixed
          ? `<polygon points="${x + 66},216 ${x - 60},640 ${x + 250},640" fill="#ffe7a3" opacity="0.45"/>`
          : '') +
        rect(x, 190, 16, 430, '#9aa3ad') +
        rect(x, 190, 90, 14, '#9aa3ad') +
        rect(x + 56, 200, 56, 20, fixed ? '#fff3c4' : '#59616c', 'rx="8"')
      )
    }),
  manhole: (fixed) =>
    street('#d7e6ee', '#c3b7a6', '#a6a9a8') +
    `<ellipse cx="480" cy="590" rx="150" ry="62" fill="${fixed ? '#6c7275' : '#1d2124'}" stroke="#7d8386" stroke-width="14"/>` +
    (fixed
      ? row(5, (i) => rect(390 + i * 40, 566, 18, 48, '#80878a', 'rx="6"'))
      : `<ellipse cx="710" cy="650" rx="120" ry="40" fill="#6c7275" transform="rotate(-12 710 650)"/>`),
  green: (fixed) =>
    street('#dcebf0', '#cdbfae', '#b9b6a8') +
    rect(90, 480, 780, 200, fixed ? '#8fb573' : '#71804d', 'rx="28"') +
    (fixed
      ? row(
          6,
          (i) => disc(170 + i * 125, 560, 44, '#5d9150') + disc(158 + i * 125, 545, 12, '#e4a9b5'),
        )
      : row(
          24,
          (i) =>
            `<polygon points="${100 + i * 32},650 ${118 + i * 32},${360 + ((i * 53) % 130)} ${136 + i * 32},650" fill="${i % 3 ? '#5f6f38' : '#84894a'}"/>`,
        )),
  rubbish: (fixed) =>
    street('#dfe8ec', '#c8bcae', '#b4b3ad') +
    rect(130, 400, 120, 190, '#4f8a6d', 'rx="14"') +
    rect(120, 385, 140, 26, '#3f7259', 'rx="10"') +
    (fixed
      ? ''
      : row(11, (i) =>
          disc(
            310 + i * 52,
            600 - ((i * 37) % 70),
            44 + ((i * 11) % 20),
            ['#53606b', '#c9bfa6', '#8b6f58', '#7a8c98'][i % 4]!,
          ),
        )),
  wall: (fixed) =>
    street('#dce7ec', '#cabfb1', '#b3b0a8') +
    row(30, (i) =>
      !fixed && [4, 5, 13, 14, 15, 24].includes(i)
        ? ''
        : rect(
            60 + (i % 10) * 84,
            330 + Math.floor(i / 10) * 74,
            80,
            70,
            fixed ? '#d9c3a2' : '#b08a6c',
            'rx="3"',
          ),
    ) +
    (fixed
      ? rect(50, 312, 860, 20, '#a68f70', 'rx="6"')
      : row(7, (i) =>
          rect(
            370 + i * 46,
            590 + ((i * 29) % 50),
            52,
            34,
            '#a07a5e',
            `transform="rotate(${i * 23} ${396 + i * 46} 607)"`,
          ),
        )),
  parking: (fixed) =>
    street('#dbe8ee', '#c9bdae', '#9da1a3') +
    rect(0, 500, 960, 70, '#c9a24c', 'opacity="0.55"') +
    (fixed
      ? car(660, 610, '#7f9bb0')
      : car(120, 520, '#b9635a') + car(420, 500, '#7f9bb0') + car(700, 545, '#8d9a77')),
  stall: (fixed) =>
    street('#e6e6df', '#cdb9a2', '#b5b2ab') +
    row(3, (i) =>
      rect(70 + i * 290, 330, 240, 40, ['#b9635a', '#5b8a92', '#c9a24c'][i]!, 'rx="8"'),
    ) +
    (fixed
      ? ''
      : row(
          6,
          (i) =>
            rect(80 + i * 138, 530 + (i % 2) * 36, 104, 60, '#8b6f58') +
            row(3, (n) =>
              disc(
                104 + i * 138 + n * 28,
                522 + (i % 2) * 36,
                16,
                ['#cf6b4f', '#7ea05a', '#dcae54'][n]!,
              ),
            ),
        )),
}

async function draw(scene: Scene, fixed: boolean): Promise<Buffer> {
  // The plates need no lettering from the machine's fonts: a band marks each as a drawing.
  const mark = `${rect(0, 0, 960, 56, '#ffffff', 'opacity="0.86"')}<text x="24" y="39" font-size="28" font-family="Noto Sans CJK SC, Source Han Sans SC, sans-serif" fill="#40464d">示意图 · 演示数据</text>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720">${drawings[scene](fixed)}${mark}</svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer()
}

export interface Album {
  /** Shared pictures to release, and the same again for what stays inside. */
  of(scene: Scene, fixed: boolean, released: boolean): string
}

const pictureId = (districtId: string, scene: Scene, state: string) =>
  namedId(`${districtId}/picture/${scene}/${state}`)

/** Draws every scene twice and stores it for a district. */
export async function savePictures(
  db: Db,
  store: FileStore,
  order: { districtId: string; now: Date },
): Promise<Album> {
  const { districtId, now } = order
  const kinds = [true, false].flatMap((fixed) =>
    [true, false].map((released) => ({ fixed, released })),
  )
  const id = (scene: Scene, fixed: boolean, released: boolean) =>
    pictureId(districtId, scene, `${fixed ? 'after' : 'before'}-${released ? 'public' : 'inside'}`)
  await Promise.all(
    scenes.map(async (scene) => {
      for (const { fixed, released } of kinds) {
        // oxlint-disable-next-line no-await-in-loop -- seven scenes at once are enough
        const bytes = await draw(scene, fixed)
        // oxlint-disable-next-line no-await-in-loop -- the same
        await receiveFile(db, store, {
          districtId,
          bytes,
          uploader: FOR_ALL,
          now,
          id: id(scene, fixed, released),
        })
      }
    }),
  )
  return { of: id }
}
