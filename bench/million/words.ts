import { tokensOf } from '#kernel/text-tokens.ts'

/** A piece of a report: cut from the others by punctuation, so that tokens of the whole are those of its pieces. */
export interface Piece {
  text: string
  tokens: string[]
}

/** What residents write, and a part of the name of the matter that it is filed under. */
export const complaints: readonly (readonly [words: string, matter: string])[] = [
  ['路灯不亮，晚上走路看不见', '路灯'],
  ['垃圾桶满了没人收，臭味很大', '垃圾'],
  ['电动车乱停，把人行道占满了', '停'],
  ['楼下餐馆油烟直接排到窗户边', '油烟'],
  ['下水道堵了，污水往外冒', '污水'],
  ['井盖坏了，车一过就响', '井盖'],
  ['流动摊贩占道经营，路都走不了', '占道'],
  ['工地夜间施工，噪声太大睡不着', '噪'],
  ['小广告贴满了楼道', '广告'],
  ['树枝断了挂在电线上，很危险', '树'],
  ['人行道地砖松动，下雨踩一脚水', '道路'],
  ['楼道里堆满杂物，消防通道堵住了', '堆'],
  ['共享单车倒了一地', '非机动车'],
  ['绿化带被踩成了土路', '绿'],
  ['公厕脏，灯也是坏的', '公厕'],
  ['有人在公共绿地种菜', '绿地'],
  ['店招松了，风一吹就晃', '招牌'],
  ['渣土车撒了一路的土', '渣土'],
  ['私装地锁，占着公共车位', '地锁'],
  ['路面塌陷，有一个大坑', '路面'],
  ['消火栓漏水好几天了', '消火栓'],
  ['雨水箅子堵了，一下雨就积水', '雨水箅子'],
  ['露天烧烤，烟大味大', '烧烤'],
  ['顶楼在私搭棚子', '违'],
  ['宣传栏玻璃碎了', '宣传栏'],
  ['信号灯不亮，路口很乱', '信号灯'],
  ['健身器材断了一根杆', '健身'],
  ['广场舞声音太大，孩子没法写作业', '生活噪'],
  ['建筑垃圾倒在路边没人管', '建筑垃圾'],
  ['护栏被车撞歪了', '护栏'],
  ['燃气管道旁边有人动土', '燃气'],
  ['电线垂下来，伸手就能碰到', '电'],
  ['流浪狗在小区里追人', '犬'],
  ['河边漂着一层垃圾', '河'],
  ['公交站牌倒了', '公交'],
  ['窨井边上有刺鼻的味道', '井'],
]

const times = [
  '已经好几天了',
  '昨天晚上就这样',
  '早上上班的时候最严重',
  '周末更厉害',
  '下雨天尤其严重',
  '从上个月开始的',
  '反映过一次没有结果',
  '每天晚上十点以后',
  '孩子放学要从这里过',
  '老人走路很不方便',
  '请尽快派人来看看',
  '物业说不归他们管',
  '邻居们都有意见',
  '昨天有人在这里摔倒了',
  '希望给一个答复',
  '半夜一点还在吵',
  '白天也没人处理',
  '停水以后就没修好',
  '施工队走了就没人管',
  '车辆经过很危险',
  '上次修过又坏了',
  '打电话没有人接',
  '不知道该找哪个部门',
  '照片已经拍好了',
  '住在三楼正对着',
  '夏天味道更大',
  '冬天结冰更滑',
  '挡住了无障碍坡道',
  '轮椅过不去',
  '救护车开不进来',
]

const first = Array.from('竹松梅兰荷桂枫柳樟榆东西南北中金银玉龙凤春夏秋江湖山泉文武明')
const second = Array.from('林园溪湾桥塘岗坡井港华安康宁福祥和顺兴盛新光辉州城台阁苑水云')
const roads = ['路', '街', '巷', '大道']
const estates = ['小区', '花园', '家园', '雅苑', '公寓', '新村']
const shops = [
  '面馆',
  '超市',
  '理发店',
  '药房',
  '修车铺',
  '烧烤店',
  '五金店',
  '水果店',
  '洗衣店',
  '早餐店',
]

const pair = (n: number) =>
  `${first[n % first.length] ?? ''}${second[Math.floor(n / first.length) % second.length] ?? ''}`
const piece = (text: string): Piece => ({ text, tokens: tokensOf(text) })
const made = (count: number, kinds: readonly string[]) =>
  Array.from({ length: count }, (_, n) => piece(`${pair(n * 7)}${kinds[n % kinds.length] ?? ''}`))

export const vocabulary = {
  times: times.map(piece),
  roads: made(400, roads),
  estates: made(900, estates),
  shops: made(900, shops),
}

const SLOTS = 4096

/**
 * Spreads pieces over 4,096 slots as words are spread in what people write: the second half as often
 * as the first, the third a third (Zipf). A case takes the piece in the slot that chance names.
 */
export function slotsOf<T>(pieces: readonly T[]): T[] {
  const weights = pieces.map((_, rank) => 1 / (rank + 2))
  const whole = weights.reduce((sum, w) => sum + w, 0)
  let reached = 0
  const ends = weights.map((w) => (reached += (w / whole) * SLOTS))
  let at = 0
  return Array.from({ length: SLOTS }, (_, slot) => {
    while ((ends[at] ?? SLOTS) <= slot && at < pieces.length - 1) at++
    return pieces[at]!
  })
}
