import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { newId } from '#platform/web/new-id.ts'
import { Trouble } from '#platform/web/console/Dialog.tsx'
import { questionsContract as contract, type ReturningView } from '../../../contract/index.ts'
import { OfFigure } from '../figures/OfFigure.tsx'
import { useOutreachChange, useQuestions, useReturning } from '../queries.ts'
import { AskDialog } from './AskDialog.tsx'
import { QuestionItem } from './QuestionItem.tsx'

const shows = ['all', 'open', 'unnamed'] as const

/** Questions that come back first, each one press from a case; then every question, newest first. */
export function QuestionsPart() {
  const { t } = useTranslation('outreach')
  const [address, setAddress] = useAddress()
  const show = shows.find((one) => one === address['show']) ?? 'all'
  const { month, channel, under } = address
  const questions = useQuestions({
    open: show === 'open' ? 'yes' : 'no',
    ...(show === 'unnamed' ? { unnamed: 'yes' as const } : {}),
    ...(month ? { month } : {}),
    ...(channel ? { channel } : {}),
    ...(under ? { under } : {}),
  })
  const [asking, setAsking] = useState(false)
  const { verbs } = useConsoleSetting()
  return (
    <>
      {!month && <Returning />}
      <OfFigure figure="asked" />
      <div className="outreach-filters">
        <Segmented
          aria-label={t('tab.questions')}
          value={show}
          onChange={(next) => setAddress({ show: next === 'all' ? undefined : next })}
          options={shows.map((value) => ({ value, label: t(`questions.show.${value}`) }))}
        />
        {verbs.has('outreach.record') && (
          <Button type="primary" onClick={() => setAsking(true)}>
            {t('questions.add')}
          </Button>
        )}
      </div>
      {asking && <AskDialog onClose={() => setAsking(false)} />}
      <Answer of={questions} rows={6}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          if (rows.length === 0)
            return <Empty title={t('questions.none')} words={t('questions.noneWords')} />
          return (
            <ul className="outreach-list">
              {rows.map((question) => (
                <QuestionItem key={question.id} question={question} />
              ))}
            </ul>
          )
        }}
      </Answer>
      {questions.hasNextPage && (
        <Button
          loading={questions.isFetchingNextPage}
          onClick={() => void questions.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Returning() {
  const { t } = useTranslation('outreach')
  const { data } = useReturning()
  if (!data || data.returning.length === 0) return null
  return (
    <section className="outreach-returning" aria-label={t('questions.returning')}>
      <h2>{t('questions.returning')}</h2>
      <p className="quiet">{t('questions.returningHow', { times: data.times, days: data.days })}</p>
      <ul className="outreach-rows">
        {data.returning.map((one) => (
          <Back key={`${one.matter.key} ${one.communityCode}`} of={one} />
        ))}
      </ul>
    </section>
  )
}

function Back({ of }: { of: ReturningView }) {
  const { t } = useTranslation('outreach')
  const time = useTime()
  const [id] = useState(newId)
  const [sure, setSure] = useState(false)
  const make = useOutreachChange(() =>
    call(contract.makeCase, {
      body: { id, matter: of.matter.key, communityCode: of.communityCode },
    }),
  )
  return (
    <li>
      <div>
        <b>{of.matter.name}</b>
        <small className="quiet">{of.communityName}</small>
      </div>
      <div>
        {of.samples.map((words) => (
          <small key={words} className="quiet">
            {words}
          </small>
        ))}
      </div>
      <div>
        {t('questions.times', { count: of.times })}
        <small className="quiet">{t('questions.last', { at: time.date(of.lastOn) })}</small>
      </div>
      <div>
        {of.mayOpen && (
          <Button type="primary" size="small" onClick={() => setSure(true)}>
            {t('questions.make')}
          </Button>
        )}
      </div>
      <Confirm
        open={sure}
        title={t('questions.make')}
        consequences={[t('questions.makeThen'), t('questions.makeOnce')]}
        verb={t('questions.make')}
        busy={make.isPending}
        onConfirm={() => make.mutate(undefined, { onSuccess: () => setSure(false) })}
        onClose={() => setSure(false)}
      >
        {make.error && <Trouble error={make.error} />}
      </Confirm>
    </li>
  )
}
