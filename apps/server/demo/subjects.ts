import type { SubjectInput } from '#modules/subjects/contract/index.ts'
import { relate, saveSubject } from '#modules/subjects/server/index.ts'
import { HIGH, WIDE } from './ground.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member } from './staff.ts'
import { after, daysBefore, onDuty } from './time.ts'
import { worlds } from './worlds.ts'

/** Signs along the two streets of the main district; invented. */
const shops: readonly (readonly [sign: string, trade: string, block: string])[] = [
  ['老味鱼面馆', '餐饮', 'A座'],
  ['梁湖蒸鱼馆', '餐饮', 'A座'],
  ['三国小龙虾', '餐饮', 'A座'],
  ['樊口烧烤', '餐饮', 'A座'],
  ['西山东坡饼', '小吃', 'A座'],
  ['洋澜奶茶', '饮品', 'A座'],
  ['百子畈豆浆店', '早点', 'B座'],
  ['武昌楼鱼头馆', '餐饮', 'B座'],
  ['鱼米香家常菜', '餐饮', 'B座'],
  ['巷子口热干面', '早点', 'B座'],
  ['江岸咖啡', '饮品', 'B座'],
  ['小桥理发', '理发', 'B座'],
  ['福满多便利店', '便利店', 'C座'],
  ['安康大药房', '药店', 'C座'],
  ['明亮眼镜', '眼镜', 'C座'],
  ['时光照相馆', '照相', 'C座'],
  ['锦绣裁缝铺', '裁缝', 'C座'],
  ['顺风快递站', '快递', 'C座'],
  ['宏达五金店', '五金', 'D座'],
  ['百花鲜花店', '花店', 'D座'],
  ['乐乐文具', '文具', 'D座'],
  ['阳光水果店', '水果', 'D座'],
  ['老陈修鞋配钥匙', '修理', 'D座'],
  ['绿叶蔬菜店', '蔬菜', 'D座'],
]

const family = '程柯余夏熊胡邵廖严汪姜秦邹童万柳阮涂祝艾舒'
const given = ['国强', '秀英', '文华', '建军', '玉兰', '志明', '春梅', '大伟', '桂芳', '学文']

/** What households are called upon for; most for nothing in particular. */
const homes: readonly {
  people: number
  needs: readonly ('alone' | 'aged' | 'mobility' | 'hearing' | 'small_child')[]
}[] = [
  { people: 1, needs: ['alone', 'aged'] },
  { people: 3, needs: [] },
  { people: 4, needs: ['small_child'] },
  { people: 2, needs: ['aged', 'hearing'] },
  { people: 3, needs: [] },
  { people: 1, needs: ['alone'] },
  { people: 5, needs: [] },
  { people: 2, needs: ['mobility'] },
]

type Enter = (input: SubjectInput, at: Date) => Promise<string>

/** The register of the main district: buildings, homes, shops with who keeps them, organisations. */
export async function registerSubjects(stage: Stage): Promise<void> {
  if (stage.districtId !== '420704') return
  const { db, cipher, crew, districtId } = stage
  const enter: Enter = async (input, now) => {
    const caller = member(crew, 'coordinator')
    return (await saveSubject(db, { caller, now, cipher }, input)).id
  }
  const told = onDuty(after(daysBefore(stage.present, 40), 10 * 60))
  const community = `${districtId}001014`
  await keepers(stage, enter, told)
  await households(stage, enter, told)
  await alongTheSouth(stage, enter, told)
  for (const [name, form, creditCode] of [
    ['丰润园物业服务中心', 'property', null],
    ['武昌鱼美食文化街区商户自治委员会', 'association', null],
    ['澜湖社区卫生服务站', 'institution', null],
    ['鄂州澜湖商业管理有限公司', 'company', '91420704MA4KX1N05M'],
  ] as const)
    // oxlint-disable-next-line no-await-in-loop -- a handful
    await enter(
      {
        id: namedId(`${districtId}/subject/${name}`),
        name,
        place: { text: '澜湖社区竹林北路', areaCode: community },
        details: { kind: 'organisation', form, creditCode },
        source: 'document',
        baseVersion: null,
      },
      told,
    )
}

const nameAt = (n: number) => `${family.charAt(n % family.length)}${given[(n * 7) % given.length]}`
/** Numbers that nobody has. */
const phoneAt = (n: number) => `1990000${String(1000 + n)}`

/* oxlint-disable no-await-in-loop -- each is entered as a person would, one after the other */
async function keepers({ db, crew, districtId }: Stage, enter: Enter, told: Date) {
  const caller = member(crew, 'coordinator')
  for (const [n, [sign, trade, block]] of shops.entries()) {
    const addressId = namedId(`${districtId}/address/武昌鱼美食文化街区${block}`)
    const shopId = await enter(
      {
        id: namedId(`${districtId}/subject/${sign}`),
        name: sign,
        place: { addressId },
        phone: phoneAt(n),
        details: { kind: 'shop', trade, block: `武昌鱼美食文化街区${block}` },
        source: n % 3 === 0 ? 'document' : 'visit',
        baseVersion: null,
      },
      told,
    )
    const keeperId = await enter(
      {
        id: namedId(`${districtId}/subject/keeper/${sign}`),
        name: nameAt(n),
        place: { addressId },
        phone: phoneAt(n),
        details: { kind: 'person' },
        source: 'visit',
        baseVersion: null,
      },
      told,
    )
    const relation = namedId(`${districtId}/relation/${sign}`)
    await relate(
      db,
      { caller, now: told },
      {
        id: relation,
        kind: 'operates',
        fromId: keeperId,
        toId: shopId,
        since: null,
        source: 'visit',
      },
    )
  }
}

const southern = ['凤凰早点铺', '南门粮油', '滨湖车行', '平安锁店', '晨光打印', '老街茶馆']

/** Doors of the two southern grids, where no estate lies: a row of shops, and courtyards behind. */
async function alongTheSouth({ districtId }: Stage, enter: Enter, told: Date) {
  const world = worlds.find((w) => w.districtId === districtId)
  if (!world) return
  for (let n = 0; n < 2 * southern.length; n++) {
    const [grid, west] = n % 2 === 1 ? ([4, 0.3] as const) : ([3, -0.7] as const)
    const at = {
      areaCode: `${world.community.code}00${grid}`,
      lon: world.lon + west * WIDE + ((n * 37) % 10) * 0.04 * WIDE,
      lat: world.lat - 0.2 * HIGH - ((n * 53) % 10) * 0.06 * HIGH,
    }
    const street = `凤凰南路${20 + n * 2}号`
    const sign = southern[n]
    const of = sign === undefined ? courtyard(n, street) : shopAt(sign, street)
    await enter(
      {
        id: namedId(`${districtId}/subject/south/${n}`),
        ...of,
        place: { ...at, text: of.text },
        phone: phoneAt(700 + n),
        source: 'visit',
        baseVersion: null,
      },
      told,
    )
  }
}

const shopAt = (name: string, text: string) => ({
  name,
  text,
  details: { kind: 'shop' as const, trade: '便民', block: '凤凰南路' },
})

function courtyard(n: number, street: string) {
  const { people = null, needs = [] } = homes[n % homes.length] ?? {}
  return {
    text: `${street}院${n}室`,
    details: { kind: 'household' as const, people, needs: [...needs] },
  }
}

async function households({ db, crew, districtId }: Stage, enter: Enter, told: Date) {
  const caller = member(crew, 'coordinator')
  for (let building = 1; building <= 8; building++) {
    const place = { addressId: namedId(`${districtId}/address/丰润园小区${building}栋`) }
    const buildingId = await enter(
      {
        id: namedId(`${districtId}/subject/building/${building}`),
        name: `丰润园小区${building}栋`,
        place,
        details: { kind: 'building', storeys: 6, units: 2, builtYear: 2008 },
        source: 'document',
        baseVersion: null,
      },
      told,
    )
    for (let n = 0; n < 3; n++) {
      const at = (building - 1) * 3 + n
      const room = `${((at * 5) % 6) + 1}0${(at % 2) + 1}`
      const where = { ...place, text: `丰润园小区${building}栋` }
      const dwellingId = await enter(
        {
          id: namedId(`${districtId}/subject/dwelling/${at}`),
          place: where,
          details: {
            kind: 'dwelling',
            buildingId,
            unit: String((n % 2) + 1),
            floor: Number(room.charAt(0)),
            room,
          },
          source: 'visit',
          baseVersion: null,
        },
        told,
      )
      const home = homes[at % homes.length]
      const householdId = await enter(
        {
          id: namedId(`${districtId}/subject/household/${at}`),
          place: { ...place, text: `丰润园小区${building}栋${(n % 2) + 1}单元${room}` },
          phone: phoneAt(500 + at),
          details: {
            kind: 'household',
            people: home?.people ?? null,
            needs: [...(home?.needs ?? [])],
          },
          source: 'visit',
          baseVersion: null,
        },
        told,
      )
      await relate(
        db,
        { caller, now: told },
        {
          id: namedId(`${districtId}/relation/household/${at}`),
          kind: 'lives_in',
          fromId: householdId,
          toId: dwellingId,
          since: null,
          source: 'visit',
        },
      )
    }
  }
}
/* oxlint-enable no-await-in-loop */
