/** The columns of the open data, each with what it means: one list for CSV, GeoJSON and their description. */
export const openFields = [
  {
    name: 'id',
    type: 'string',
    zh: '短码，公开台账和跟踪页用它',
    en: 'Short code, as on the public ledger',
  },
  { name: 'title', type: 'string', zh: '公开的标题', en: 'Title as published' },
  {
    name: 'matter_kind',
    type: 'string',
    zh: '部件 component 或事项 matter',
    en: 'component or matter',
  },
  { name: 'matter_code', type: 'string', zh: 'GB/T 30428.2 小类代码', en: 'Code of GB/T 30428.2' },
  { name: 'matter', type: 'string', zh: '小类名称', en: 'Name of the matter' },
  {
    name: 'guide_item',
    type: 'string',
    zh: '本区处置指南的事项代码',
    en: 'Guide item of the district',
  },
  { name: 'status', type: 'string', zh: '案件状态，见说明', en: 'Status of the case' },
  {
    name: 'channel',
    type: 'string',
    zh: '从哪里来：web、qr、phone、hotline 等',
    en: 'How it came: web, qr, phone, hotline and others',
  },
  {
    name: 'address',
    type: 'string',
    zh: '地址；保密的没有',
    en: 'Address; none where the report is confidential',
  },
  {
    name: 'street_code',
    type: 'string',
    zh: '街道代码（9 位）',
    en: 'Code of the street, 9 digits',
  },
  {
    name: 'community_code',
    type: 'string',
    zh: '社区代码（12 位）',
    en: 'Code of the community, 12 digits',
  },
  { name: 'community', type: 'string', zh: '社区名称', en: 'Name of the community' },
  { name: 'unit', type: 'string', zh: '处置单位', en: 'Unit that has it in hand' },
  {
    name: 'reported_at',
    type: 'datetime',
    zh: '上报时间（UTC）',
    en: 'When it was reported (UTC)',
  },
  {
    name: 'promised_at',
    type: 'datetime',
    zh: '承诺时间；没办完时可能调整',
    en: 'What was promised; may move while open',
  },
  { name: 'handled_at', type: 'datetime', zh: '办完时间', en: 'When the work was done' },
  { name: 'closed_at', type: 'datetime', zh: '结案时间', en: 'When it was closed' },
  {
    name: 'reopenings',
    type: 'integer',
    zh: '重新办理的次数',
    en: 'How often it was opened again',
  },
  {
    name: 'photo_before',
    type: 'string',
    zh: '公开的处置前照片地址',
    en: 'Path of the released picture of before',
  },
  {
    name: 'photo_after',
    type: 'string',
    zh: '公开的处置后照片地址',
    en: 'Path of the released picture of after',
  },
  {
    name: 'lon',
    type: 'number',
    zh: '经度（CGCS2000，约 10 米）',
    en: 'Longitude (CGCS2000, to about ten metres)',
  },
  {
    name: 'lat',
    type: 'number',
    zh: '纬度（CGCS2000，约 10 米）',
    en: 'Latitude (CGCS2000, to about ten metres)',
  },
] as const
export type OpenField = (typeof openFields)[number]['name']
export type OpenRow = Record<OpenField, string | number | null>

export interface Licence {
  name: string
  url: string
}

/** CSV on the Web (W3C): what the columns of the file mean, for machines and people alike. */
export function csvwOf(url: string, licence: Licence): Record<string, unknown> {
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'zh' }],
    url,
    'dc:license': { '@id': licence.url },
    dialect: { encoding: 'utf-8', header: true },
    tableSchema: {
      primaryKey: 'id',
      columns: openFields.map(({ name, type, zh, en }) => ({
        name,
        titles: name,
        datatype: type,
        required: name === 'id',
        'dc:description': [
          { '@value': zh, '@language': 'zh' },
          { '@value': en, '@language': 'en' },
        ],
      })),
    },
  }
}
