import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { PhotoView } from '#platform/web/kit/PhotoView.tsx'
import { campaignsContract as contract, type DayView } from '../../../contract/index.ts'
import { headsOf, teamKinds } from '../../../domain/campaigns/campaign.ts'
import { useNamed } from '../hazards/queries.ts'
import { useFieldChange } from '../visits/queries.ts'
import { useDays, type DaysAsk } from './queries.ts'
import './campaigns.css'

/** Days of action, the newest first; `named`: with the campaign that each belongs to. */
export function DayList({ ask, named }: { ask: DaysAsk; named: boolean }) {
  const { t } = useTranslation('campaigns')
  const days = useDays(ask)
  return (
    <Answer of={days} rows={4}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows)
        if (rows.length === 0)
          return <Empty title={t('actionsNone')} words={t('actionsNoneWords')} />
        return (
          <>
            <ul className="campaign-days">
              {rows.map((day) => (
                <Day key={day.id} day={day} named={named} />
              ))}
            </ul>
            {days.hasNextPage && (
              <Button loading={days.isFetchingNextPage} onClick={() => void days.fetchNextPage()}>
                {t('more')}
              </Button>
            )}
          </>
        )
      }}
    </Answer>
  )
}

function Day({ day, named }: { day: DayView; named: boolean }) {
  const { t } = useTranslation('campaigns')
  const time = useTime()
  const [asking, setAsking] = useState(false)
  const people = teamKinds
    .filter((kind) => day.heads[kind] > 0)
    .map((kind) => `${t(`kind.${kind}`)} ${day.heads[kind]}`)
  return (
    <li data-off={day.withdrawn !== null}>
      <p>
        <b>{time.date(day.day)}</b>{' '}
        {named && (
          <Link to="/console/campaigns/$campaignId" params={{ campaignId: day.campaign.id }}>
            {day.campaign.name}
          </Link>
        )}{' '}
        <span className="quiet">{[day.areaName, day.who].filter(Boolean).join(' · ')}</span>
      </p>
      <Results day={day} />
      <p className="quiet">
        {[t('action.people', { count: headsOf(day.heads) }), ...people].join(' · ')}
      </p>
      {day.words !== '' && <p>{day.words}</p>}
      {day.photos.length > 0 && (
        <PhotoView
          photos={day.photos.map((id) => ({
            thumb: `/api/files/${id}/thumb`,
            full: `/api/files/${id}/public`,
            alt: t('action.photo'),
          }))}
        />
      )}
      {day.withdrawn && <p>{t('action.withdrawn', { words: day.withdrawn.words })}</p>}
      {day.mayWithdraw && (
        <Button
          size="small"
          aria-label={`${t('action.withdraw')} ${day.day}`}
          onClick={() => setAsking(true)}
        >
          {t('action.withdraw')}
        </Button>
      )}
      {asking && <Withdraw dayId={day.id} onClose={() => setAsking(false)} />}
    </li>
  )
}

function Results({ day }: { day: DayView }) {
  const { language } = useTime()
  const named = useNamed()
  if (day.results.length === 0) return null
  return (
    <p>
      {day.results
        .map(
          (one) =>
            `${named(one.measure)} ${one.amount} ${language === 'en' ? one.unitEn : one.unit}`,
        )
        .join(' · ')}
    </p>
  )
}

function Withdraw({ dayId, onClose }: { dayId: string; onClose: () => void }) {
  const { t } = useTranslation('campaigns')
  const [words, setWords] = useState('')
  const withdraw = useFieldChange((body: { words: string }) =>
    call(contract.withdrawDay, { params: { dayId }, body }),
  )
  return (
    <SaveDialog
      title={t('action.withdraw')}
      verb={t('action.withdraw')}
      leave={t('leave')}
      ready={words.trim() !== ''}
      saving={withdraw}
      onSave={() => withdraw.mutate({ words }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className="quiet">{t('action.withdrawThen')}</p>
      <Field id={`why${dayId}`} label={t('action.withdrawWhy')}>
        <Input
          id={`why${dayId}`}
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
    </SaveDialog>
  )
}
