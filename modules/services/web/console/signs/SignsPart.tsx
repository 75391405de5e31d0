import { Button, Segmented } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { signsContract, type SignView } from '../../../contract/index.ts'
import { signStates } from '../../../domain/sign.ts'
import { Pictures } from '../Pictures.tsx'
import { ForShopDialog } from './ForShopDialog.tsx'
import { NameShopDialog } from './NameShopDialog.tsx'
import { SignDialog, type SignStep } from './SignDialog.tsx'
import { SignSettingsPart } from './SignSettingsPart.tsx'

/** Filings of shop signs: those that wait first, each with when silence counts. */
export function SignsPart() {
  const { t } = useTranslation('services')
  const [address, setAddress] = useAddress()
  const state = signStates.find((one) => one === address['state']) ?? 'submitted'
  const [filing, setFiling] = useState(false)
  const list = useInfiniteQuery({
    queryKey: ['services', 'signs', state],
    queryFn: ({ pageParam, signal }) =>
      call(signsContract.listSigns, {
        query: { state, limit: 30, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  return (
    <>
      <p className="quiet">{t('sign.how')}</p>
      <div className="services-filters">
        <Segmented
          aria-label={t('sign.title')}
          value={state}
          onChange={(next) => setAddress({ state: next === 'submitted' ? undefined : next })}
          options={signStates.map((value) => ({ value, label: t(`sign.state.${value}`) }))}
        />
        {list.data?.pages[0]?.maySign === true && (
          <Button type="primary" onClick={() => setFiling(true)}>
            {t('sign.forShop')}
          </Button>
        )}
      </div>
      <Answer of={list}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          return (
            <>
              {rows.length === 0 && <Empty title={t('sign.none')} words={t('sign.noneWords')} />}
              {rows.map((sign) => (
                <SignCard key={sign.id} sign={sign} />
              ))}
              {list.hasNextPage && (
                <Button onClick={() => void list.fetchNextPage()}>{t('sign.more')}</Button>
              )}
            </>
          )
        }}
      </Answer>
      <SignSettingsPart />
      {filing && <ForShopDialog onClose={() => setFiling(false)} />}
    </>
  )
}

/** Its number, and what the clock says. */
function Due({ sign }: { sign: SignView }) {
  const { t } = useTranslation('services')
  const time = useTime()
  const said =
    sign.state === 'submitted' && sign.dueAt !== null
      ? t('sign.silenceAt', { at: time.at(sign.dueAt) })
      : sign.state === 'mending'
        ? t('sign.mendBy', { day: sign.mendUntil === null ? '' : time.date(sign.mendUntil) })
        : sign.filedAt !== null
          ? t(`sign.by.${sign.filedBy ?? 'staff'}`)
          : ''
  return (
    <p className="booking-hour">
      {sign.number ?? sign.code}
      <small className="quiet">{said}</small>
    </p>
  )
}

const steps = ['ask', 'file', 'note', 'link', 'withdraw'] as const

/** Whoever may not read the register names no shop from it. */
function useSteps({ allowed }: SignView) {
  const { verbs } = useConsoleSetting()
  return steps.filter(
    (one) => allowed.includes(one) && (one !== 'link' || verbs.has('subjects.read')),
  )
}

function SignCard({ sign }: { sign: SignView }) {
  const { t } = useTranslation('services')
  const time = useTime()
  const [open, setOpen] = useState<SignStep | 'link' | null>(null)
  const offered = useSteps(sign)
  const { form } = sign
  return (
    <article className="booking sign-card">
      <Due sign={sign} />
      <div>
        <p>
          {sign.subjectId === null ? (
            <b>{sign.shop}</b>
          ) : (
            <a href={`/console/subjects/${sign.subjectId}`}>{sign.shop}</a>
          )}{' '}
          {sign.address}
        </p>
        <p className="quiet">
          {[
            form.words,
            t('sign.cm', { width: form.width, height: form.height, depth: form.depth }),
            t('sign.above', { clearance: form.clearance }),
            form.position,
            form.material,
            t(`sign.light.${form.lighting}`),
            form.installer,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <Pictures ids={sign.drawings} />
        {sign.seen.length > 0 && (
          <>
            <p className="quiet">{t('sign.seen')}</p>
            <Pictures ids={sign.seen} />
          </>
        )}
        {sign.steps.map((step) => (
          <p key={`${step.at}${step.act}`} className="quiet">
            {time.at(step.at)} {step.who ?? t(step.act === 'silence' ? 'sign.clock' : 'sign.shop')}{' '}
            {t(`sign.step.${step.act}`)}
            {step.words !== '' && `：${step.words}`}
          </p>
        ))}
      </div>
      <p className="booking-verbs">
        {offered.map((one) => (
          <Button
            key={one}
            size="small"
            type={one === 'file' ? 'primary' : 'default'}
            aria-label={`${t(`sign.${one}`)} ${sign.shop}`}
            onClick={() => setOpen(one)}
          >
            {t(`sign.${one}`)}
          </Button>
        ))}
        {sign.state === 'filed' && (
          <Button
            size="small"
            href={`/api/services/signs/${sign.id}/paper?language=${time.language}`}
          >
            {t('sign.receipt')}
          </Button>
        )}
      </p>
      {open === 'link' && <NameShopDialog sign={sign} onClose={() => setOpen(null)} />}
      {open && open !== 'link' && (
        <SignDialog sign={sign} step={open} onClose={() => setOpen(null)} />
      )}
    </article>
  )
}
