import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { publicPlaces } from '#modules/places/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { Finder } from '#platform/web/console/Finder.tsx'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'

interface Address {
  id: string
  fullText: string
}

interface AddressFinderProps {
  text: string
  chosen: string | null
  onChange: (text: string, id: string | null) => void
}

/** An address as it is typed, or one that the district knows. */
export function AddressFinder({ text, chosen, onChange }: AddressFinderProps) {
  const { t } = useTranslation('services')
  const { districtId } = useConsoleSetting()
  const q = useDeferredValue(text.trim().slice(0, 60))
  const found = useQuery({
    queryKey: ['places', 'addresses', districtId, q],
    queryFn: ({ signal }) =>
      call(publicPlaces.searchAddresses, { params: { districtId }, query: { q }, signal }),
    enabled: q.length > 1 && districtId !== '' && chosen === null,
    staleTime: 60_000,
  })
  const rows: Address[] = chosen === null ? (found.data?.addresses ?? []).slice(0, 6) : []
  return (
    <Finder
      label={t('address')}
      text={text}
      onText={(next) => onChange(next, null)}
      rows={rows}
      keyOf={(row) => row.id}
      line={(row) => row.fullText}
      onChoose={(row) => onChange(row.fullText, row.id)}
      none=""
      failed={found.isLoadingError}
    />
  )
}
