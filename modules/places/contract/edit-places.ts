import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { areaLevels } from '../domain/area-code.ts'
import { gridFaults } from '../domain/grid-file.ts'
import { AreaCode, AreaView, Boundary, District, DistrictSettings, DivisionView } from './shapes.ts'

/** The version that was seen, or null for something new. */
const baseVersion = z.int().min(0).nullable()

export const readSettings = endpoint({
  method: 'GET',
  path: '/api/places/district',
  summary: 'The own district with its settings',
  access: 'signed-in',
  reply: District,
})

export const saveSettings = endpoint({
  method: 'POST',
  path: '/api/places/district',
  summary: 'Change name, centre and settings of the own district',
  access: 'settings.edit',
  body: z.object({
    name: z.string().trim().min(1).max(60),
    nameEn: z.string().trim().min(1).max(80),
    lon: z.number(),
    lat: z.number(),
    settings: DistrictSettings,
    baseVersion: z.int().min(0),
  }),
  reply: District,
})

export const listAreas = endpoint({
  method: 'GET',
  path: '/api/places/areas',
  summary: 'Streets, communities and grids, by code',
  access: 'places.read',
  query: z.object({ level: z.enum(areaLevels).optional(), under: AreaCode.optional() }),
  reply: z.object({ areas: z.array(AreaView) }),
})

export const saveArea = endpoint({
  method: 'POST',
  path: '/api/places/areas',
  summary: 'Add or change a street, community or grid',
  access: 'places.edit',
  body: z.object({
    code: AreaCode,
    level: z.enum(areaLevels),
    name: z.string().trim().min(1).max(60),
    boundary: Boundary.nullable().default(null),
    schematic: z.boolean().default(false),
    active: z.boolean().default(true),
    baseVersion,
  }),
  reply: AreaView,
})

export const findDivisions = endpoint({
  method: 'GET',
  path: '/api/places/divisions',
  summary: 'Official division codes: those below a code, or by part of a name',
  access: 'places.read',
  query: z.object({
    under: z
      .string()
      .regex(/^[0-9]{2,12}$/)
      .optional(),
    q: z.string().trim().max(40).default(''),
  }),
  reply: z.object({ divisions: z.array(DivisionView) }),
})

/** The file as it is read in the browser or by the command; every feature is checked by itself. */
export const importGrids = endpoint({
  method: 'POST',
  path: '/api/places/grids/import',
  summary: 'Check or take in grids of a GeoJSON file: all of them, or none where one has a fault',
  access: 'places.edit',
  body: z.object({
    geojson: z.looseObject({
      type: z.literal('FeatureCollection'),
      features: z.array(z.looseObject({})).max(5000),
    }),
    schematic: z.boolean().default(false),
    /** True: only says what would happen. */
    dryRun: z.boolean(),
  }),
  reply: z.object({
    added: z.int(),
    changed: z.int(),
    same: z.int(),
    faults: z.array(
      z.object({
        /** Counted from 1, as a person counts. */
        feature: z.int(),
        code: z.string(),
        name: z.string(),
        fault: z.enum(gridFaults),
      }),
    ),
  }),
})

const subjectKinds = ['district', 'area', 'address', 'doorplate', 'basemap'] as const

export const listRevisions = endpoint({
  method: 'GET',
  path: '/api/places/revisions',
  summary: 'Who changed which place when, with the values before and after; the newest hundred',
  access: 'places.read',
  query: z.object({
    kind: z.enum(subjectKinds).optional(),
    id: z.string().max(64).optional(),
  }),
  reply: z.object({
    revisions: z.array(
      z.object({
        id: z.uuid(),
        subjectKind: z.enum(subjectKinds),
        subjectId: z.string(),
        act: z.string(),
        personName: z.string().nullable(),
        at: Instant,
        before: z.record(z.string(), z.unknown()).nullable(),
        after: z.record(z.string(), z.unknown()).nullable(),
      }),
    ),
  }),
})
