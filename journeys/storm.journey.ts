import { expect, it } from 'vitest'
import { inTheStreet } from './crew.ts'
import { atTheDesk, type DeskPerson } from './desk.ts'
import { judged } from './resident.ts'
import { ofThisTry } from './tries.ts'
import { inWorld, type World } from './world.ts'

const districtId = '420704'
const neighbours = [
  '变压器爆响，青瓦巷整条停电',
  '青瓦巷停电，家里老人怕黑',
  '听到一声响就停电了，青瓦巷12号',
  '青瓦巷停电半小时了',
  '停电，青瓦巷的路灯也灭了',
  '停电以后楼下铁门打不开',
]

interface Told {
  shortCode: string
  ownKey: string
}

/** A neighbour sends a report from their own telephone. */
async function tell(
  { url }: World,
  { text, lon, n }: { text: string; lon: number; n: number },
): Promise<Told> {
  const reply = await fetch(`${url}/api/public/${districtId}/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gongzhi': '1', origin: url },
    body: JSON.stringify({
      clientId: crypto.randomUUID(),
      words: text,
      place: {
        lon: lon + n * 0.000_15,
        lat: 30.3968,
        system: 'CGCS2000',
        method: 'gps',
      },
      address: `青瓦巷${n + 1}号`,
    }),
  })
  expect(reply.status).toBe(200)
  return (await reply.json()) as Told // oxlint-disable-line typescript/no-unsafe-type-assertion -- a reply of our own server
}

/** At the desk, by keys alone: M, the case that leads, Ctrl and Enter. */
async function join(desk: DeskPerson, follower: Told, leads: string): Promise<void> {
  const { page } = desk
  await desk.find(follower.shortCode)
  await page.locator('.likely').first().waitFor()
  await page.keyboard.press('m')
  await page.getByRole('form', { name: '并案' }).waitFor()
  await page.getByRole('radio', { name: new RegExp(leads) }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('form', { name: '并案' }).waitFor({ state: 'detached' })
}

inWorld('a storm of reports', (world) => {
  it('after a power cut many tell of one thing; one is mended, each is told and judges, one was another thing', async () => {
    const words = neighbours.map(ofThisTry)
    // A second try is a hundred metres on: what the first one left is not alike by place.
    const lon = 114.8962 + Math.random() / 100
    const told = await Promise.all(words.map((text, n) => tell(world(), { text, lon, n })))
    const [master, ...others] = told
    const other = others.at(-1)
    if (!master || !other) throw new Error('nobody reported')
    const desk = await atTheDesk(world(), '鄂城区 区中心值班长')
    await desk.find(master.shortCode)
    await desk.file('电力设施异常')
    const title = words[0] ?? ''
    for (const follower of others) await join(desk, follower, title) // oxlint-disable-line no-await-in-loop -- one message after the other

    // The gate below the house has nothing to do with the power: out of the group again.
    await desk.openCase(other.shortCode)
    await desk.page.getByRole('button', { name: '拆出来' }).focus()
    await desk.page.keyboard.press('Enter')
    await desk.page.getByRole('form', { name: '拆出来' }).waitFor()
    await desk.page.keyboard.type('铁门的锁坏了，与停电无关')
    await desk.page.keyboard.press('Control+Enter')
    await desk.page.getByText('待受理', { exact: true }).first().waitFor()
    await desk.page.getByText('以前的并案').waitFor()

    await desk.openCase(master.shortCode)
    await desk.page.getByText('跟着这一件办的 4 件').waitFor()
    await desk.find(master.shortCode)
    await desk.dispatch('鄂城区市政中心')
    const crew = await inTheStreet(world(), '鄂城区 市政主理人')
    await crew.accept(title)
    await crew.arrive(title)
    await crew.finish(title, '变压器跌落保险已更换，恢复供电')
    await crew.sent()
    await desk.inspect(master.shortCode, null)

    const phones = await world().window({ phone: true })
    for (const { shortCode, ownKey } of others.slice(0, 2)) {
      /* oxlint-disable no-await-in-loop -- one neighbour after the other */
      const page = await phones.newPage()
      await page.goto(`${world().url}/${districtId}/follow/${shortCode}?key=${ownKey}`)
      await page.getByText('和别人反映的同一件事合在一起办').waitFor()
      await page.getByText('变压器跌落保险已更换').first().waitFor()
      expect(await page.content()).not.toContain('变压器爆响')
      await page.getByRole('button', { name: '修好了', exact: true }).click()
      await page.getByRole('button', { name: '满意', exact: true }).click()
      await page.getByRole('button', { name: '提交评价' }).click()
      await judged(page, '您的评价：修好了，满意')
      await page.close()
      /* oxlint-enable no-await-in-loop */
    }
    await desk.openCase(master.shortCode)
    await expect
      .poll(() => desk.page.locator('.merging').getByText('报告人说解决了，满意').count())
      .toBe(2)

    // The one that was taken apart goes its own way: it is open, and has nothing to judge.
    const page = await phones.newPage()
    await page.goto(`${world().url}/${districtId}/follow/${other.shortCode}?key=${other.ownKey}`)
    await page.getByText('有人受理').first().waitFor()
    expect(await page.getByRole('button', { name: '修好了', exact: true }).count()).toBe(0)
    for (const one of [desk.page, crew.page, page]) await one.context().close()
  })
})
