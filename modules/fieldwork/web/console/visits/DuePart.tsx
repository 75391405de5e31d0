import { Select } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DistrictMap } from '#modules/places/web/index.ts'
import { useAddress } from '#platform/web/console/address.ts'
import type { Say } from '#platform/web/console/say.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { DoorView } from '../../../contract/index.ts'
import { useDoors } from './queries.ts'

const horizons = [0, 7, 30] as const

/** The doors that are due, who lives alone first, as a list and on the map. */
export function DuePart() {
  const { t } = useTranslation('visits')
  const [address, setAddress] = useAddress()
  const within = horizons.find((days) => String(days) === address['within']) ?? 7
  const doors = useDoors(within)
  const [selected, setSelected] = useState<string | null>(null)
  return (
    <>
      <p className="quiet">{t('due.how')}</p>
      <Select
        className="visits-within"
        aria-label={t('due.within')}
        value={within}
        onChange={(days: number) => setAddress({ within: days === 7 ? undefined : String(days) })}
        options={horizons.map((value) => ({ value, label: t(`due.within.${value}`) }))}
      />
      <Answer of={doors} rows={10}>
        {(data) =>
          data.doors.length === 0 ? (
            <Empty title={t('due.none')} words={t('due.noneWords')} />
          ) : (
            <div className="visits-due">
              <div>
                <p className="quiet">
                  {t(data.more ? 'due.sumMore' : 'due.sum', { count: data.doors.length })}
                </p>
                <ul className="visits-rows">
                  {data.doors.map((door) => (
                    <Door
                      key={door.subject.id}
                      door={door}
                      selected={door.subject.id === selected}
                    />
                  ))}
                </ul>
              </div>
              <DoorsMap doors={data.doors} selected={selected} onSelect={setSelected} />
            </div>
          )
        }
      </Answer>
    </>
  )
}

/** Late where somebody was met before and is owed a call; the rest is due or coming. */
const toneOf = ({ daysOver, lastMetAt }: DoorView): 'cinnabar' | 'amber' | 'jade' => {
  if (daysOver > 0 && lastMetAt !== null) return 'cinnabar'
  return daysOver >= 0 ? 'amber' : 'jade'
}

const sayDue = (t: Say, { daysOver }: DoorView) => {
  if (daysOver === 0) return t('due.today')
  return daysOver > 0 ? t('due.over', { count: daysOver }) : t('due.in', { count: -daysOver })
}

function Door({ door, selected }: { door: DoorView; selected: boolean }) {
  const { t } = useTranslation('visits')
  const time = useTime()
  const { subject, lastMetAt, promises } = door
  return (
    <li data-selected={selected}>
      <span>
        <Link to="/console/subjects/$subjectId" params={{ subjectId: subject.id }}>
          {subject.name}
        </Link>
        <small className="quiet">
          {[
            ...(subject.name === subject.addressText ? [] : [subject.addressText]),
            ...door.needs.map((need) => t(`need.${need}`)),
            ...(promises > 0 ? [t('due.promises', { count: promises })] : []),
          ].join(' · ')}
        </small>
      </span>
      <span className="quiet">
        {lastMetAt === null ? t('due.never') : t('due.last', { at: time.day(lastMetAt) })}
      </span>
      <b data-tone={toneOf(door)}>{sayDue(t, door)}</b>
    </li>
  )
}

function DoorsMap(props: {
  doors: readonly DoorView[]
  selected: string | null
  onSelect: (id: string) => void
}) {
  const { t } = useTranslation('visits')
  const { districtId, lon, lat } = useConsoleSetting()
  const points = props.doors.flatMap((door) => {
    const { subject } = door
    if (subject.lon === null || subject.lat === null) return []
    return [
      {
        id: subject.id,
        at: [subject.lon, subject.lat] as const,
        label: `${subject.name} ${sayDue(t, door)}`,
        tone: toneOf(door),
      },
    ]
  })
  return (
    <aside className="visits-map">
      <DistrictMap
        districtId={districtId}
        label={t('due.map')}
        center={[lon, lat]}
        points={points}
        selected={props.selected}
        onSelect={props.onSelect}
      />
    </aside>
  )
}
