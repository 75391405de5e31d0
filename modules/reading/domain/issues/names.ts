import { wordFinder } from '#kernel/word-finder.ts'

const list = (words: string) => words.split(/\s+/u).filter((word) => word !== '')

/** What ends the name of a place, and of somebody who keeps one: a school is told by more of its name. */
const PLACES = list(`小区 花园 家园 新村 新城 名城 公馆 山庄 广场 大厦 公寓 国际 帝景 时代 天下 中心
  公园 大道 社区 村 镇 乡 苑 园 庭 城 府 湾 居 邸 墅 轩 阁 郡 洲 路 街 巷 桥 湖 岛 站 号线 市场 商城
  超市 水库`)
const KEEPERS = list(`学校 中学 小学 幼儿园 学院 大学 医院 酒店 集团 公司 银行`)
const endings = [...PLACES, ...KEEPERS]
const endingsIn = wordFinder(endings)

/** Words that end a name on its left. */
const breaks =
  list(`的 在 是 了 和 与 及 到 至 从 于 由 对 向 请 问 我 你 他 们 这 那 该 本 各 每 某 有
  无 没 被 把 将 要 能 会 可 不 为 给 让 就 也 都 又 还 再 很 太 住 附近 旁 边 内 里 外 前 后 上 下 中间
  市 区 县 省 街道 反映 关于 咨询 投诉 举报 建议 希望 整个 全体 所有 一个 购买 业主 居民 门口 楼盘 项目
  影响 导致 进入 进出 部分 当地 任何 许多 众多 周围 周边 广大 一条 几个 两个 个小区 条路 政府 沿线 期`)
const breaksIn = wordFinder(breaks)

/** What endings make that names nothing. */
const nobody = new Set(
  list(`积金中心 商业银行 幼儿园 公办园 民办园 私立幼儿园 型幼儿园 制幼儿园 营利性幼儿园 利性幼儿园 套中小学 中小学 城镇小区 自己小区 整小区 期小区
  老旧小区 高档小区 住宅小区 成熟小区 新小区 私家园 示范园 物业公司 公交站 垃圾站 搅拌站 加油站 变电站 地铁站 火车站 高铁站 充电站 收费站 首末站 终点站 中转站
  十字路 服务中心 配套幼儿园 公办幼儿园 公立幼儿园 民办幼儿园 普惠园 普惠幼儿园 开发公司 公交公司 水公司 来水公司
  地产公司 建筑公司 燃气公司 国务院 文明城 卫生城 高架桥 立交桥 天桥 行天桥 街天桥 水泥路 断头路 快速路
  农贸市场 安置小区 速公路 高速路 过马路 条道路 行道路 条马路 一线城 城中村 培训学校 民办学校 交线路 条线路
  公办学校 大马路 商业中心 集团公司 营销中心 管理中心 产业园 工业园 物流园 职业学院 技术学院 实验学校 实验小学
  实验中学 交车站 级政府 民政府 惠性幼儿园 人民医院 际铁路 交叉路 政务中心 政治中心 步行街 一条路 有限公司
  份公司 任公司 分公司 总公司 二手市场 房屋市场 商业广场 房地产公司 校校园 过公园 停车场 铁路 公路 道路 马路`),
)
const UNITS =
  /^[年月日号点分秒时天周个元万亿千百十多余米平岁人户栋楼层单幢室座名次位条家台辆吨公届级班倍左以小度块地几项起件份期路所间步片层后前之至到]/u
const BRAND = /(?<![a-z0-9.])(?=[a-z0-9]*[0-9])[a-z0-9]{1,6}(?=\p{Script=Han}{2})/gu

/** A name, and where it stands. */
export interface Named {
  words: string
  from: number
  to: number
}

const LONGEST_NAME = 6
const LEAST = 2

/**
 * Every name in a text that `plain` has folded. A name is known by the characters before its ending, so
 * that a left-out city or street does not part it: 长沙丽发新城 and 丽发新城 are one.
 */
export function namesIn(text: string): Named[] {
  const broken = new Uint8Array(text.length + 1)
  for (let i = 0; i < text.length; i++) if (isApart(text.charCodeAt(i))) broken[i] = 1
  breaksIn(text, (from, to) => broken.fill(1, from, to))
  const found: Named[] = []
  endingsIn(text, (at, to, ending) => {
    if (endings[ending] === '居' && /[民住委然高]/u.test(text[to] ?? '')) return
    let from = at
    while (from > 0 && at - from < LONGEST_NAME && broken[from - 1] === 0) from -= 1
    if (at - from < LEAST) return
    const words = text.slice(startOf(text, at - LEAST, from), to)
    if (nobody.has(words) || nobody.has(text.slice(at - 1, to))) return
    found.push({ words, from, to })
    const more = Math.min(at - from, LEAST + 2)
    if (ending >= PLACES.length && more > LEAST)
      found.push({ words: text.slice(startOf(text, at - more, from), to), from, to })
  })
  // Brands as 58车贷 are names too; times and sums are not.
  for (const { 0: digits, index } of text.matchAll(BRAND)) {
    const at = index + digits.length
    const next = text.slice(at, at + 2)
    if (!UNITS.test(next) && broken[at] === 0 && broken[at + 1] === 0)
      found.push({ words: digits + next, from: index, to: at + 2 })
  }
  return found
}

/** A number is not cut: 805路 and 205路 are two lines. */
function startOf(text: string, at: number, least: number): number {
  let start = at
  while (start > least && /^[a-z0-9]{2}/u.test(text.slice(start - 1, start + 1))) start -= 1
  return start
}

const isHan = (code: number) =>
  (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)
/** Neither Chinese nor a small letter or digit. */
const isApart = (code: number) =>
  !isHan(code) && !(code >= 0x30 && code <= 0x39) && !(code >= 0x61 && code <= 0x7a)
