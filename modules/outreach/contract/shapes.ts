import { z } from 'zod'
import { leafletStates } from '../domain/leaflets.ts'

export const Day = z.iso.date()
/** A matter of the catalogue as one text. */
export const MatterKey = z.string().regex(/^(component|matter)\/\d{5}$/)
export const MatterNamed = z.object({ key: z.string(), name: z.string() })
/** Of a community or a grid: what is done is done somewhere. */
export const PlaceCode = z.string().regex(/^(\d{12}|\d{15})$/)
export const ChannelCode = z.string().regex(/^[a-z][a-z0-9_]{1,30}$/)
export const Place = z.string().trim().max(120)

/** A leaflet as lists name it. */
export const LeafletBrief = z.object({
  id: z.uuid(),
  code: z.string(),
  title: z.string(),
  state: z.enum(leafletStates),
})
export type LeafletBrief = z.infer<typeof LeafletBrief>

/** YYYY-MM by the district's days. */
export const Month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
