import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { registerContract } from '#modules/subjects/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { partyKinds } from '../../../contract/index.ts'

export interface OfferedSubject {
  id: string
  kind: (typeof partyKinds)[number]
  name: string
  addressText: string
}

/** Who of the register may be meant: chosen, words to them are counted wherever they were said. */
export function SubjectOffers(props: {
  name: string
  chosen: string | null
  onChoose: (subject: OfferedSubject) => void
}) {
  const { t } = useTranslation('enforcement')
  const { verbs } = useConsoleSetting()
  const q = useDeferredValue(props.name.trim())
  const { data } = useQuery({
    queryKey: ['subjects', 'offers', q],
    queryFn: ({ signal }) =>
      call(registerContract.listSubjects, { query: { q, limit: 6 }, signal }),
    enabled: verbs.has('subjects.read') && q.length > 1 && props.chosen === null,
    staleTime: 30_000,
  })
  const offers = (data?.rows ?? []).flatMap(({ id, kind, name, addressText }) => {
    const known = partyKinds.find((one) => one === kind)
    return known ? [{ id, kind: known, name, addressText }] : []
  })
  if (props.chosen !== null) return <small className="quiet">{t('subject.chosen')}</small>
  if (offers.length === 0) return null
  return (
    <ul className="subject-offers" aria-label={t('subject.offers')}>
      {offers.map((subject) => (
        <li key={subject.id}>
          <Button size="small" type="text" onClick={() => props.onChoose(subject)}>
            {subject.name} <small>{subject.addressText}</small>
          </Button>
        </li>
      ))}
    </ul>
  )
}
