import { Button, Segmented } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { leaveContract } from '../../../contract/index.ts'
import { whens, type LeaveView } from '../../../contract/leave.ts'
import { PersonChooser } from '../form/choosers.tsx'
import { Row } from '../form/fields.tsx'
import { call } from '../form/saving.ts'
import { keys, useHoldings, usePosts } from '../queries.ts'
import { LeaveForm } from './LeaveForm.tsx'
import { LeaveRow } from './LeaveRow.tsx'
import { useToday } from './today.ts'
import '../people.css'
import './leave.css'

/** Who of the own area is away now, soon, or was; a manager enters it and settles who stands in. */
export function LeavePage() {
  const { t } = useTranslation('access')
  const { verbs } = useConsoleSetting()
  const [address, setAddress] = useAddress()
  const [doing, setDoing] = useState<LeaveView | 'new' | null>(null)
  const when = whens.find((w) => w === address['when']) ?? 'now'
  const leaves = useQuery({
    queryKey: [...keys.leaves, when],
    queryFn: ({ signal }) => call(leaveContract.listLeaves, { query: { when }, signal }),
  })
  return (
    <div className="page people">
      <header className="page-head">
        <h1>{t('leave.title')}</h1>
        <Segmented
          aria-label={t('leave.when')}
          value={when}
          onChange={(value) => setAddress({ when: value })}
          options={whens.map((value) => ({ value, label: t(`leave.when.${value}`) }))}
        />
      </header>
      <p className="quiet">{t('leave.how')}</p>
      {verbs.has('people.leave') && doing === null && (
        <div className="filters">
          <Button type="primary" onClick={() => setDoing('new')}>
            {t('leave.enterFor')}
          </Button>
        </div>
      )}
      {doing === 'new' && <EnterFor onDone={() => setDoing(null)} />}
      {doing !== null && doing !== 'new' && <Change leave={doing} onDone={() => setDoing(null)} />}
      <Answer of={leaves} rows={4}>
        {(data) =>
          data.leaves.length === 0 ? (
            <Empty title={t(`leave.none.${when}`)} words={t('leave.noneWords')} />
          ) : (
            <ul className="rows leaves">
              {data.leaves.map((leave) => (
                <LeaveRow key={leave.id} leave={leave} named onChange={() => setDoing(leave)} />
              ))}
            </ul>
          )
        }
      </Answer>
    </div>
  )
}

function Change({ leave, onDone }: { leave: LeaveView; onDone: () => void }) {
  const today = useToday()
  return (
    <LeaveForm
      key={`${leave.id}${leave.version}`}
      own={false}
      leave={leave}
      personId={leave.personId}
      posts={leave.posts}
      today={today}
      onDone={onDone}
    />
  )
}

/** First whose leave it is; then the days, and who stands in for the posts that person holds. */
function EnterFor({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('access')
  const [personId, setPersonId] = useState<string | null>(null)
  return (
    <section className="enter-leave" aria-label={t('leave.enterFor')}>
      <Row id="leave-person" wrong={null} label={t('leave.whose')}>
        <PersonChooser id="leave-person" value={personId} onChange={setPersonId} />
      </Row>
      {personId === null ? (
        <p className="sheet-verbs">
          <Button onClick={onDone}>{t('leave')}</Button>
        </p>
      ) : (
        <FormFor key={personId} personId={personId} onDone={onDone} />
      )}
    </section>
  )
}

function FormFor({ personId, onDone }: { personId: string; onDone: () => void }) {
  const today = useToday()
  const holdings = useHoldings({ personId })
  const posts = usePosts()
  const held = (holdings.data ?? []).filter(
    (h) => h.standsInFor === null && (h.until === null || h.until >= today),
  )
  return (
    <Answer of={holdings} rows={2}>
      {() => (
        <LeaveForm
          own={false}
          leave={undefined}
          personId={personId}
          posts={held.map((h) => ({
            postId: h.postId,
            title: h.postTitle,
            organisationName: posts.data?.find((p) => p.id === h.postId)?.organisationName ?? '',
            delegable: true,
          }))}
          today={today}
          onDone={onDone}
        />
      )}
    </Answer>
  )
}
