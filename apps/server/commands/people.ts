import { seedCatalogue } from '#modules/catalogue/server/index.ts'
import {
  createAdministrators,
  createSignInLink,
  seedPeopleDefaults,
} from '#modules/people/server/index.ts'
import { listDistricts, saveDistrict } from '#modules/places/server/index.ts'
import { transact } from '#platform/server/database.ts'
import { migrate } from '#platform/server/migrate.ts'
import { StartProblem } from '../configuration.ts'
import { openGround } from '../open.ts'
import { need, option, say } from '../say.ts'

/** Founds a district with its presets, and the three administrators whose powers nobody joins. */
export async function createAdministratorsCommand(args: string[]): Promise<void> {
  const [districtId, name] = [need(args, 'district'), need(args, 'name')]
  const ground = await openGround()
  const now = new Date()
  try {
    await migrate(ground.db)
    if ((await listDistricts(ground.db)).some((d) => d.districtId === districtId))
      throw new StartProblem(`${districtId} 已经存在。`, `${districtId} exists already.`)
    const links = await transact(ground.db, async (tx) => {
      await saveDistrict(tx, {
        districtId,
        name,
        nameEn: option(args, 'name-en') ?? name,
        lon: Number(option(args, 'lon') ?? 114.3),
        lat: Number(option(args, 'lat') ?? 30.6),
        now,
      })
      await seedPeopleDefaults(tx, districtId)
      await seedCatalogue(tx, districtId, now)
      return createAdministrators(tx, { districtId, now })
    })
    for (const { kind, name: who, token } of links)
      say(`${kind} ${who}\n  ${ground.configuration.publicUrl}/sign-in/${token}`)
  } finally {
    await ground.close()
  }
}

export async function signInLinkCommand(args: string[]): Promise<void> {
  const [districtId, personId] = [need(args, 'district'), need(args, 'person')]
  const ground = await openGround()
  try {
    const token = await createSignInLink(ground.db, {
      districtId,
      personId,
      now: new Date(),
      hours: 24,
    })
    say(`${ground.configuration.publicUrl}/sign-in/${token}`)
  } finally {
    await ground.close()
  }
}
