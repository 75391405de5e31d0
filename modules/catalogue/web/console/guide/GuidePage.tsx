import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { usePart } from '#platform/web/console/address.ts'
import type { Output } from '#platform/web/console/say.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { readGuideItem, urgencies, type GuideItemEdit } from '../../../contract/index.ts'
import { History } from '../History.tsx'
import { limitWords } from '../limit-words.ts'
import { editOfItem, GuideDialog } from './GuideDialog.tsx'
import '../catalogue.css'

type Page = Output<typeof readGuideItem.reply>
type Open = {
  title: string
  edit: GuideItemEdit
  reason?: string | undefined
  consequence?: string | undefined
} | null

/** One item as a card that an officer holds: what to do in turn, what to keep, by when, on which ground. */
export function GuidePage() {
  const code = usePart('code')
  const item = useQuery({
    queryKey: ['catalogue', 'guide', code],
    queryFn: ({ signal }) => call(readGuideItem, { params: { code }, signal }),
  })
  return <Answer of={item}>{(page) => <Card page={page} />}</Answer>
}

function Card({ page }: { page: Page }) {
  const { t } = useTranslation('catalogueConsole')
  const english = useTime().language === 'en'
  const [open, setOpen] = useState<Open>(null)
  const { item } = page
  const may = page.allowed.includes('edit')
  const current = editOfItem(item)
  const turn: Open = item.active
    ? {
        title: t('retire'),
        edit: { ...current, active: false },
        consequence: t('guide.retireThen'),
      }
    : { title: t('switchOn'), edit: { ...current, active: true } }
  return (
    <article className="page catalogue guide-card">
      <Link to="/console/catalogue" search={{ part: 'guide' }} className="back">
        {t('back.guide')}
      </Link>
      <header className="page-head">
        <div>
          <h1>{english ? item.nameEn : item.name}</h1>
          <p className="quiet">
            {t(`class.${item.class}`)} <span className="code">{item.code}</span>
            {!item.active && <b className="mark">{t('inactive')}</b>}
            {item.origin === 'preset' && <span className="mark">{t('preset')}</span>}
          </p>
        </div>
        {may && (
          <div className="head-verbs">
            <Button type="primary" onClick={() => setOpen({ title: t('edit'), edit: current })}>
              {t('edit')}
            </Button>
            <Button onClick={() => setOpen(turn)}>{turn.title}</Button>
          </div>
        )}
      </header>
      <div className="two">
        <Steps page={page} />
        <Facts page={page} />
      </div>
      <Matters page={page} />
      <History
        rows={page.history}
        onRestore={
          may
            ? (state, version) =>
                setOpen({
                  title: t('history.restoreTitle', { version }),
                  edit: editOfItem(state as Page['item']), // oxlint-disable-line typescript/no-unsafe-type-assertion -- a state that this page's server wrote
                  reason: t('history.restoreReason', { version }),
                })
            : undefined
        }
      />
      {open && (
        <GuideDialog
          title={open.title}
          start={{ code: item.code, edit: open.edit, baseVersion: item.version }}
          onClose={() => setOpen(null)}
          reason={open.reason}
          consequence={open.consequence}
        />
      )}
    </article>
  )
}

function Steps({ page: { item } }: { page: Page }) {
  const { t } = useTranslation('catalogueConsole')
  const none = <p data-none="true">{t('notWritten')}</p>
  return (
    <div className="standards-text">
      <section>
        <h2>{t('field.steps')}</h2>
        {item.steps.length === 0 ? (
          none
        ) : (
          <ol className="steps">
            {item.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
      </section>
      <section>
        <h2>{t('field.evidence')}</h2>
        {item.evidence.length === 0 ? (
          none
        ) : (
          <ul className="evidence">
            {item.evidence.map((e) => (
              <li key={e}>{e}</li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h2>{t('field.legalBasis')}</h2>
        {item.legalBasis === '' ? none : <p>{item.legalBasis}</p>}
      </section>
    </div>
  )
}

function Facts({ page: { item, limits } }: { page: Page }) {
  const { t } = useTranslation('catalogueConsole')
  return (
    <aside className="facts">
      <dl>
        <dt>{t('field.owner')}</dt>
        <dd>{item.owner || t('notWritten')}</dd>
        <dt>{t('guide.alone')}</dt>
        <dd>{t(item.settleAlone ? 'guide.alone.yes' : 'guide.alone.no')}</dd>
        <dt>{t('matter.limit')}</dt>
        <dd>
          <ul>
            {urgencies.map((u) => (
              <li key={u}>
                {t(`urgency.${u}`)} <b>{limitWords(limits[u], t)}</b>
              </li>
            ))}
          </ul>
          <small>{t('guide.limitHint')}</small>
        </dd>
        <dt>{t('matter.next')}</dt>
        <dd>
          {item.nextStep || t('notWritten')}
          {item.nextStepEn !== '' && <small lang="en">{item.nextStepEn}</small>}
        </dd>
      </dl>
    </aside>
  )
}

function Matters({ page: { matters } }: { page: Page }) {
  const { t } = useTranslation('catalogueConsole')
  return (
    <section className="guide-matters">
      <h2>
        {t('guide.matters')} <small>{matters.length}</small>
      </h2>
      <ul>
        {matters.map((m) => (
          <li key={`${m.kind}${m.code}`} data-off={!m.active}>
            <Link to="/console/catalogue/$kind/$code" params={{ kind: m.kind, code: m.code }}>
              <span className="code">{m.code}</span> {m.name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
