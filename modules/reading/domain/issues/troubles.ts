import { wordFinder } from '#kernel/word-finder.ts'

/**
 * What people are troubled by, each trouble with the ways in which it is said: two who write of one
 * noise seldom use one word. Ours, from what a town writes of; the catalogue's matters are finer and
 * fewer of them are said by residents.
 */
const TROUBLES: Record<string, string> = {
  noise: '噪音|噪声|扰民|吵|震动|轰鸣|隔音|分贝|睡不着|无法入睡|无法休息|广场舞|喇叭|音响|低频',
  fumes: '油烟|排烟|烟道|烧烤|夜宵|餐馆|餐饮|呛人|烟味',
  smell: '臭气|恶臭|臭味|异味|刺鼻|难闻|废气|臭',
  dust: '粉尘|灰尘|扬尘|尘土|泥沙|雾霾',
  mixing: '搅拌站|搅拌厂|混凝土|砂石|料场|碎石',
  site: '施工|工地|打桩|挖机|渣土|通宵作业|夜间作业',
  water: '停水|断水|水压|自来水|水质|供水|二次供水|用水|饮水',
  power: '停电|断电|供电|电压|用电|电费',
  lines: '高压线|高压电|变电站|基站|辐射|电磁|电线杆|110kv',
  gas: '燃气|煤气|天然气|供暖|暖气',
  sewage: '污水|下水道|粪便|化粪池|排污|黑臭|管道堵塞',
  flood: '积水|内涝|渍水|水淹|漫水',
  rubbish: '垃圾|卫生差|脏乱|环卫|保洁|乱扔',
  toilet: '公厕|厕所|卫生间',
  road: '坑洼|破损|烂路|修路|路面|断头路|拉通|通车|泥泞|水泥路|硬化|沥青',
  jam: '堵车|拥堵|堵塞|车流|塞车|堵得',
  light: '路灯|照明|太暗|没有灯',
  signal: '红绿灯|信号灯|斑马线|天桥|过马路|地下通道|掉头|人行',
  bus: '公交|班车|巴士|站牌|等车',
  rail: '高铁|火车|铁路|磁浮|隔音屏|声屏障',
  parking: '停车|车位|停放|占道停|停车场|停车费|违停',
  bundle: '捆绑|强制购买|同时购买|必须购买|搭售|绑定|霸王',
  steward: '物业|业委会|业主委员会|物业费|维修基金|保安',
  stall: '摆摊|占道经营|流动摊|摊贩|摊位|马路市场|出店经营',
  illegal: '违建|违章|违法建|私搭|搭建|加建|拆除|违规建',
  rent: '群租|出租屋|民宿|日租|隔断',
  mahjong: '麻将|棋牌|赌博|赌场',
  vice: '卖淫|嫖|色情|涉黄|按摩店',
  pyramid: '传销|洗脑',
  fraud: '诈骗|骗局|集资|跑路|套路贷|车贷|非法吸收|立案|案情|经侦|受害',
  refund: '退款|退费|退钱|不退|退还|定金|押金',
  training: '培训机构|培训班|补课|补习|辅导班|有偿补',
  school: '入学|学位|学区|上学|就读|招生|配套小学|学籍|转学|升学|择校|读书',
  nursery: '幼儿园|普惠|入园|保教',
  internship: '实习|外出打工|社会实践',
  dormitory: '宿舍|寝室',
  fees: '学费|收费标准|乱收费',
  deed: '房产证|不动产证|产权证|办证|权证',
  handover: '交房|延期交|逾期交|烂尾|停工|收房',
  quality: '开裂|裂缝|漏水|渗水|质量问题|漏雨|墙面|楼板|偷工减料|精装|装修质量',
  selling: '开盘|认购|捂盘|价格|涨价|降价|销售|虚假宣传|售楼|预售',
  resettle: '拆迁|征收|征地|安置|补偿|棚改|棚户|提质改造',
  land: '土地|宅基地|农田|山地|耕地',
  pay: '拖欠|工资|欠薪|讨薪|血汗钱|农民工',
  labour: '加班|社保|五险|劳动合同|辞退',
  fund: '公积金',
  pension: '养老|退休|职业年金|津贴|退休金',
  insurance: '医保|医疗保险|报销|新农合',
  talent: '人才|购房补贴|租房补贴|生活补贴|新政',
  purchase: '购房资格|限购|落户|户口|首套|购房政策|刚需',
  loan: '贷款|组合贷|商转公|放款|利率',
  elevator: '电梯|加装',
  fire: '消防|火灾|灭火|充电桩|安全隐患|消防通道',
  dog: '养狗|狗|犬|遛狗|宠物',
  tree: '树木|绿化|砍树|杂草|草坪|树枝',
  river: '河道|湖水|水库|池塘|河水',
  network: '宽带|网络|移动|电信|联通|信号差',
  parcel: '快递|包裹',
  taxi: '出租车|黑车|网约车|打车|滴滴|拒载',
  driving: '驾校|驾照|考试|学车|飙车|改装车|摩托车|电动车|闯红灯',
  office: '工作人员|态度|不作为|办事|窗口|派出所|执法',
  plan: '规划|选址|建设进度|开工|动工|启动建设|旧城改造|旧改',
  licence: '营业执照|无证|食品|卫生许可|过期',
}

const names = Object.keys(TROUBLES)
const said = names.flatMap((name) =>
  (TROUBLES[name] ?? '').split('|').map((way) => ({ name, way })),
)
const waysIn = wordFinder(said.map(({ way }) => way))

/** The troubles a text speaks of and how often it does. */
export function troublesIn(text: string): Map<string, number> {
  const found = new Map<string, number>()
  let end = 0
  waysIn(text, (from, to, word) => {
    // 臭 inside 臭气 is one complaint, not two.
    if (from < end) return
    end = to
    const name = said[word]?.name ?? ''
    found.set(name, (found.get(name) ?? 0) + 1)
  })
  return found
}
