import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DistrictMap } from '#modules/places/web/index.ts'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { patrolsContract as contract, type Looks, type RouteView } from '../../../contract/index.ts'
import { freshRound, RoundDialog, roundOf, type Round } from './RoundDialog.tsx'
import './patrols.css'

/** Rounds with their points, and which points were looked at on a day; nobody is named. */
export function PatrolsPage() {
  const { t } = useTranslation('patrols')
  const [editing, setEditing] = useState<Round | null>(null)
  const rounds = useQuery({
    queryKey: ['fieldwork', 'rounds'],
    queryFn: ({ signal }) => call(contract.listRoutes, { signal }),
  })
  return (
    <div className="page patrols">
      <header className="page-head">
        <h1>{t('title')}</h1>
        {rounds.data?.mayPlan === true && (
          <Button type="primary" onClick={() => setEditing(freshRound())}>
            {t('add')}
          </Button>
        )}
      </header>
      <p className="quiet">{t('how')}</p>
      <Answer of={rounds} rows={4}>
        {({ routes }) =>
          routes.length === 0 ? (
            <Empty title={t('none')} words={t('noneWords')} />
          ) : (
            <ul className="patrols-rows">
              {routes.map((route) => (
                <RoundRow key={route.id} route={route} onEdit={() => setEditing(roundOf(route))} />
              ))}
            </ul>
          )
        }
      </Answer>
      <LooksPart />
      {editing && <RoundDialog round={editing} onClose={() => setEditing(null)} />}
    </div>
  )
}

function RoundRow({ route, onEdit }: { route: RouteView; onEdit: () => void }) {
  const { t } = useTranslation('patrols')
  return (
    <li>
      <span>
        <b>{route.name}</b>
        <small className="quiet">
          {[route.areaName, t('points', { count: route.points.length })].join(' · ')}
        </small>
      </span>
      <span className="quiet">{route.active ? '' : t('off')}</span>
      {route.mayEdit && (
        <Button size="small" onClick={onEdit}>
          {t('edit')}
        </Button>
      )}
    </li>
  )
}

function LooksPart() {
  const { t } = useTranslation('patrols')
  const [address, setAddress] = useAddress()
  const day = address['day']
  const looks = useQuery({
    queryKey: ['fieldwork', 'looks', day ?? ''],
    queryFn: ({ signal }) => call(contract.readLooks, { query: day ? { day } : {}, signal }),
  })
  return (
    <section className="patrols-looks">
      <h2>{t('looks')}</h2>
      <Input
        type="date"
        aria-label={t('day')}
        value={day ?? looks.data?.day ?? ''}
        onChange={(event) => setAddress({ day: event.target.value || undefined })}
      />
      <p className="quiet">{t('looksHow')}</p>
      <Answer of={looks} rows={4}>
        {(data) => <LooksShown looks={data} />}
      </Answer>
    </section>
  )
}

function LooksShown({ looks }: { looks: Looks }) {
  const { t } = useTranslation('patrols')
  const time = useTime()
  const setting = useConsoleSetting()
  const points = looks.routes.flatMap((route) => route.points)
  if (points.length === 0) return <p>{t('looksNone')}</p>
  return (
    <div className="patrols-pair">
      <div>
        {looks.routes.map((route) => (
          <section key={route.id}>
            <h3>{route.name}</h3>
            <ul className="patrols-rows">
              {route.points.map((point) => (
                <li key={point.id}>
                  <span>{point.name}</span>
                  <span className="quiet">
                    {point.looks.length === 0
                      ? t('notLooked')
                      : point.looks
                          .map((look) => `${time.at(look.at)} ${t(`kind.${look.kind}`)}`)
                          .join(' · ')}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <DistrictMap
        districtId={setting.districtId}
        className="patrols-map"
        label={t('looks')}
        center={[setting.lon, setting.lat]}
        points={points.map((point) => ({
          id: point.id,
          at: [point.lon, point.lat],
          label: point.name,
          tone: point.looks.length > 0 ? 'jade' : 'amber',
        }))}
      />
    </div>
  )
}
