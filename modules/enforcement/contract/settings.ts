import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
import { powers, systems } from '../domain/authority.ts'

const Day = z.iso.date()

export const AuthorityView = z.object({
  id: z.uuid(),
  /** `*` for every matter that no entry names by itself. */
  matterCode: z.string().regex(/^(\*|\d{5})$/),
  power: z.enum(powers),
  bodyId: z.uuid().nullable(),
  bodyName: z.string().trim().min(1).max(80),
  system: z.enum(systems),
  from: Day,
  until: Day.nullable(),
  paperTitle: z.string().trim().min(1).max(200),
  paperNumber: z.string().trim().max(80),
  law: z.string().trim().max(400),
})
export type AuthorityView = z.infer<typeof AuthorityView>

export const CertificateView = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  bodyId: z.uuid(),
  number: z.string().trim().min(1).max(40),
  issuer: z.string().trim().max(80),
  validFrom: Day,
  validUntil: Day,
  revokedOn: Day.nullable(),
})
export type CertificateView = z.infer<typeof CertificateView>

export const OfficeView = z.object({
  bodyId: z.uuid(),
  name: z.string().trim().min(1).max(80),
  prefix: z.string().trim().min(1).max(20),
  reviewBody: z.string().trim().min(1).max(80),
  court: z.string().trim().min(1).max(80),
  address: z.string().trim().max(200),
  phone: z.string().trim().max(40),
})
export type OfficeView = z.infer<typeof OfficeView>

const versioned = { version: z.int() }

export const readSettings = endpoint({
  method: 'GET',
  path: '/api/enforcement/settings',
  summary: 'Who may do what in which matter, certificates, and how bodies sign their papers',
  access: 'enforcement.settings',
  reply: z.object({
    authorities: z.array(
      AuthorityView.extend({ ...versioned, matterName: z.string(), preset: z.boolean() }),
    ),
    certificates: z.array(
      CertificateView.extend({
        ...versioned,
        personName: z.string(),
        state: z.enum(['valid', 'ending', 'ended']),
      }),
    ),
    offices: z.array(OfficeView.extend(versioned)),
    bodies: z.array(z.object({ id: z.uuid(), name: z.string() })),
    /** Those whose post may act. */
    people: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
})

const save = { baseVersion: z.int().nullable() }
const reply = z.object(versioned)

export const saveAuthority = endpoint({
  method: 'PUT',
  path: '/api/enforcement/authorities/:id',
  summary: 'Say which body may inspect, order or punish in a matter, and by which paper',
  access: 'enforcement.settings',
  params: z.object({ id: z.uuid() }),
  body: AuthorityView.omit({ id: true }).extend(save),
  reply,
})

export const saveCertificate = endpoint({
  method: 'PUT',
  path: '/api/enforcement/certificates/:id',
  summary: 'Enter or change a certificate for enforcing',
  access: 'enforcement.settings',
  params: z.object({ id: z.uuid() }),
  body: CertificateView.omit({ id: true }).extend(save),
  reply,
})

export const saveOffice = endpoint({
  method: 'PUT',
  path: '/api/enforcement/offices/:bodyId',
  summary: 'Say how a body signs and numbers its papers, and where one may object to them',
  access: 'enforcement.settings',
  params: z.object({ bodyId: z.uuid() }),
  body: OfficeView.omit({ bodyId: true }).extend(save),
  reply,
})
