import type { Scene } from './pictures.ts'

/** A matter that comes up often, in the words of those who meet it. `{}` stands for the place. */
export interface Template {
  code: string
  weight: number
  words: readonly string[]
  /** What the desk calls it when it files it, after the place. */
  title: string
  done: string
  scene: Scene
  /** Hours that the work itself takes, about. */
  hours: number
}

const t = (
  code: string,
  weight: number,
  scene: Scene,
  of: { hours: number; title: string; words: readonly string[]; done: string },
): Template => ({ code, weight, scene, ...of })

export const templates: readonly Template[] = [
  t('06010', 14, 'rubbish', {
    hours: 2,
    title: '暴露垃圾未清',
    words: ['{}垃圾桶旁边堆了一地的袋子，好几天没人收', '{}路口有人半夜扔垃圾，苍蝇好多'],
    done: '已清运暴露垃圾，地面冲洗，桶点每日加收一次。',
  }),
  t('01037', 11, 'lamp', {
    hours: 6,
    title: '路灯不亮',
    words: ['{}路灯不亮，晚上走路看不见', '{}有一盏路灯一闪一闪的，闪了一个星期了'],
    done: '更换灯头和空气开关，试亮正常。',
  }),
  t('09009', 10, 'parking', {
    hours: 1,
    title: '机动车乱停',
    words: ['{}门口车子停在人行道上，婴儿车过不去', '{}有车停在转角处，公交都拐不过来'],
    done: '已联系车主挪车，路口补划禁停标线列入计划。',
  }),
  t('06036', 10, 'rubbish', {
    hours: 5,
    title: '楼道堆放杂物',
    words: ['{}楼道里堆满纸箱和旧家具', '{}一楼门口堆着装修剩下的板子，不好走路'],
    done: '物主已自行清走，通道恢复畅通。',
  }),
  t('09005', 9, 'stall', {
    hours: 2,
    title: '店外占道经营',
    words: ['{}水果店把筐子摆到人行道中间了', '{}几家餐馆桌子都摆到外面来了'],
    done: '队员到场说明，商户当场收回店内。',
  }),
  t('09010', 8, 'parking', {
    hours: 2,
    title: '电动车乱停放',
    words: ['{}电动车停得乱七八糟，单元门都出不去', '{}电动车挡在盲道上'],
    done: '已摆放整齐，补划停放线。',
  }),
  t('07001', 7, 'wall', {
    hours: 3,
    title: '小广告未清',
    words: ['{}单元门上贴满开锁的小广告', '{}电线杆上又贴了一层小广告'],
    done: '小广告已铲除，墙面复原，号码已登记。',
  }),
  t('06013', 6, 'manhole', {
    hours: 9,
    title: '路面破损',
    words: ['{}路面有个大坑，下雨天看不见，电动车摔过', '{}人行道砖松了，一踩一脚水'],
    done: '破损处已铲除重铺，放行前养护一天。',
  }),
  t('06028', 6, 'stall', {
    hours: 2,
    title: '商业噪声扰民',
    words: ['{}楼下店里喇叭从早喊到晚', '{}餐馆的风机晚上十一点还在响'],
    done: '商户已停用外放喇叭，约定晚九点后关风机。',
  }),
  t('09006', 6, 'stall', {
    hours: 2,
    title: '流动摊点占道',
    words: ['{}卖菜的三轮车占了半边路', '{}晚上烧烤摊占了非机动车道'],
    done: '摊主已引导到疏导点，路面恢复。',
  }),
  t('06011', 5, 'rubbish', {
    hours: 4,
    title: '渣土堆积',
    words: ['{}角落里的渣土堆了一个多月了'],
    done: '渣土已清运，场地平整。',
  }),
  t('09001', 5, 'stall', {
    hours: 1,
    title: '校门口游商聚集',
    words: ['{}学校门口放学时全是小摊，家长接孩子很挤'],
    done: '摊主已引导到临时疏导区，放学时段安排值守。',
  }),
  t('06042', 5, 'rubbish', {
    hours: 2,
    title: '垃圾箱满溢',
    words: ['{}的垃圾箱满出来了，盖子都合不上'],
    done: '已清空并清洗箱体。',
  }),
  t('01004', 4, 'manhole', {
    hours: 4,
    title: '雨水箅子破损堵塞',
    words: ['{}雨水箅子堵了，一下雨就积水', '{}雨水箅子断了两根，怕小孩踩进去'],
    done: '清掏淤泥，更换箅子，试水通畅。',
  }),
  t('06027', 4, 'stall', {
    hours: 7,
    title: '餐馆油烟扰民',
    words: ['{}楼下炒菜的油烟往我家窗户里灌，衣服都不敢晾'],
    done: '检查净化设施，商户更换滤网并签下清洗计划。',
  }),
  t('04013', 4, 'green', {
    hours: 8,
    title: '绿地杂草丛生',
    words: ['{}绿地里草长得比人高，蚊子多', '{}花坛荒着，里面都是烟头'],
    done: '杂草已清除，补种麦冬和月季。',
  }),
  t('04002', 4, 'green', {
    hours: 6,
    title: '树枝伤窗、断枝悬挂',
    words: ['{}树枝伸到三楼窗户了，刮风打玻璃', '{}行道树断了一根大枝，挂在上面'],
    done: '修剪完毕，枝叶已清走。',
  }),
  t('09012', 4, 'parking', {
    hours: 1,
    title: '消防通道被占',
    words: ['{}消防通道又被车堵了'],
    done: '车辆已驶离，补立禁停标志。',
  }),
  t('01002', 3, 'manhole', {
    hours: 1,
    title: '污水井盖破损',
    words: ['{}污水井盖翘起来一边，车一压咣当响', '{}井盖碎了一个角'],
    done: '先围挡后更换井盖，复压无异响。',
  }),
  t('06040', 3, 'parking', {
    hours: 6,
    title: '公共车位私装地锁',
    words: ['{}有人在公共车位上装了地锁'],
    done: '告知后当事人自行拆除，地面已修补。',
  }),
  t('06035', 3, 'rubbish', {
    hours: 4,
    title: '废旧家具丢弃',
    words: ['{}楼下扔了一张旧沙发，淋了雨发霉'],
    done: '已按大件垃圾清运。',
  }),
  t('09011', 3, 'parking', {
    hours: 2,
    title: '共享单车倒放',
    words: ['{}共享单车倒了一片'],
    done: '企业已清运多余车辆，其余摆放整齐。',
  }),
  t('06001', 2, 'wall', {
    hours: 10,
    title: '楼顶违规搭建',
    words: ['{}有人在楼顶搭棚子，晚上还在焊'],
    done: '劝停后当事人自行拆除棚架。',
  }),
  t('01046', 2, 'wall', {
    hours: 7,
    title: '健身器材松动',
    words: ['{}的健身器材螺丝松了，老人差点摔'],
    done: '已加固并更换脱落螺栓。',
  }),
  t('06045', 2, 'green', {
    hours: 8,
    title: '公共绿地种菜',
    words: ['{}公共绿地被人翻了种菜'],
    done: '说明后住户自行清菜，绿地已补植。',
  }),
  t('08004', 1, 'wall', {
    hours: 8,
    title: '工地扬尘',
    words: ['{}工地灰大，阳台一天擦两遍'],
    done: '工地已开喷淋，裸土覆盖。',
  }),
]

/** What only these units are called for; it comes up seldom. */
export const rareTemplates: readonly Template[] = [
  t('01028', 1, 'lamp', {
    hours: 3,
    title: '配电箱门脱落',
    words: ['{}配电箱的门掉了，线都露在外面', '{}电线垂下来快碰到头了'],
    done: '箱门已装好上锁，线路重新固定。',
  }),
  t('01024', 1, 'manhole', {
    hours: 4,
    title: '水表井漏水',
    words: ['{}水表井一直往外冒水', '{}门口水井坏了，踩上去晃'],
    done: '更换阀门，井圈加固，已无渗漏。',
  }),
  t('01049', 1, 'wall', {
    hours: 3,
    title: '调压箱箱体松动',
    words: ['{}燃气调压箱的门关不上', '{}燃气箱外面的护栏被车撞歪了'],
    done: '检测无泄漏，箱门和护栏已修复。',
  }),
]

export const templateOf = (code: string): Template => {
  const found = [...templates, ...rareTemplates].find((one) => one.code === code)
  if (!found) throw new Error(`no template for ${code}`)
  return found
}

export const verdictWords = {
  satisfied: ['来得挺快，谢谢', '修好了，晚上亮堂了', '处理得不错', '满意', ''],
  dissatisfied: ['只管了两天又这样了', '来看了一眼就走了', '没有彻底解决'],
} as const

export const reporters = [
  '王阿姨',
  '刘先生',
  '陈女士',
  '张师傅',
  '李奶奶',
  '周先生',
  '吴女士',
  '黄叔',
  '徐女士',
  '孙先生',
] as const
