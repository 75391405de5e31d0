import { Button, Input } from 'antd'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { FollowedPlace, Place } from '../../../contract/followed.ts'
import { Labelled } from '../actions/FormFrame.tsx'
import { useFollowedPlaces, useFollowPlace, useStopFollowing } from './queries.ts'
import '../cases.css'
import './followed.css'

const MOST_SHOWN = 6

/** The places that one follows, with what happened there lately. */
export function FollowedPage() {
  const { t } = useTranslation('followed')
  const places = useFollowedPlaces()
  return (
    <div className="page followed">
      <header className="page-head">
        <h1>{t('title')}</h1>
      </header>
      <p className="quiet">{t('how')}</p>
      <AddForm />
      <Answer of={places}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={t('none')} words={t('noneWords')} />
          ) : (
            <ul className="followed-places">
              {rows.map((row) => (
                <One key={row.id} row={row} />
              ))}
            </ul>
          )
        }
      </Answer>
    </div>
  )
}

/** An estate, a road or an address by its name; areas and circles are followed from a case. */
function AddForm() {
  const { t } = useTranslation('followed')
  const id = useId()
  const [text, setText] = useState('')
  const follow = useFollowPlace()
  const address = text.trim()
  return (
    <form
      className="followed-add"
      aria-label={t('follow')}
      onSubmit={(event) => {
        event.preventDefault()
        if (address.length > 1)
          follow.mutate(
            { name: address.slice(0, 100), place: { kind: 'address', address } },
            { onSuccess: () => setText('') },
          )
      }}
    >
      <Labelled id={id} label={t('add')}>
        <Input
          id={id}
          value={text}
          maxLength={100}
          placeholder={t('addHint')}
          onChange={(e) => setText(e.target.value)}
        />
      </Labelled>
      <Button htmlType="submit" disabled={address.length < 2} loading={follow.isPending}>
        {t('follow')}
      </Button>
    </form>
  )
}

function One({ row }: { row: FollowedPlace }) {
  const { t } = useTranslation('followed')
  const time = useTime()
  const stop = useStopFollowing()
  return (
    <li>
      <header>
        <h2>{row.name}</h2>
        <Button
          size="small"
          aria-label={t('stopName', { name: row.name })}
          loading={stop.isPending}
          onClick={() => stop.mutate(row.id)}
        >
          {t('stop')}
        </Button>
        <p>
          <b>{t('open', { count: row.open })}</b>{' '}
          <small>
            <Where place={row.place} /> · {t('since', { at: time.day(row.since) })}
          </small>
        </p>
      </header>
      {row.news.length === 0 ? (
        <p className="quiet">{t('news.none')}</p>
      ) : (
        <ol aria-label={t('news')}>
          {row.news.slice(0, MOST_SHOWN).map((n) => (
            <li key={n.caseId + n.what}>
              <time dateTime={n.at}>{time.at(n.at)}</time>
              <span data-what={n.what}>{t(`what.${n.what}`)}</span>
              <Link to="/console/cases/$caseId" params={{ caseId: n.caseId }}>
                {n.title}
              </Link>
            </li>
          ))}
        </ol>
      )}
    </li>
  )
}

function Where({ place }: { place: Place }) {
  const { t } = useTranslation('followed')
  if (place.kind === 'area') return t('kind.area', { code: place.areaCode })
  if (place.kind === 'address') return t('kind.address', { address: place.address })
  return t('kind.circle', { metres: place.metres })
}
