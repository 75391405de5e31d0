import type { Page } from 'playwright-core'
import { expect, inject, it } from 'vitest'
import type { z } from 'zod'
import { hazardsContract, logContract, patrolsContract } from '#modules/fieldwork/contract/index.ts'
import { pagesAreKept } from './crew.ts'
import { aProfile, openPhone } from './killable.ts'
import { aPicture } from './picture.ts'
import { sessionOf } from './sessions.ts'
import { ofThisTry } from './tries.ts'
import { inWorldWithMaps, type World } from './world.ts'

const aMonth = 30 * 24 * 3600
const zone = 'Asia/Shanghai'
const Log = logContract.readLog.reply
type Log = z.infer<typeof Log>

const dialog = (page: Page) => page.getByRole('dialog')
const headers = (world: World) => ({ 'x-gongzhi': '1', origin: world.url })

/** Of a page that is signed in: what the server says, past the page. */
async function read<T extends z.ZodType>(page: Page, at: string, reply: T): Promise<z.infer<T>> {
  const answer = await page.request.get(at)
  expect(answer.status(), at).toBe(200)
  return reply.parse(await answer.json())
}

const logAt = (world: World) => `${world.url}/api/fieldwork/logs/me/${today()}`
const today = () => new Date().toLocaleDateString('sv-SE', { timeZone: zone })

/** An officer whose log of today nobody has signed: a second try finds the other one. */
async function whoHasTheDay(world: World): Promise<string> {
  const program = inject('program')
  if (!program) throw new Error('no program')
  const officers = program.printed.match(/鄂城区 城管队员 \S+/g) ?? []
  for (const role of officers) {
    const page = await world.as(role) // oxlint-disable-line no-await-in-loop -- one after the other
    const log = await read(page, logAt(world), Log) // oxlint-disable-line no-await-in-loop
    await page.context().close() // oxlint-disable-line no-await-in-loop
    if (log.signed === null) return role
  }
  throw new Error('every officer has signed')
}

/** What somebody else found and had fixed yesterday, which the officer is to re-check. */
async function aFixedHazard(world: World, address: string): Promise<void> {
  const page = await world.as('鄂城区 网格员')
  const at = `${world.url}/api/fieldwork/hazards`
  const ahead = await read(page, `${at}/ahead`, hazardsContract.hazardsAhead.reply)
  const areaCode = ahead.areas.find(({ code }) => code.length === 15)?.code
  const fix = { id: crypto.randomUUID(), by: '物业电工' }
  const data = { id: crypto.randomUUID(), kind: 'wiring', grade: 'serious', address, areaCode, fix }
  const made = await page.request.post(at, { headers: headers(world), data })
  expect(made.status(), await made.text()).toBe(200)
  await page.context().close()
}

/** A round that the coordinator has set for the officers. */
async function aRound(world: World, name: string): Promise<void> {
  const page = await world.as('鄂城区 牵头人')
  const point = (n: number) => ({
    id: crypto.randomUUID(),
    name: `${name} ${n}`,
    lon: 114.885 + n / 1000,
    lat: 30.3912,
    look: '门前堆物',
    matters: ['暴露垃圾'],
  })
  const made = await page.request.post(`${world.url}/api/fieldwork/patrol-routes`, {
    headers: headers(world),
    data: {
      id: crypto.randomUUID(),
      name,
      areaCode: '420704001014',
      points: [1, 2, 3].map(point),
      baseVersion: null,
    },
  })
  expect(made.status(), await made.text()).toBe(200)
  await page.context().close()
}

const waiting = (page: Page, count: number) => page.getByText(`${count} 件等信号`).first().waitFor()

async function photograph(page: Page, kind: 'before' | 'after', name?: string): Promise<void> {
  const part = name === undefined ? dialog(page) : page.getByRole('region', { name })
  await part
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: `${kind}.png`, mimeType: 'image/png', buffer: await aPicture(kind) })
  await part.getByText('已存好').first().waitFor()
}

interface Said {
  round: string
  settled: string
  trouble: string
  visit: string
  promise: string
  stall: string
  hazard: string
}

/** All well at one point, one thing put right on the spot, one that becomes a case. */
async function walk(page: Page, world: World, said: Said): Promise<void> {
  await page.goto(`${world.url}/work/patrol`)
  const round = page.locator('.walk-round').filter({ hasText: said.round })
  await round.getByRole('button', { name: '开始巡查' }).click()
  await page.getByRole('button', { name: '都好', exact: true }).click()
  await waiting(page, 2)
  await page.getByRole('button', { name: '有问题', exact: true }).click()
  await photograph(page, 'before')
  await dialog(page).getByLabel('看到什么').fill(said.settled)
  await dialog(page)
    .getByLabel(/我当场处理好了/)
    .check()
  await photograph(page, 'after', '处理后的照片')
  // The matters were taken along: the choice needs no line.
  await dialog(page).getByLabel('是哪类事').fill('暴露垃圾')
  await dialog(page).locator('.offers button').first().click()
  await dialog(page).getByRole('button', { name: '当场处理好了，记下' }).click()
  await waiting(page, 3)
  await page.getByRole('button', { name: '有问题', exact: true }).click()
  await photograph(page, 'before')
  await dialog(page).getByLabel('看到什么').fill(said.trouble)
  await dialog(page).getByRole('button', { name: '报成案件' }).click()
  await waiting(page, 4)
}

/** A call at a door that is due, with a promise; and answers whose door it was. */
async function call(page: Page, world: World, said: Said): Promise<string> {
  await page.goto(`${world.url}/work/visits`)
  await page.locator('.doors a').first().click()
  await page.getByRole('button', { name: '见到了' }).click()
  const door = await page.locator('.door-head h1').innerText()
  await page.getByLabel(/说了什么/).fill(said.visit)
  await page.getByRole('button', { name: '加上我们答应的' }).click()
  await page.getByRole('group', { name: '我们答应的' }).getByLabel('答应了什么').fill(said.promise)
  await page.getByRole('button', { name: '记下', exact: true }).click()
  await waiting(page, 5)
  return door
}

async function dissuade(page: Page, world: World, said: Said): Promise<void> {
  await page.goto(`${world.url}/work/words`)
  await page.getByRole('radio', { name: '新的对象' }).check()
  await page.getByLabel('当事人或店名').fill(said.stall)
  await page.getByLabel('地点').fill('滨湖路口')
  await page.getByLabel(/说了什么/).fill('占道摆摊，请退到店内')
  await page.getByRole('button', { name: '记下劝导' }).click()
  await waiting(page, 6)
}

async function recheck(page: Page, world: World, said: Said): Promise<void> {
  await page.goto(`${world.url}/work/hazards`)
  await page.getByRole('link', { name: new RegExp(said.hazard) }).click()
  await page.getByRole('button', { name: '复查通过' }).click()
  await dialog(page).getByRole('button', { name: '复查通过' }).click()
  await waiting(page, 7)
}

/** The acts of the lines that a text names. */
const actsOf = (log: Log, text: string, part: Log['lines'][number]['part']) =>
  log.lines
    .filter((line) => line.part === part && line.of.label.includes(text))
    .flatMap((line) => line.acts)

const once = (...acts: string[]) => acts.map((act) => ({ act, times: 1 }))

/** On the server everything is there, once. */
async function arrived(page: Page, world: World, said: Said): Promise<Log> {
  const log = await read(page, logAt(world), Log)
  expect(actsOf(log, said.settled, 'cases')).toEqual(once('case.reported', 'case.settled'))
  expect(actsOf(log, said.trouble, 'cases')).toEqual(once('case.reported'))
  expect(actsOf(log, said.hazard, 'hazards')).toEqual(once('hazard.pass'))
  expect(actsOf(log, said.stall, 'enforcement').map(({ times }) => times)).toEqual([1, 1])
  expect(actsOf(log, '', 'visits')).toEqual(expect.arrayContaining(once('visit.met')))
  expect(actsOf(log, said.round, 'patrols')).toEqual([
    ...once('patrol.well'),
    { act: 'patrol.problem', times: 2 },
    ...once('patrol.done'),
  ])
  const mine = await read(
    page,
    `${world.url}/api/fieldwork/patrols/mine`,
    patrolsContract.readOwnPatrols.reply,
  )
  expect(mine.patrols[0]?.stops.map(({ kind }) => kind).toSorted()).toEqual([
    'problem',
    'problem',
    'well',
  ])
  return log
}

inWorldWithMaps('one officer’s whole day', (world) => {
  it('begins with a line, is worked without one until noon, and ends in a signed log', async () => {
    const program = inject('program')
    if (!program) throw new Error('no program')
    const role = await whoHasTheDay(world())
    const said: Said = {
      round: ofThisTry('滨湖路一圈'),
      settled: ofThisTry('人行道上一袋垃圾'),
      trouble: ofThisTry('绿化带护栏倒了一节'),
      visit: ofThisTry('身体都好，楼道灯不亮'),
      promise: ofThisTry('请人来换灯'),
      stall: ofThisTry('水果摊老周'),
      hazard: ofThisTry('丰润园小区9栋门厅'),
    }
    await aRound(world(), said.round)
    await aFixedHazard(world(), said.hazard)
    const session = (await sessionOf(program, role)).map((cookie) => ({
      ...cookie,
      expires: Date.now() / 1000 + aMonth,
    }))
    const profile = await aProfile()

    // Morning: what the day holds is looked at, and taken along.
    const first = await openPhone(profile.folder)
    first.context.setDefaultTimeout(60_000)
    await first.context.addCookies(session)
    const page = await first.context.newPage()
    await page.goto(`${world().url}/work/today`)
    await page.getByRole('link', { name: new RegExp(said.hazard) }).waitFor()
    await pagesAreKept(page)
    await page.waitForLoadState('networkidle')
    await first.context.setOffline(true)
    await walk(page, world(), said)
    const door = await call(page, world(), said)
    await dissuade(page, world(), said)
    await recheck(page, world(), said)
    await first.kill()

    // The browser dies, and opens again where there is still no line: nothing is lost.
    const second = await openPhone(profile.folder)
    second.context.setDefaultTimeout(60_000)
    await second.context.addCookies(session)
    await second.context.setOffline(true)
    const again = await second.context.newPage()
    await again.goto(`${world().url}/work/today`)
    await waiting(again, 7)
    // What is done on this phone waits for nobody any more.
    await again.getByRole('heading', { level: 2 }).first().waitFor()
    expect(await again.getByRole('link', { name: new RegExp(said.hazard) }).count()).toBe(0)
    await again.goto(`${world().url}/work/patrol`)
    await again.getByRole('button', { name: '结束巡查' }).click()
    await dialog(again).getByRole('button', { name: '结束巡查' }).click()
    await waiting(again, 8)
    await again.getByRole('button', { name: '看看' }).first().click()
    const unsent = await dialog(again).locator('.unsent > li strong').allInnerTexts()
    expect(unsent).toHaveLength(8)
    expect(unsent.slice(2, 4)).toEqual([said.settled, said.trouble])
    expect(unsent[4]).toContain(door)
    await again.keyboard.press('Escape')

    // Noon: the line is back, and all goes up in the order in which it was done.
    const sent: string[] = []
    again.on('request', (request) => {
      if (request.method() === 'POST') sent.push(new URL(request.url()).pathname)
    })
    await second.context.setOffline(false)
    await again.locator('.outbox').waitFor({ state: 'detached', timeout: 60_000 })
    const kinds = sent.flatMap((path) => /patrol|visit|enforcement|hazard/.exec(path)?.[0] ?? [])
    expect(kinds).toEqual([
      ...Array.from({ length: 4 }, () => 'patrol'),
      'visit',
      // The file is opened, then the words are put into it.
      'enforcement',
      'enforcement',
      'hazard',
      'patrol',
    ])
    await arrived(again, world(), said)

    // Afternoon: another's work is inspected.
    await again.goto(`${world().url}/work/inspect`)
    const judged = again.locator('article', {
      has: again.getByRole('button', { name: '合格', exact: true }),
    })
    const title = await judged.first().getByRole('heading', { level: 2 }).innerText()
    await judged.first().getByRole('button', { name: '合格', exact: true }).click()
    await again.getByText('已合格，结案').waitFor()

    await evening(again, world(), { said, title, door })
    await second.kill()
    await profile.remove()
    await shownAtTheDesk(world(), role, said)
  }, 300_000)
})

/** The log has drafted itself; it is completed, signed, and from then on only added to. */
async function evening(
  page: Page,
  world: World,
  { said, title, door }: { said: Said; title: string; door: string },
): Promise<void> {
  await page.goto(`${world.url}/work/log`)
  for (const text of [said.settled, said.trouble, title, said.hazard, said.stall, door])
    await page.locator('.log-part').getByText(text).first().waitFor() // oxlint-disable-line no-await-in-loop -- one after the other
  await page.getByLabel(/补充（系统不知道的）/).fill('下午碰头会，议了夜市收摊时间')
  await page.getByRole('button', { name: '签字', exact: true }).click()
  await page.locator('.log-signed').waitFor()
  const signed = await arrived(page, world, said)
  expect(signed).toMatchObject({ words: '下午碰头会，议了夜市收摊时间', allowed: ['add'] })
  expect(actsOf(signed, title, 'cases')).toEqual(expect.arrayContaining(once('case.closed')))

  const refused = await page.request.put(logAt(world), {
    headers: headers(world),
    data: { words: '改一改', baseVersion: signed.version },
  })
  expect(refused.status()).toBe(409)
  await page.getByLabel('补充一条').fill('碰头会是三点，不是两点')
  await page.getByRole('button', { name: '补充一条' }).click()
  await page.locator('.log-added').getByText('碰头会是三点').waitFor()
  const after = await read(page, logAt(world), Log)
  expect(after.additions.map(({ words }) => words)).toEqual(['碰头会是三点，不是两点'])
  expect({ ...after, additions: [] }).toEqual({ ...signed, additions: [] })
}

/** The same log, as it is read at a desk. */
async function shownAtTheDesk(world: World, role: string, said: Said): Promise<void> {
  const desk = await world.as(role)
  await desk.goto(`${world.url}/console/logs`)
  await desk.locator('.log-signed').waitFor()
  for (const text of [said.settled, said.trouble, said.hazard, said.stall, '碰头会是三点'])
    await desk.getByText(text).first().waitFor() // oxlint-disable-line no-await-in-loop -- one after the other
  await desk.context().close()
}
