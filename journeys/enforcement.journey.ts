import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { dayFromNow } from '#modules/enforcement/web/draft.ts'
import { inTheStreet } from './crew.ts'
import { atTheDesk } from './desk.ts'
import { aPicture } from './picture.ts'
import { reported } from './resident.ts'
import { ofThisTry } from './tries.ts'
import { inWorld, type World } from './world.ts'

const officer = '孝南区 城管队员'
const Refusal = z.object({
  code: z.string(),
  details: z.object({ law: z.object({ en: z.string() }) }),
})

/** A phone in the street that takes steps of one file, each sent before the next. */
async function withWords(world: World, role: string) {
  const page = await world.as(role, { phone: true })
  const sent = () => page.locator('.outbox').waitFor({ state: 'detached' })
  return {
    page,
    sent,
    /** Words to somebody who is in no file yet. */
    first: async (of: { name: string; place: string; words: string }) => {
      await page.goto(`${world.url}/work/words`)
      await page.getByRole('radio', { name: '新的对象' }).check()
      await page.getByLabel('当事人或店名').fill(of.name)
      await page.getByLabel('地点').fill(of.place)
      await page.getByLabel(/说了什么/).fill(of.words)
      await page.getByRole('button', { name: '记下劝导' }).click()
      await page.getByText('已记下').waitFor()
      await sent()
    },
    step: async (
      fileId: string,
      verb: string,
      fill: (sheet: ReturnType<Page['getByRole']>) => Promise<void>,
    ) => {
      await page.goto(`${world.url}/work/words/${fileId}`)
      await page.getByRole('button', { name: verb, exact: true }).click()
      const sheet = page.getByRole('dialog')
      await fill(sheet)
      await sheet.getByRole('button', { name: verb, exact: true }).click()
      await page.getByText('已记下').waitFor()
      await sent()
    },
  }
}

const fileIn = (page: Page) => /enforcement\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''

/** Takes a step as a phone sends it; through the pages go the acts that a scene is about. */
async function post(page: Page, world: World, step: { fileId: string; order: object }) {
  const at = `${world.url}/api/enforcement/files/${step.fileId}`
  const { version } = z
    .object({ version: z.int() })
    .parse(await (await page.request.get(at)).json())
  return page.request.post(`${at}/steps`, {
    headers: { 'x-gongzhi': '1', origin: world.url },
    data: { clientId: crypto.randomUUID(), baseVersion: version, order: step.order },
  })
}

/** Tries a step by hand, past what the page offers, and answers what was said to it. */
async function refused(page: Page, world: World, order: object) {
  const reply = await post(page, world, { fileId: fileIn(page), order })
  return { status: reply.status(), ...Refusal.parse(await reply.json()) }
}

interface Ordering {
  facts: string
  violated: string
  demand: string
  until?: string
}

async function makeOrder(page: Page, of: Ordering): Promise<void> {
  await page.getByRole('button', { name: '责令限期改正' }).click()
  const form = page.getByRole('form', { name: '责令限期改正' })
  await form.getByLabel('违法事实').fill(of.facts)
  await form.getByLabel('违反的条款').fill(of.violated)
  await form.getByLabel('改正要求').fill(of.demand)
  if (of.until !== undefined) await form.getByLabel('改正期限').fill(of.until)
  await form.getByRole('button', { name: '责令限期改正' }).click()
  await page
    .getByText(/责改字〔\d+〕第\d+号/)
    .first()
    .waitFor()
}

inWorld('from words to a cleared door', (world) => {
  it('clutter at 大东门内正街2号: talks on the phone, one without a line, an order, a cleared door', async () => {
    const name = `黄志${'强刚勇'.charAt(Date.now() % 3)}${Date.now() % 100_000}`
    const phone = await world().as('孝南区 城管队员', { phone: true })
    const sent = () => phone.locator('.outbox').waitFor({ state: 'detached' })
    await phone.goto(`${world().url}/work/words`)
    await phone.getByRole('heading', { name: '对谁' }).waitFor()

    // The first words are said in a cellar: picture, whom, send.
    await phone.context().setOffline(true)
    await phone
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'door.png',
        mimeType: 'image/png',
        buffer: await aPicture('before'),
      })
    await phone.getByText('已存好').first().waitFor()
    await phone.getByRole('radio', { name: '新的对象' }).check()
    await phone.getByLabel('当事人或店名').fill(name)
    await phone.getByLabel('地点').fill('大东门内正街2号')
    await phone.getByRole('button', { name: '记下劝导' }).click()
    await phone.getByText('1 件等信号').waitFor()
    await phone.context().setOffline(false)
    await sent()

    await phone.goto(`${world().url}/work/words`)
    await phone.getByRole('radio', { name: new RegExp(name) }).check()
    await phone.getByLabel(/说了什么/).fill('第二次上门')
    await phone.getByRole('button', { name: '记下劝导' }).click()
    await phone.getByText('已记下').waitFor()
    await sent()

    const desk = await world().as('孝南区 城管队员')
    await desk.goto(`${world().url}/console/enforcement`)
    await desk.getByText('在办', { exact: true }).click()
    await desk.locator('.file-rows li', { hasText: name }).getByRole('link').click()
    await desk.getByText('共 2 次', { exact: false }).waitFor()
    const fileId = fileIn(desk)
    const third = { step: 'dissuade', words: '第三次上门' }
    expect((await post(phone, world(), { fileId, order: third })).status()).toBe(200)
    await desk.reload()
    await desk.getByText('共 3 次', { exact: false }).waitFor()
    // A step out of order is said with its article before anybody presses it.
    await desk.getByText('《行政处罚法》第二十八条', { exact: false }).first().waitFor()
    await desk.getByText('与拍摄时一致').waitFor()
    await makeOrder(desk, {
      facts: '门前堆放杂物约三立方米，三次劝导未清理',
      violated: '《城市市容和环境卫生管理条例》第十四条',
      demand: '清走全部杂物',
    })
    const print = await desk.getByRole('link', { name: '打印（PDF）' }).first().getAttribute('href')
    const paper = await desk.request.get(`${world().url}${print ?? ''}`)
    expect(paper.status()).toBe(200)
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-')

    const onSite = async (verb: string, fill: () => Promise<void>) => {
      await phone.goto(`${world().url}/work/words/${fileId}`)
      await phone.getByRole('button', { name: verb, exact: true }).click()
      await fill()
      await phone.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click()
      await phone.getByText('已记下').waitFor()
      await sent()
    }
    await onSite('送达', () => phone.getByRole('dialog').getByLabel('签收人').fill(name))
    await onSite('复查', () => phone.getByRole('dialog').getByLabel('说明').fill('门前已清空'))
    await desk.reload()
    await desk.locator('.file-facts').getByText('已改正').waitFor()
    for (const page of [phone, desk]) await page.context().close()
  })

  it('vegetables on public green: many parties, no order, persuaded one by one', async () => {
    const place = ofThisTry('董湖社区三号楼后绿地')
    const first = ofThisTry('刘桂香')
    const grid = await withWords(world(), '孝南区 网格员')
    await grid.first({ name: first, place, words: '绿地是大家的，先听老人们怎么想' })
    const me = await grid.page.request.get(`${world().url}/api/people/me`)
    const { person } = z
      .object({ person: z.object({ id: z.uuid(), name: z.string() }) })
      .parse(await me.json())

    const desk = await world().as(officer)
    await desk.goto(`${world().url}/console/enforcement?show=open`)
    await desk.locator('.file-rows li', { hasText: first }).getByRole('link').click()
    await desk.getByRole('button', { name: '补充当事人' }).click()
    await desk.getByLabel('姓名或名称，一行一个').fill('王德才\n陈玉兰\n张有福\n李秀英\n周长庚')
    await desk.getByRole('button', { name: '补充 5 人' }).click()
    await expect.poll(() => desk.locator('.party-list li').count()).toBe(6)
    // Whoever only dissuades never stands as the second officer, neither on the page nor past it.
    await desk.getByRole('button', { name: '责令限期改正' }).click()
    const form = desk.getByRole('form', { name: '责令限期改正' })
    await form.getByLabel('另一名执法人员').click()
    await desk.locator('.ant-select-item-option').first().waitFor()
    const offered = await desk.locator('.ant-select-item-option').allInnerTexts()
    expect(offered.join()).not.toContain(person.name)
    await desk.reload()
    await desk.locator('.party-list li').first().waitFor()
    const partyIds = z
      .object({ partyRows: z.array(z.object({ id: z.uuid() })) })
      .parse(
        await (
          await desk.request.get(`${world().url}/api/enforcement/files/${fileIn(desk)}`)
        ).json(),
      )
      .partyRows.map((party) => party.id)
    const no = await refused(desk, world(), {
      step: 'order',
      paperId: crypto.randomUUID(),
      secondId: person.id,
      partyIds,
      facts: '在公共绿地种菜',
      violated: '条例',
      demand: '退出绿地',
      untilDay: dayFromNow(3),
    })
    expect(no).toMatchObject({ status: 409, code: 'enforcement.not_an_officer' })
    expect(no.details.law.en).not.toBe('')

    // A talk with all of them, each with a promise; then somebody goes and looks.
    const phone = await withWords(world(), officer)
    const fileId = fileIn(desk)
    await phone.step(fileId, '约谈', async (sheet) => {
      await sheet.getByLabel('说明').fill('楼栋会上商量：收完这茬就退，社区帮着平地补草')
      expect(await sheet.getByRole('button', { name: '约谈', exact: true }).isDisabled()).toBe(true)
      await sheet.getByLabel('社区到场人员').fill('社区书记、楼栋长')
      await sheet.getByLabel('承诺做什么').fill('收完菜，退出绿地')
    })
    await desk.reload()
    await desk.locator('.file-facts').getByText('待复查承诺').waitFor()
    await phone.step(fileId, '复查承诺', (sheet) =>
      sheet.getByLabel('说明').fill('六户都退了，邻居一起补种了草'),
    )
    await desk.reload()
    await desk.locator('.file-facts').getByText('已改正').waitFor()
    expect(await desk.getByText(/责改字/).count()).toBe(0)
    for (const page of [grid.page, phone.page, desk]) await page.context().close()
  })

  it('smoke from a grill: a stall was offered, the smoke went on, and the file goes to who may punish', async () => {
    const words = ofThisTry('路口露天烧烤，油烟熏到楼上')
    const resident = await reported(world(), {
      districtId: '420902',
      address: '书院街路口',
      words,
      // In the officers' community: what has no place is seen at the desk alone.
      place: { lon: 113.921, lat: 30.921, system: 'CGCS2000', method: 'gps' },
    })
    const centre = await atTheDesk(world(), '孝南区 区中心值班长')
    await centre.find(resident.shortCode)
    await centre.file('露天烧烤')
    await centre.dispatch('孝南区城市管理执法局')
    const crew = await inTheStreet(world(), '孝南区 城管主理人')
    await crew.accept(words)
    await crew.sent()

    const name = ofThisTry('老马烧烤')
    const desk = await world().as(officer)
    await desk.goto(`${world().url}/console/cases?q=${resident.shortCode}`)
    await desk.locator('ul a.row').first().click()
    await desk.getByRole('button', { name: '建执法卷' }).click()
    const opening = desk.getByRole('form', { name: '建执法卷' })
    await opening.getByLabel('事由').fill('露天烧烤油烟扰民')
    await opening.getByLabel('地点').fill('书院街路口')
    await opening.getByLabel('当事人', { exact: true }).fill(name)
    await opening.getByRole('button', { name: '建执法卷' }).click()
    await desk.locator('.file-card').getByRole('link').first().click()
    await desk.waitForURL(/\/console\/enforcement\//)
    const fileId = fileIn(desk)

    const phone = await withWords(world(), officer)
    const talk = { step: 'dissuade', words: '烟熏到楼上住户' }
    expect((await post(phone.page, world(), { fileId, order: talk })).status()).toBe(200)
    await phone.step(fileId, '引导到疏导点', async (sheet) => {
      await sheet.getByLabel('疏导点名称').fill('夜市疏导点（集中净化油烟）')
      await sheet.getByLabel('摊主的回应').selectOption({ label: '不愿意' })
    })
    await desk.reload()
    await desk.getByText('引导到疏导点').first().waitFor()
    // No re-inspection before an order, no hand-over before a re-inspection: each with its article.
    await desk.locator('.held-list').getByText('《行政处罚法》', { exact: false }).first().waitFor()
    const early = await refused(desk, world(), {
      step: 'hand_over',
      paperId: crypto.randomUUID(),
      toAuthorityId: crypto.randomUUID(),
      words: '',
    })
    expect(early).toMatchObject({ status: 409, code: 'enforcement.order_first' })
    await makeOrder(desk, {
      facts: '在人行道露天烧烤食品，油烟直排',
      violated: '《大气污染防治法》第八十一条',
      demand: '停止露天烧烤，可到疏导点经营',
      until: dayFromNow(0),
    })
    await phone.step(fileId, '送达', (sheet) => sheet.getByLabel('签收人').fill(name))
    await phone.step(fileId, '复查', async (sheet) => {
      await sheet.getByLabel('看到的情况').selectOption({ label: '未改正' })
      await sheet.getByLabel('说明').fill('仍在露天烧烤')
    })
    await desk.reload()
    await desk.locator('.file-facts').getByText('逾期未改正').waitFor()
    await desk.getByRole('button', { name: '移送处罚' }).click()
    const form = desk.getByRole('form', { name: '移送处罚' })
    await form.getByRole('button', { name: '移送处罚' }).click()
    await desk.locator('.file-facts').getByText('已移送').waitFor()
    // The case shows the ladder, and the ladder leads back to the case.
    await desk.getByRole('link', { name: `案件 ${resident.shortCode}` }).click()
    await desk.locator('.file-card').getByText('移送', { exact: false }).first().waitFor()
    for (const page of [centre.page, crew.page, phone.page, desk]) await page.context().close()
    await resident.close()
  })
})
