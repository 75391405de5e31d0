import { z } from 'zod'
import { DistrictId, endpoint } from '#platform/shared/endpoint.ts'

const day = z.iso.date()
/** Reported on these days in the zone of the district; both ends are in it. */
export const openAsk = z.object({ from: day.optional(), until: day.optional() })
export const openParams = z.object({ districtId: DistrictId })

export const describeOpenData = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/open-data',
  summary: 'What the open data of a district are: files, fields, licence',
  access: 'public',
  params: openParams,
  reply: z.object({
    title: z.string(),
    publisher: z.string(),
    licence: z.object({ name: z.string(), url: z.string() }),
    coordinates: z.string(),
    timeZone: z.string(),
    files: z.array(z.object({ path: z.string(), type: z.string() })),
    fields: z.array(
      z.object({ name: z.string(), type: z.string(), zh: z.string(), en: z.string() }),
    ),
  }),
})
