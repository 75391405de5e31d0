/** Three districts with real names of places and invented people. Outlines are schematic. */
export interface World {
  districtId: string
  name: string
  nameEn: string
  lon: number
  lat: number
  /** Shown to residents; invented, and no number that anybody has. */
  telephones: { gasTelephone: string; stationTelephone: string }
  street: { code: string; name: string }
  community: { code: string; name: string }
  /** Communities of the same street on both sides of it, without a station of their own. */
  neighbours: readonly {
    code: string
    name: string
    side: 'west' | 'east'
    road: string
    estate: string
  }[]
  model: '1245' | '1+1+N+X' | '2+1+1+1'
  property: string
  roads: readonly string[]
  estates: readonly { name: string; buildings: readonly string[] }[]
  landmarks: readonly string[]
  surnames: string
  share: number
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${from + i}栋`)

export const worlds: readonly World[] = [
  {
    districtId: '420704',
    name: '鄂城区',
    nameEn: 'Echeng District',
    lon: 114.89,
    lat: 30.39,
    telephones: { gasTelephone: '0000-00011', stationTelephone: '0000-00012' },
    street: { code: '420704001', name: '凤凰街道' },
    community: { code: '420704001014', name: '澜湖社区' },
    neighbours: [
      { code: '420704001013', name: '江城社区', side: 'west', road: '江城路', estate: '江城苑' },
      { code: '420704001015', name: '东升社区', side: 'east', road: '东升路', estate: '东升苑' },
    ],
    model: '1245',
    property: '丰润园物业服务中心',
    roads: ['竹林北路', '滨湖路', '澜湖西街', '凤凰南路'],
    estates: [
      { name: '丰润园小区', buildings: numbered(1, 8) },
      { name: '武昌鱼美食文化街区', buildings: ['A座', 'B座', 'C座', 'D座'] },
    ],
    landmarks: ['竹林北路步行街', '澜湖社区党群服务中心'],
    surnames: '程柯余夏熊胡邵廖严汪姜秦邹童万柳阮涂祝艾舒',
    share: 150,
  },
  {
    districtId: '421202',
    name: '咸安区',
    nameEn: "Xian'an District",
    lon: 114.3,
    lat: 29.85,
    telephones: { gasTelephone: '0000-00021', stationTelephone: '0000-00022' },
    street: { code: '421202001', name: '永安街道' },
    community: { code: '421202001901', name: '银桂社区' },
    neighbours: [],
    model: '1+1+N+X',
    property: '东润物业服务公司',
    roads: ['永安大道', '银桂路', '麻纺厂路', '永福巷'],
    estates: [
      { name: '麻纺厂小区', buildings: ['东三栋', '东五栋', '西六栋', '西八栋'] },
      { name: '东润华府', buildings: numbered(1, 4) },
      { name: '福星城', buildings: numbered(1, 4) },
    ],
    landmarks: ['银桂社区党群服务中心', '岸青林红色驿站'],
    surnames: '镇佘阚雷孔樊甘石鲁范陶洪龚毛贺邱华章镐阎尹',
    share: 140,
  },
  {
    districtId: '420902',
    name: '孝南区',
    nameEn: 'Xiaonan District',
    lon: 113.92,
    lat: 30.92,
    telephones: { gasTelephone: '0000-00031', stationTelephone: '0000-00032' },
    street: { code: '420902001', name: '书院街道' },
    community: { code: '420902001901', name: '幸福社区' },
    neighbours: [],
    model: '2+1+1+1',
    property: '幸福家园物业服务公司',
    roads: ['幸福路', '书院街', '槐荫东路', '文化路'],
    estates: [
      { name: '幸福家园', buildings: numbered(1, 6) },
      { name: '槐荫小区', buildings: numbered(1, 6) },
    ],
    landmarks: ['幸福社区工作站', '幸福社区街心绿地'],
    surnames: '丁易魏左沈卢晏聂官屠褚闵冷喻蒲桂凌屈项梅戴',
    share: 110,
  },
]
