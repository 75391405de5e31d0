import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { Trouble } from '#platform/web/console/Dialog.tsx'
import { servicesContract, type ServiceView } from '../../../contract/index.ts'
import { useServices, useServicesChange } from '../queries.ts'
import { freshService, ServiceDialog, type Draft } from './ServiceDialog.tsx'

/** What the district offers: each with who does it, its hours, and whether it can be booked. */
export function SettingsPart() {
  const { t } = useTranslation('services')
  const services = useServices()
  const [editing, setEditing] = useState<Draft | null>(null)
  const taking = useServicesChange(() => call(servicesContract.takePresets, {}))
  return (
    <>
      <p className="quiet">{t('settings.how')}</p>
      <Trouble error={taking.error} />
      <Answer of={services}>
        {({ services: rows, units, mayEdit }) => (
          <>
            {mayEdit && (
              <p className="services-filters">
                <Button type="primary" onClick={() => setEditing(freshService())}>
                  {t('settings.add')}
                </Button>
                <Button loading={taking.isPending} onClick={() => taking.mutate(undefined)}>
                  {t('settings.presets')}
                </Button>
              </p>
            )}
            {rows.length === 0 && (
              <Empty title={t('settings.none')} words={t('settings.noneWords')} />
            )}
            {rows.map((row) => (
              <Row
                key={row.id}
                service={row}
                {...(mayEdit ? { onEdit: () => setEditing(draftOf(row)) } : {})}
              />
            ))}
            {editing && (
              <ServiceDialog draft={editing} units={units} onClose={() => setEditing(null)} />
            )}
          </>
        )}
      </Answer>
    </>
  )
}

function draftOf(service: ServiceView): Draft {
  const { matterName: _m, unitName: _u, preset: _p, version, ...rest } = service
  return { ...rest, baseVersion: version }
}

function Row({ service, onEdit }: { service: ServiceView; onEdit?: () => void }) {
  const { t } = useTranslation('services')
  const { language } = useTime()
  const hours = [...new Set(service.hours.map((h) => `${h.from}–${h.to}`))].join(t('and'))
  return (
    <article className="service-row" data-open={service.open}>
      <div>
        <p>
          <b>{language === 'en' ? service.nameEn : service.name}</b>{' '}
          <span className="quiet">
            {t(service.open ? 'settings.open' : 'settings.closed')}
            {service.preset && ` · ${t('settings.preset')}`}
          </span>
        </p>
        <p className="quiet">
          {[
            service.unitName ?? t('settings.noUnit'),
            service.matterName,
            hours,
            t('settings.lead', { count: service.leadHours }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {onEdit && (
        <Button size="small" aria-label={`${t('edit')} ${service.name}`} onClick={onEdit}>
          {t('edit')}
        </Button>
      )}
    </article>
  )
}
