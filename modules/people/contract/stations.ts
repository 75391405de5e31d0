import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import * as shape from './shapes.ts'

const base = { baseVersion: shape.BaseVersion }

export const listStations = endpoint({
  method: 'GET',
  path: '/api/people/stations',
  summary: 'Stations with their seats against the model, and communities without a station',
  access: 'people.read',
  reply: z.object({
    stations: z.array(shape.StationView),
    without: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
})

export const saveStation = endpoint({
  method: 'POST',
  path: '/api/people/stations',
  summary: 'Add or change the station of a community',
  access: 'people.edit',
  body: shape.StationFields.extend(base),
  reply: shape.StationView,
})

export const listStaffingModels = endpoint({
  method: 'GET',
  path: '/api/people/staffing-models',
  summary: 'The models that stations are measured by',
  access: 'people.read',
  reply: z.object({ models: z.array(shape.StaffingModelView) }),
})

export const saveStaffingModel = endpoint({
  method: 'POST',
  path: '/api/people/staffing-models',
  summary: 'Add or change a staffing model; what it was before is kept',
  access: 'people.edit',
  body: shape.StaffingModelFields.extend(base),
  reply: shape.StaffingModelView,
})

export const staffingModelHistory = endpoint({
  method: 'GET',
  path: '/api/people/staffing-models/:code/history',
  summary: 'The last edits of a model, newest first',
  access: 'people.read',
  params: z.object({ code: z.string().max(40) }),
  reply: z.object({
    revisions: z.array(
      z.object({
        version: z.int(),
        at: Instant,
        personName: z.string().nullable(),
        before: shape.Seats.nullable(),
        after: shape.Seats,
      }),
    ),
  }),
})
