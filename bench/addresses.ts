import { importAddresses, searchAddresses } from '#modules/places/server/index.ts'
import { transact } from '#platform/server/database.ts'
import { option, print, withDatabase } from './ground.ts'
import { dice, districtId, makeTown, quantile } from './town.ts'

const first = '东西南北上下新老金银长安永福和平'
const second = '湖山桥门堤港湾岭塘园'
const ways = ['大道', '路', '街', '巷']

/** Completion as one types, over 100,000 made-up addresses: every beginning of 400 of them. */
export async function addresses(args: readonly string[]): Promise<void> {
  const many = Number(option(args, 'rows') ?? 100_000)
  await withDatabase('addresses', async (db) => {
    const now = new Date('2026-11-25T00:00:00Z')
    const grids = await makeTown(db, now)
    const roll = dice(11)
    const one = (of: string | readonly string[]) => of[Math.floor(roll() * of.length)] ?? ''
    const texts: string[] = []
    const lines = Array.from({ length: many }, (_, i) => {
      const { code, boundary } = grids[i % grids.length]!
      const [lon, lat] = boundary.coordinates[0]![0]!
      const text = `${one(first)}${one(second)}${one(ways)}${(i % 900) + 1}号${one(first)}${one(second)}小区`
      texts.push(text)
      return `${code},${text},${Math.floor(i / 900) + 1}栋,${(lon + 0.0015).toFixed(6)},${(lat + 0.0015).toFixed(6)},WGS84`
    })
    const csv = ['code,address,building,lon,lat,system', ...lines].join('\n')
    const began = performance.now()
    const taken = await transact(db, (tx) =>
      importAddresses(tx, { districtId, csv, dryRun: false, mayEdit: () => true }),
    )
    const importSeconds = (performance.now() - began) / 1000
    const times: number[] = []
    const near = { lon: 114.1, lat: 30.03 }
    for (let i = 0; i < 400; i++) {
      const text = texts[Math.floor(roll() * texts.length)] ?? ''
      for (let length = 1; length <= Math.min(8, text.length); length++) {
        const from = performance.now()
        // oxlint-disable-next-line no-await-in-loop -- one question at a time is what is measured
        await searchAddresses(db, districtId, text.slice(0, length), near)
        times.push(performance.now() - from)
      }
    }
    print(
      JSON.stringify({
        bench: 'addresses',
        rows: taken.added,
        faulty: taken.faulty,
        importSeconds: Math.round(importSeconds * 10) / 10,
        questions: times.length,
        p50: quantile(times, 0.5),
        p95: quantile(times, 0.95),
        most: quantile(times, 1),
      }),
    )
  })
}
