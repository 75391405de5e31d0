import { useQuery } from '@tanstack/react-query'
import { DistrictFrame, useGo, useParam, useTitle } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import { Empty, Failure, failureOf, Glyph, Skeleton } from '#platform/web/kit/index.ts'
import { publicServices } from '../../contract/services.ts'
import { useServiceSpeech } from '../speech.ts'
import './services.css'

/** What may be booked here: what it is, what it costs, who does it. */
export function ServicesPage() {
  const districtId = useParam('districtId')
  const { t, either } = useServiceSpeech()
  const go = useGo()
  useTitle(t('title'))
  const asked = useQuery({
    queryKey: ['services', districtId],
    queryFn: () => call(publicServices, { params: { districtId } }),
  })
  return (
    <DistrictFrame districtId={districtId} title={t('title')} onBack={() => go(`/${districtId}`)}>
      <div className="step">
        <h1>{t('choose')}</h1>
        <p className="quiet">{t('chooseHint')}</p>
        {asked.isPending && <Skeleton shape="row" count={4} />}
        {asked.error && (
          <Failure kind={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
        )}
        {asked.data?.services.length === 0 && <Empty title={t('none')} />}
        <ul className="service-list">
          {asked.data?.services.map((service) => (
            <li key={service.code}>
              <a className="card" href={`/${districtId}/services/${service.code}`}>
                <span>
                  <strong>{either(service.name, service.nameEn)}</strong>
                  <small>{either(service.cost, service.costEn)}</small>
                  <small>{t('by', { unit: service.unitName })}</small>
                </span>
                <Glyph name="forward" size={20} />
              </a>
            </li>
          ))}
          <li>
            <a className="card" href={`/${districtId}/signs`}>
              <span>
                <strong>{t('sign.door')}</strong>
                <small>{t('sign.doorHint')}</small>
              </span>
              <Glyph name="forward" size={20} />
            </a>
          </li>
        </ul>
      </div>
    </DistrictFrame>
  )
}
