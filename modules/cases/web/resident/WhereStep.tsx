import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useEffectEvent, useState } from 'react'
import { DistrictMap } from '#modules/places/web/index.ts'
import { Button, Field, Strip } from '#platform/web/kit/index.ts'
import type { LonLat } from '#platform/web/Map.tsx'
import { useDistrict } from '../phone/DistrictFrame.tsx'
import { findAddresses, readDoorplate, type Address } from '../phone/reach.ts'
import { useSpeech } from '../phone/speech.ts'
import type { Draft } from './draft.ts'

export interface WhereStepProps {
  districtId: string
  draft: Draft
  change: (to: Partial<Draft>) => void
}

const near = (a: LonLat, b: LonLat) =>
  Math.abs(a[0] - b[0]) < 0.000_02 && Math.abs(a[1] - b[1]) < 0.000_02

const fromAddress = (address: Address, method: 'address' | 'qr'): Partial<Draft> => ({
  address: address.fullText,
  addressId: address.id,
  point: { lon: address.lon, lat: address.lat, method },
})

/** Fills the place from the code at the door, once, and never over what the person has written. */
export function useDoorplate({ districtId, draft, change }: WhereStepProps, token?: string) {
  const door = useQuery({
    queryKey: ['doorplate', districtId, token],
    queryFn: () => readDoorplate(districtId, token ?? ''),
    enabled: token !== undefined,
    staleTime: Infinity,
  })
  const address = door.data?.revoked === false ? door.data.address : null
  const fill = useEffectEvent((at: Address) => {
    if (draft.address === '') change({ ...fromAddress(at, 'qr'), doorplate: token ?? null })
  })
  useEffect(() => {
    if (address) fill(address)
  }, [address])
  return { name: address?.fullText, revoked: door.data?.revoked === true }
}

export interface WhereProps extends WhereStepProps {
  door: ReturnType<typeof useDoorplate>
  /** In large letters the address is asked alone; the map opens by a press. */
  large: boolean
}

export function WhereStep(props: WhereProps) {
  const { districtId, draft, change, door, large } = props
  const [mapOpen, setMapOpen] = useState(!large)
  const { t } = useSpeech()
  const { data: district } = useDistrict(districtId)
  const start: LonLat | null = draft.point
    ? [draft.point.lon, draft.point.lat]
    : district
      ? [district.lon, district.lat]
      : null
  const picked = ([lon, lat]: LonLat) => {
    // A map that has only opened has told us nothing yet.
    if (start && near(start, [lon, lat])) return
    change({ point: { lon, lat, method: 'map' }, addressId: null, doorplate: null })
  }
  return (
    <>
      {draft.doorplate !== null && door.name !== undefined && (
        <Strip tone="done">{t('step.door', { name: door.name })}</Strip>
      )}
      {door.revoked && <Strip tone="warn">{t('step.doorRevoked')}</Strip>}
      <AddressField {...props} />
      {start && !mapOpen && (
        <Button wide look="quiet" glyph="locate" onClick={() => setMapOpen(true)}>
          {t('step.openMap')}
        </Button>
      )}
      {start && mapOpen && (
        <DistrictMap
          districtId={districtId}
          className="report-map"
          label={t('step.map')}
          center={start}
          zoom={draft.point ? 17 : 13}
          locateAtOnce={draft.point === null}
          onPick={picked}
          fit={draft.point === null}
        />
      )}
    </>
  )
}

function AddressField({ districtId, draft, change }: WhereStepProps) {
  const { t } = useSpeech()
  const typed = useDeferredValue(draft.address.trim())
  const found = useQuery({
    queryKey: ['addresses', districtId, typed],
    queryFn: () => findAddresses(districtId, typed, draft.point ?? undefined),
    enabled: typed.length > 0 && draft.addressId === null,
    retry: false,
    staleTime: 60_000,
  })
  const offers =
    draft.addressId === null
      ? (found.data?.addresses ?? []).filter((a) => a.fullText !== typed).slice(0, 5)
      : []
  return (
    <>
      <Field
        label={t('step.address')}
        hint={t('step.addressHint')}
        value={draft.address}
        maxLength={200}
        autoComplete="off"
        enterKeyHint="next"
        onChange={(event) => change({ address: event.target.value, addressId: null })}
      />
      {offers.length > 0 && (
        <ul className="offers" aria-label={t('step.addresses')}>
          {offers.map((address) => (
            <li key={address.id}>
              <button
                type="button"
                onClick={() => change({ ...fromAddress(address, 'address'), doorplate: null })}
              >
                {address.fullText}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
