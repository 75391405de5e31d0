import { Button, Checkbox, Segmented } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { PromiseView } from '../../../contract/index.ts'
import { promiseStates } from '../../../domain/visits/promise.ts'
import { MoveDialog, SettleDialog } from './promise-dialogs.tsx'
import { usePromises } from './queries.ts'

/** What was promised at doors, by us and by them, the earliest due first; each is somebody's. */
export function PromisesPart() {
  const { t } = useTranslation('visits')
  const [address, setAddress] = useAddress()
  const state = promiseStates.find((one) => one === address['state']) ?? 'open'
  const mine = address['mine'] === 'yes'
  const promises = usePromises({ state, mine: mine ? 'yes' : 'no' })
  return (
    <>
      <p className="quiet">{t('promises.how')}</p>
      <search className="visits-filters">
        <Segmented
          aria-label={t('tab.promises')}
          value={state}
          onChange={(next) => setAddress({ state: next === 'open' ? undefined : next })}
          options={promiseStates.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
        <Checkbox
          checked={mine}
          onChange={({ target }) => setAddress({ mine: target.checked ? 'yes' : undefined })}
        >
          {t('promises.mine')}
        </Checkbox>
      </search>
      <Answer of={promises} rows={8}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          if (rows.length === 0)
            return <Empty title={t('promises.none')} words={t('promises.noneWords')} />
          return (
            <ul className="visits-rows promises">
              {rows.map((promise) => (
                <Promised key={promise.id} promise={promise} />
              ))}
            </ul>
          )
        }}
      </Answer>
      {promises.hasNextPage && (
        <Button loading={promises.isFetchingNextPage} onClick={() => void promises.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Promised({ promise }: { promise: PromiseView }) {
  const { t } = useTranslation('visits')
  const time = useTime()
  const [open, setOpen] = useState<'settle' | 'move' | null>(null)
  const close = () => setOpen(null)
  return (
    <li>
      <span>
        <b>{promise.words}</b>
        <small className="quiet">
          {t(`by.${promise.madeBy}`)} ·{' '}
          <Link to="/console/subjects/$subjectId" params={{ subjectId: promise.subject.id }}>
            {promise.subject.name}
          </Link>
          {promise.settledWords !== '' && ` · ${promise.settledWords}`}
        </small>
      </span>
      <span className="quiet">{promise.owner}</span>
      <b data-tone={promise.late ? 'cinnabar' : undefined}>
        {t(promise.late ? 'promises.late' : 'promises.until', { day: time.date(promise.dueOn) })}
      </b>
      <span className="visits-verbs">
        {promise.allowed.map((verb) => (
          <Button key={verb} size="small" onClick={() => setOpen(verb)}>
            {t(`promises.${verb}`)}
          </Button>
        ))}
      </span>
      {open === 'settle' && <SettleDialog promise={promise} onClose={close} />}
      {open === 'move' && <MoveDialog promise={promise} onClose={close} />}
    </li>
  )
}
