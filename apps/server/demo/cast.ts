import { seeded } from './random.ts'
import type { OrganisationPlan, PostPlan, StaffPlan } from './staff.ts'
import type { World } from './worlds.ts'

const given = [
  '建国',
  '秀兰',
  '志强',
  '海燕',
  '文斌',
  '晓梅',
  '国平',
  '丽华',
  '俊',
  '春霞',
  '大勇',
  '玉珍',
  '明辉',
  '雪琴',
  '卫东',
  '小芳',
  '立新',
  '桂英',
  '子涵',
  '晨曦',
  '永康',
  '静怡',
  '思远',
  '嘉乐',
]

const unit = (
  key: string,
  kind: OrganisationPlan['kind'],
  title: string,
  trade: string,
): OrganisationPlan => ({ key, kind, name: title, trade, handles: true })

function organisations(world: World): OrganisationPlan[] {
  const { name, street, community } = world
  return [
    { key: 'centre', kind: 'centre', name: `${name}城市运行指挥中心`, areaCode: world.districtId },
    { key: 'street', kind: 'street', name: street.name, areaCode: street.code },
    {
      key: 'community',
      kind: 'community',
      name: community.name,
      areaCode: community.code,
      handles: true,
      trade: 'community',
    },
    unit('bureau', 'bureau', `${name}城市管理执法局`, 'enforcement'),
    unit('municipal', 'centre', `${name}市政中心`, 'municipal'),
    unit('greening', 'centre', `${name}园林中心`, 'greening'),
    unit('sanitation', 'centre', `${name}环卫中心`, 'sanitation'),
    unit('power', 'company', `${name}供电公司`, 'power'),
    unit('water', 'company', `${name}自来水公司`, 'water'),
    unit('gas', 'company', `${name}燃气公司`, 'gas'),
    unit('property', 'property', world.property, 'property'),
    // It helps the streets as all bureaus there do (点单、派单).
    ...(world.districtId === '421202'
      ? [unit('audit_bureau', 'bureau', `${name}审计局`, 'helping')]
      : []),
    unit('vanguard', 'party', `${community.name}党员先锋队`, 'party'),
    ...(world.model === '1245'
      ? [{ key: 'merchants', kind: 'merchants' as const, name: '武昌鱼美食文化街区商户自治委员会' }]
      : []),
  ]
}

const specialist = (key: string, title: string, seat?: string): PostPlan => ({
  key,
  kind: 'specialist',
  title,
  organisation: key,
  ...(seat === undefined ? {} : { seat }),
})

/** The order decides who is called what. */
function posts(world: World): PostPlan[] {
  return [...centrePosts(world), ...stationPosts(world), ...unitPosts(world)]
}

function centrePosts(world: World): PostPlan[] {
  const district = [world.districtId]
  return [
    {
      key: 'centre',
      kind: 'district_centre',
      title: '区中心值班长',
      organisation: 'centre',
      areas: district,
    },
    { key: 'clerk', kind: 'clerk', title: '区中心受理员', organisation: 'centre', areas: district },
    {
      key: 'dispatcher',
      kind: 'dispatcher',
      title: '区中心派遣员',
      organisation: 'centre',
      areas: district,
    },
    { key: 'assessor', kind: 'assessor', title: '考评员', organisation: 'centre', areas: district },
    {
      key: 'system',
      kind: 'system_admin',
      title: '系统管理员',
      organisation: 'centre',
      areas: district,
    },
    {
      key: 'security',
      kind: 'security_admin',
      title: '安全管理员',
      organisation: 'centre',
      areas: district,
    },
    {
      key: 'audit',
      kind: 'audit_admin',
      title: '审计管理员',
      organisation: 'centre',
      areas: district,
    },
  ]
}

/** Street, community and bureau: whoever works in the community. */
function stationPosts(world: World): PostPlan[] {
  const street = [world.street.code]
  const community = [world.community.code]
  // Whoever leads and whoever checks serves the communities on both sides as well.
  const around = [...community, ...world.neighbours.map((n) => n.code)]
  const grid = (n: number) => [`${world.community.code}00${n}`, `${world.community.code}00${n + 1}`]
  return [
    {
      key: 'street',
      kind: 'street_centre',
      title: '街道中心值班长',
      organisation: 'street',
      areas: street,
    },
    {
      key: 'secretary',
      kind: 'secretary',
      title: '社区党组织书记（负责人）',
      organisation: 'community',
      areas: community,
      seat: world.model === '1245' ? 'core' : 'secretary',
    },
    {
      key: 'coordinator',
      kind: 'coordinator',
      title: '牵头人',
      dutyPhone: world.telephones.stationTelephone,
      organisation: 'bureau',
      areas: around,
      seat: 'coordinator',
    },
    {
      key: 'grid1',
      kind: 'grid_worker',
      title: '网格员',
      organisation: 'community',
      areas: grid(1),
      seat: 'residents',
    },
    {
      key: 'grid2',
      kind: 'grid_worker',
      title: '网格员',
      organisation: 'community',
      areas: grid(3),
      seat: 'residents',
    },
    {
      key: 'officer1',
      kind: 'officer',
      title: '城管队员',
      dutyPhone: world.telephones.stationTelephone,
      organisation: 'bureau',
      areas: around,
      seat: world.model === '1245' ? 'government' : 'officer',
    },
    {
      key: 'officer2',
      kind: 'officer',
      title: '城管队员',
      dutyPhone: world.telephones.stationTelephone,
      organisation: 'bureau',
      areas: around,
      seat: world.model === '1245' ? 'government' : 'officer',
    },
    {
      key: 'bureau',
      kind: 'specialist',
      title: '城管主理人',
      organisation: 'bureau',
      heldBy: 'officer2',
    },
    { key: 'community', kind: 'specialist', title: '社区主理人', organisation: 'community' },
  ]
}

function unitPosts(world: World): PostPlan[] {
  const chain = world.model === '2+1+1+1'
  const tradeSeat = (trade: string) =>
    chain ? trade : world.model === '1+1+N+X' ? 'specialist' : undefined
  return [
    { key: 'manager', kind: 'unit_manager', title: '市政中心负责人', organisation: 'municipal' },
    specialist('municipal', '市政主理人', tradeSeat('municipal')),
    specialist('greening', '园林主理人', tradeSeat('greening')),
    specialist('sanitation', '环卫主理人', tradeSeat('sanitation')),
    ...(['power', 'water', 'gas', 'property'] as const).map((key, i): PostPlan => ({
      key,
      kind: 'liaison',
      title: `${['供电', '供水', '燃气', '物业'][i]}联络员`,
      organisation: key,
    })),
    ...(world.model === '1245'
      ? [
          {
            key: 'merchants',
            kind: 'liaison',
            title: '商户自治委员会主任',
            organisation: 'merchants',
            seat: 'committee',
          },
        ]
      : []),
    ...(world.districtId === '421202' ? [specialist('audit_bureau', '审计局帮扶专员')] : []),
    specialist('vanguard', '党员先锋队队长'),
  ]
}

/** The invented people of a district: surnames of its own, so that nobody is there twice. */
export function castOf(world: World, now: Date): StaffPlan {
  const random = seeded(Number(world.districtId))
  const start = Math.floor(random.between(0, given.length))
  const surnames = Array.from(world.surnames)
  const cast = posts(world)
  for (const [i, post] of cast.entries())
    post.person = `${surnames[i % world.surnames.length]}${given[(start + i * 5) % given.length]}`
  return {
    districtId: world.districtId,
    organisations: organisations(world),
    posts: cast,
    station: {
      name: `${world.community.name}城管工作站`,
      communityCode: world.community.code,
      modelCode: world.model,
    },
    now,
  }
}
