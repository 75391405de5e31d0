import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { usePart } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import {
  readMatter,
  urgencies,
  type MatterEdit,
  type MatterPage as Page,
} from '../../../contract/index.ts'
import { History } from '../History.tsx'
import { limitWords } from '../limit-words.ts'
import { OwnLimitDialog } from '../policy/OwnLimitDialog.tsx'
import { QuestionList } from './QuestionsEditor.tsx'
import { editOf, MatterDialog } from './MatterDialog.tsx'
import '../catalogue.css'

type Params = { kind: 'component' | 'matter'; code: string }
type Open = {
  title: string
  edit: MatterEdit
  reason?: string | undefined
  consequence?: string | undefined
} | null

/** One matter: when to file, when to close, how it is handled, how long, and who changed that and why. */
export function MatterPage() {
  const code = usePart('code')
  const kind = usePart('kind') === 'component' ? 'component' : 'matter'
  const params = useMemo<Params>(() => ({ kind, code }), [kind, code])
  const matter = useQuery({
    queryKey: ['catalogue', 'matter', params.kind, params.code],
    queryFn: ({ signal }) => call(readMatter, { params, signal }),
  })
  return <Answer of={matter}>{(page) => <Matter page={page} params={params} />}</Answer>
}

function Matter({ page, params }: { page: Page; params: Params }) {
  const { t } = useTranslation('catalogueConsole')
  const [open, setOpen] = useState<Open>(null)
  const [limiting, setLimiting] = useState(false)
  const m = page.matter
  const may = page.allowed.includes('edit')
  const current = editOf(m)
  const turn: Open = m.active
    ? {
        title: t('switchOff'),
        edit: { ...current, active: false },
        consequence: t('switchOff.then'),
      }
    : { title: t('switchOn'), edit: { ...current, active: true } }
  return (
    <article className="page catalogue matter">
      <Link
        to="/console/catalogue"
        search={{ part: 'matters', major: `${m.kind}/${m.major}` }}
        className="back"
      >
        {t('back.major', { kind: t(`kind.${m.kind}`), major: m.majorName || m.major })}
      </Link>
      <header className="page-head">
        <div>
          <h1>{m.name}</h1>
          <p className="quiet">
            {t(`kind.${m.kind}`)} <span className="code">{m.code}</span>
            {!m.active && <b className="mark">{t('inactive')}</b>}
            {m.hazard && <b className="mark">{t('hazard')}</b>}
            {m.origin === 'preset' && <span className="mark">{t('preset')}</span>}
          </p>
        </div>
        {may && (
          <div className="head-verbs">
            <Button type="primary" onClick={() => setOpen({ title: t('edit'), edit: current })}>
              {t('edit')}
            </Button>
            <Button onClick={() => setLimiting(true)}>{t('ownLimit.set')}</Button>
            <Button onClick={() => setOpen(turn)}>{turn.title}</Button>
          </div>
        )}
      </header>
      <div className="two">
        <Standards page={page} />
        <Facts page={page} />
      </div>
      <History
        rows={page.history}
        onRestore={
          may
            ? (state, version) =>
                setOpen({
                  title: t('history.restoreTitle', { version }),
                  edit: { ...editOf(state as Page['matter']), name: m.name }, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a state that this page's server wrote
                  reason: t('history.restoreReason', { version }),
                })
            : undefined
        }
      />
      {open && (
        <MatterDialog
          title={open.title}
          start={{
            ...params,
            edit: open.edit,
            baseVersion: m.version,
            named: page.standard !== null,
          }}
          onClose={() => setOpen(null)}
          reason={open.reason}
          consequence={open.consequence}
        />
      )}
      {limiting && (
        <OwnLimitDialog matter={params} name={m.name} onClose={() => setLimiting(false)} />
      )}
    </article>
  )
}

function Standards({ page }: { page: Page }) {
  const { t } = useTranslation('catalogueConsole')
  const english = useTime().language === 'en'
  const { matter: m, guide } = page
  const texts: [string, string][] = [
    ['matter.filing', m.filingStandard],
    ['matter.closing', m.closingStandard],
    ['matter.hint', m.hint],
  ]
  return (
    <div className="standards-text">
      {texts.map(([name, words]) => (
        <section key={name}>
          <h2>{t(name)}</h2>
          <p data-none={words === ''}>{words || t('notWritten')}</p>
        </section>
      ))}
      <section>
        <h2>{t('matter.handling')}</h2>
        {guide ? (
          <p>
            <Link to="/console/catalogue/guide/$code" params={{ code: guide.code }}>
              {guide.code} {english ? guide.nameEn : guide.name}
            </Link>
            {m.class && ` · ${t(`class.${m.class}`)}`}
          </p>
        ) : (
          <p data-none="true">{t('matter.noGuide')}</p>
        )}
      </section>
      <section>
        <h2>{t('field.questions')}</h2>
        <QuestionList questions={m.questions ?? []} />
      </section>
      <section>
        <h2>{t('matter.next')}</h2>
        <p data-none={!guide?.nextStep}>
          {(english ? guide?.nextStepEn : guide?.nextStep) || t('notWritten')}
        </p>
      </section>
    </div>
  )
}

function Facts({ page }: { page: Page }) {
  const { t } = useTranslation('catalogueConsole')
  const { matter: m, standard, guide, legacyCodes, limit, limits } = page
  const none = t('notWritten')
  return (
    <aside className="facts">
      <dl>
        <dt>{t('matter.limit')}</dt>
        <dd>
          {limit ? (
            <b>{limitWords(limit, t)}</b>
          ) : (
            <ul>
              {urgencies.map((u) => (
                <li key={u} data-here={u === m.urgency}>
                  {t(`urgency.${u}`)} <b>{limitWords(limits[u], t)}</b>
                </li>
              ))}
            </ul>
          )}
          <small>{t(limit ? 'limit.own' : 'limit.default')}</small>
        </dd>
        <dt>{t('matter.urgency')}</dt>
        <dd>{t(`urgency.${m.urgency}`)}</dd>
        <dt>{t('matter.lead')}</dt>
        <dd>{m.lead || guide?.owner || none}</dd>
        <dt>{t('matter.standard')}</dt>
        <dd>
          {standard ? `${standard.standard} · ${standard.majorName}` : t('matter.ownCode')}
          {standard?.componentCode && <small>{standard.componentCode}</small>}
          {standard && <small>{t('matter.standardSource')}</small>}
        </dd>
        <dt>{t('matter.legacy')}</dt>
        <dd>
          {legacyCodes.length === 0
            ? t('matter.noLegacy')
            : legacyCodes.map((c) => (
                <span key={c.code} className="legacy">
                  <span className="code">{c.code}</span> {c.name}
                  <small>{t(`confidence.${c.confidence}`)}</small>
                </span>
              ))}
        </dd>
        <dt>{t('matter.origin')}</dt>
        <dd>{t(`origin.${m.origin}`)}</dd>
      </dl>
    </aside>
  )
}
