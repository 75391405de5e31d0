import type { Question } from '#modules/cases/contract/index.ts'
import { CallError } from '#platform/web/call.ts'

/** What these pages read of the contract of `places`, asked by path. */
export interface PublicDistrict {
  districtId: string
  name: string
  nameEn: string
  timeZone: string
  lon: number
  lat: number
  demo: boolean
}

export interface DistrictPage extends PublicDistrict {
  telephone: string
  /** Of the gas company, where the district has named one. */
  gasTelephone?: string
  areas: {
    type: 'FeatureCollection'
    features: {
      type: 'Feature'
      geometry: { type: string; coordinates: unknown }
      properties: { code: string; level: string; name: string; schematic: boolean }
    }[]
  }
}

export interface Address {
  id: string
  name: string
  fullText: string
  lon: number
  lat: number
}

async function read<T>(path: string): Promise<T> {
  const response = await fetch(path, { headers: { accept: 'application/json' } }).catch(() => {
    throw new CallError(0, 'network.unreachable')
  })
  if (!response.ok) throw new CallError(response.status, `http.${response.status}`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a reply of our own server
  return (await response.json()) as T
}

export const readDistricts = () => read<{ districts: PublicDistrict[] }>('/api/public/districts')

export const readDistrict = (districtId: string) =>
  read<DistrictPage>(`/api/public/${districtId}/district`)

export const readDoorplate = (districtId: string, token: string) =>
  read<{ revoked: boolean; address: Address | null }>(
    `/api/public/${districtId}/doorplates/${encodeURIComponent(token)}`,
  )

export function findAddresses(districtId: string, q: string, at?: { lon: number; lat: number }) {
  const query = new URLSearchParams({ q: q.slice(0, 60) })
  if (at) {
    query.set('lon', String(at.lon))
    query.set('lat', String(at.lat))
  }
  return read<{ addresses: Address[] }>(`/api/public/${districtId}/addresses?${query}`)
}

export interface ReasonName {
  kind: string
  code: string
  name: string
  nameEn: string
}

export const readSuspensionReasons = (districtId: string) =>
  read<{ rows: ReasonName[] }>(`/api/public/${districtId}/reasons?kind=suspension`)

/** A matter of which whoever reports is asked something, as the contract of `catalogue` tells it. */
export interface AskedMatter {
  kind: 'component' | 'matter'
  code: string
  name: string
  hint: string
  questions: readonly Question[]
}

export const readReportQuestions = (districtId: string) =>
  read<{ rows: AskedMatter[] }>(`/api/public/${districtId}/report-questions`)
