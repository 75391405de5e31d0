import { seedCatalogue } from '#modules/catalogue/server/index.ts'
import {
  audit,
  createAdministrators,
  createSignInLink,
  dropFactor,
  nameOf,
  resetPassword,
  seedPeopleDefaults,
} from '#modules/people/server/index.ts'
import { listDistricts, saveDistrict } from '#modules/places/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import { transact, type Tx } from '#platform/server/database.ts'
import { migrate } from '#platform/server/migrate.ts'
import { StartProblem, UsageProblem } from '../configuration.ts'
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

/**
 * A one-time link from the server's own console. `--reset-password yes` also takes the password and the
 * second step away and ends the sessions: the only way back for an administrator who has lost them.
 */
export async function signInLinkCommand(args: string[]): Promise<void> {
  const [districtId, personId] = [need(args, 'district'), need(args, 'person')]
  const resets = option(args, 'reset-password') === 'yes'
  const ground = await openGround()
  const now = new Date()
  try {
    const token = await transact(ground.db, async (tx) => {
      await expectPerson(tx, districtId, personId)
      if (resets) await resetPassword(tx, { districtId, personId, now })
      if (resets) await dropFactor(tx, { districtId, personId })
      await audit(tx, anonymous(districtId), {
        act: resets ? 'people.password_reset' : 'people.link_made',
        subjectKind: 'person',
        subjectId: personId,
        details: { on: 'server' },
        at: now,
      })
      return createSignInLink(tx, { districtId, personId, now, hours: 24 })
    })
    say(`${ground.configuration.publicUrl}/sign-in/${token}`)
  } finally {
    await ground.close()
  }
}

/** A link for nobody would open nothing, and nobody would know why. */
async function expectPerson(tx: Tx, districtId: string, personId: string): Promise<void> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(personId)
  const asked = { personIds: [personId.toLowerCase()], postIds: [], organisationIds: [] }
  const { persons } = isId ? await nameOf(tx, districtId, asked) : { persons: new Map() }
  if (persons.size === 0)
    throw new UsageProblem(
      `${districtId} 没有编号为 ${personId} 的人。`,
      `${districtId} has nobody with the id ${personId}.`,
    )
}
