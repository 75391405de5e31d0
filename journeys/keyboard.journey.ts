import { expect, it } from 'vitest'
import { settled } from './axe.ts'
import { outOfReach } from './keyboard.ts'
import { looks, roles, type Role } from './looks.ts'
import { inWorld } from './world.ts'

/** The pages of the console as somebody first finds them, by who goes there. */
const pagesOf = (role: Role) => [
  ...new Set(
    looks
      .filter((look) => look.role === role && look.path.startsWith('/console'))
      .map((look) => look.path),
  ),
]

inWorld('without a mouse', (world) => {
  const desk = ['centre', 'system', 'security', 'audit'] as const
  it.each(desk)(
    'everything that can be pressed is come to and seen: %s',
    async (role) => {
      const page = await world().as(roles[role])
      const found: string[] = []
      /* oxlint-disable no-await-in-loop -- one page at a time */
      for (const path of pagesOf(role)) {
        await page.goto(`${world().url}${path}`)
        await settled(page)
        found.push(...(await outOfReach(page)).map((one) => `${path} ${one}`))
      }
      /* oxlint-enable no-await-in-loop */
      expect(found).toEqual([])
      await page.context().close()
    },
    400_000,
  )
})
