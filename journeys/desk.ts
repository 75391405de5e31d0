import type { Page } from 'playwright-core'
import { z } from 'zod'
import type { World } from './world.ts'

/** Somebody at the desk, who uses the keyboard alone. */
export interface DeskPerson {
  page: Page
  /** Brings one message to the desk by its short code. */
  find(shortCode: string): Promise<void>
  /** Files under the matter that these words or this code find first. */
  file(matter: string): Promise<void>
  /** Dispatches to the unit that the rules propose, or to another by its name. */
  dispatch(unit?: string): Promise<void>
  /** Judges from the pictures: `null` passes, words send it back. */
  inspect(shortCode: string, wrong: string | null): Promise<void>
  /** Grants what a unit asked, on the case's own page. */
  grant(shortCode: string): Promise<void>
  openCase(shortCode: string): Promise<string>
  /** From the list of cases, with the keyboard alone. */
  openByKeys(shortCode: string): Promise<void>
}

const Found = z.object({ rows: z.array(z.object({ id: z.string() })).min(1) })

export async function atTheDesk(world: World, role: string): Promise<DeskPerson> {
  const page = await world.as(role)
  const keys = page.keyboard
  const idOf = async (shortCode: string) => {
    const reply = await page.request.get(`${world.url}/api/cases?q=${shortCode}`)
    return Found.parse(await reply.json()).rows[0]?.id ?? ''
  }
  const openCase = async (shortCode: string) => {
    const id = await idOf(shortCode)
    await page.goto(`${world.url}/console/cases/${id}`)
    await page.getByText(shortCode, { exact: true }).first().waitFor()
    return id
  }
  return {
    page,
    openCase,
    openByKeys: async (shortCode) => {
      await page.goto(`${world.url}/console/cases?q=${shortCode}`)
      await page.locator('ul a.row').first().focus()
      await keys.press('Enter')
      await page.waitForURL(/\/console\/cases\/[0-9a-f-]{36}/)
      await page.getByText(shortCode, { exact: true }).first().waitFor()
    },
    find: async (shortCode) => {
      await page.goto(`${world.url}/console/desk`)
      // Keys hold from the moment a message stands there, or its absence is said.
      await page.locator('.message h2, .desk > .state').first().waitFor()
      await keys.press('/')
      await keys.type(shortCode)
      await keys.press('Enter')
      await page.locator('.message').getByText(shortCode, { exact: true }).waitFor()
    },
    file: async (matter) => {
      await keys.press('f')
      const field = page.getByRole('combobox', { name: '事项' })
      await field.waitFor()
      await keys.press('Control+A')
      await keys.type(matter)
      // The first is what Enter takes, so it must be the one that is meant.
      await page.locator('[role=option]:first-child').filter({ hasText: matter }).waitFor()
      await keys.press('Enter')
      await page.getByText('结案条件').first().waitFor()
      await keys.press('Control+Enter')
      await page.locator('.message').getByText('待派遣', { exact: true }).waitFor()
    },
    dispatch: async (unit) => {
      // Which rule fires, and why, is read before the key is pressed.
      await page
        .getByText(/规则 \d+：|没有规则适用/)
        .first()
        .waitFor()
      await keys.press('d')
      await page.getByRole('form', { name: '派遣' }).waitFor()
      if (unit !== undefined) {
        await keys.press('Tab')
        await keys.type(unit)
        await page.getByRole('option').filter({ hasText: unit }).first().waitFor()
        await keys.press('Enter')
        await page.getByText(`派给${unit}`).waitFor()
      }
      await keys.press('Control+Enter')
      await page.getByRole('form', { name: '派遣' }).waitFor({ state: 'detached' })
    },
    inspect: async (shortCode, wrong) => {
      await page.goto(`${world.url}/console/inspect?case=${await idOf(shortCode)}`)
      await page.getByRole('button', { name: /合格，结案/ }).waitFor()
      await keys.press(wrong === null ? 'y' : 'n')
      if (wrong !== null) {
        await page.getByLabel('哪里不合格').waitFor()
        await keys.type(wrong)
        await keys.press('Enter')
      }
      await page.locator(`[data-result="${wrong === null ? 'passed' : 'failed'}"]`).waitFor()
    },
    grant: async (shortCode) => {
      await openCase(shortCode)
      const decide = page.getByRole('button', { name: '审批申请' })
      await decide.focus()
      await keys.press('Enter')
      await page.getByRole('radio', { name: '同意', exact: true }).focus()
      await keys.press('Space')
      await page.getByText('案件回到受理台').waitFor()
      await keys.press('Control+Enter')
      await page.getByText('待派遣', { exact: true }).first().waitFor()
    },
  }
}
