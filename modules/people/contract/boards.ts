import { z } from 'zod'
import { DistrictId, endpoint, Instant } from '#platform/shared/endpoint.ts'

const Text = z.object({
  zh: z.string(),
  /** Empty where the district has none. */
  en: z.string(),
  /** Ours until the district writes its own. */
  preset: z.boolean(),
})

/** What anyone may read of a station. Names and telephones only where the district shows them. */
export const BoardView = z.object({
  districtId: z.string(),
  communityCode: z.string(),
  name: z.string(),
  communityName: z.string(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  hours: z.string().nullable(),
  people: z.array(
    z.object({
      title: z.string(),
      seat: z.string(),
      seatEn: z.string(),
      organisation: z.string(),
      vacant: z.boolean(),
      names: z.array(z.string()),
      dutyPhone: z.string().nullable(),
    }),
  ),
  onDuty: z.array(
    z.object({
      kindName: z.string(),
      kindNameEn: z.string(),
      title: z.string(),
      name: z.string().nullable(),
      dutyPhone: z.string().nullable(),
      until: Instant,
    }),
  ),
  flow: Text,
  duty: Text,
  rules: Text,
  tasks: Text.nullable(),
  /** Where a problem is reported, as the QR code says it. */
  reportPath: z.string(),
  timeZone: z.string(),
  now: Instant,
})
export type BoardView = z.infer<typeof BoardView>

export const listPublicStations = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/stations',
  summary: 'The stations of a district and where they are',
  access: 'public',
  params: z.object({ districtId: DistrictId }),
  reply: z.object({
    stations: z.array(
      z.object({
        communityCode: z.string(),
        name: z.string(),
        communityName: z.string(),
        address: z.string().nullable(),
        phone: z.string().nullable(),
        hours: z.string().nullable(),
      }),
    ),
  }),
})

export const readBoard = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/stations/:communityCode',
  summary: 'The four boards of a station, as they stand today',
  access: 'public',
  params: z.object({ districtId: DistrictId, communityCode: z.string().regex(/^[0-9]{12}$/) }),
  reply: BoardView,
})

export const printBoards = endpoint({
  method: 'GET',
  path: '/api/people/stations/:stationId/boards',
  summary:
    'The four boards as PDF or DOCX for the wall, or a sheet of contact cards, with the QR code for reporting',
  access: 'people.read',
  params: z.object({ stationId: z.uuid() }),
  query: z.object({
    what: z.enum(['boards', 'cards']).default('boards'),
    /** Of the boards; cards are A4. */
    size: z.enum(['A3', 'A4']).default('A3'),
    format: z.enum(['pdf', 'docx']).default('pdf'),
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  }),
  reply: z.unknown(),
})
