import { expect, it } from 'vitest'
import { inTheStreet } from './crew.ts'
import { atTheDesk } from './desk.ts'
import { reportByHand, reported } from './resident.ts'
import { ofThisTry } from './tries.ts'
import { inWorldWithMaps } from './world.ts'

inWorldWithMaps('stories from a report to the verdict', (world) => {
  it('four street lamps are dead in 银桂; they are lit, and the resident says so', async () => {
    const words = ofThisTry('四盏路灯都不亮，晚上走路看不见')
    const resident = await reportByHand(world(), {
      districtId: '421202',
      address: '麻纺厂西八栋',
      words,
    })
    const desk = await atTheDesk(world(), '咸安区 区中心值班长')
    await desk.find(resident.shortCode)
    await desk.file('路灯异常')
    await resident.follow()
    await resident.page.getByText('前', { exact: false }).first().waitFor()
    await desk.dispatch()
    const crew = await inTheStreet(world(), '咸安区 市政主理人')
    await crew.accept(words)
    await crew.sent()
    await resident.follow()
    await resident.page.getByText('市政', { exact: false }).first().waitFor()
    await crew.arrive(words)
    await crew.finish(words, '四盏灯都换好了')
    await crew.sent()
    // Who did it does not judge it: the finished task offers no inspection.
    await crew.page.locator('[data-group="done"]').getByText(words).click()
    await crew.page.getByText('待核查').first().waitFor()
    expect(await crew.page.getByRole('button', { name: '合格' }).count()).toBe(0)
    await desk.inspect(resident.shortCode, null)
    await resident.follow()
    await resident.judge('修好了', '满意')
    await desk.openCase(resident.shortCode)
    await desk.page.getByText('已结案').first().waitFor()
    await desk.page.getByText('报告人说解决了，满意').waitFor()
    for (const one of [desk.page, crew.page]) await one.context().close()
    await resident.close()
  })

  it('the green of 幸福社区 is overgrown; a first cut fails inspection and is done again', async () => {
    const words = ofThisTry('草长得比人高，挡住了路')
    const resident = await reported(world(), {
      districtId: '420902',
      address: '幸福社区绿地',
      words,
    })
    const desk = await atTheDesk(world(), '孝南区 区中心值班长')
    await desk.find(resident.shortCode)
    await desk.file('绿地异常')
    await desk.dispatch('孝南区园林中心')
    const crew = await inTheStreet(world(), '孝南区 园林主理人')
    await crew.accept(words)
    await crew.arrive(words)
    await crew.finish(words, '剪了一遍')
    await crew.sent()
    await desk.inspect(resident.shortCode, '只剪了一半')
    await crew.open(words)
    await crew.page.getByText('只剪了一半').first().waitFor()
    await crew.page.goto(`${world().url}/work`)
    await crew.card(words).getByText('返工').waitFor()
    await crew.finish(words, '全部清理并补植')
    await crew.sent()
    await desk.inspect(resident.shortCode, null)
    await resident.follow()
    await resident.judge('修好了', '一般')
    for (const one of [desk.page, crew.page]) await one.context().close()
    await resident.close()
  })

  it('a rider reports a manhole; the wrong unit gives it back once, the right one covers it', async () => {
    const words = ofThisTry('污水井盖缺了一半，骑车很危险')
    const resident = await reported(world(), {
      districtId: '420704',
      address: '竹林北路路口',
      words,
    })
    const desk = await atTheDesk(world(), '鄂城区 区中心值班长')
    await desk.find(resident.shortCode)
    await desk.file('污水井盖异常')
    await desk.dispatch('鄂城区园林中心')
    const wrong = await inTheStreet(world(), '鄂城区 园林主理人')
    await wrong.giveBack(words, '井盖归市政')
    await desk.grant(resident.shortCode)
    await desk.find(resident.shortCode)
    await desk.dispatch('鄂城区市政中心')
    const right = await inTheStreet(world(), '鄂城区 市政主理人')
    await right.accept(words)
    await right.arrive(words)
    await right.finish(words, '井盖已补齐')
    await right.sent()
    await desk.inspect(resident.shortCode, null)
    await resident.follow()
    await resident.judge('修好了', '满意')
    for (const one of [desk.page, wrong.page, right.page]) await one.context().close()
    await resident.close()
  })
})
