import { Button, InputNumber } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Answer } from '#platform/web/console/states.tsx'
import {
  proposalKinds,
  type ProposalKind,
  type ProposalOrigin,
  type ReadingPage as Page,
} from '../../../contract/index.ts'
import { AgreementPart } from './AgreementPart.tsx'
import { useReading, useSaving, useTraining } from './queries.ts'
import { Trouble } from './Trouble.tsx'
import { VersionsPart } from './VersionsPart.tsx'
import './proposals.css'

/** What was learned of the district's own cases, how good it is, and who lets it speak. */
export function ReadingPage() {
  const { t } = useTranslation('proposals')
  const asked = useReading()
  const training = useTraining()
  return (
    <div className="page reading">
      <div className="page-head">
        <h1>{t('title')}</h1>
        <Button
          type="primary"
          loading={training.isPending}
          disabled={asked.data?.training !== false}
          onClick={() => training.mutate()}
        >
          {t('train')}
        </Button>
      </div>
      <p className="quiet">{t('how')}</p>
      <Trouble error={training.error} />
      <Answer of={asked} rows={6}>
        {(page) => (
          <>
            <p className="reading-facts" aria-live="polite">
              <span>{t('filed', { count: page.filed })}</span>
              <span>{t('monthly')}</span>
              {page.training && <b>{t('training')}</b>}
            </p>
            {proposalKinds.map((kind) => (
              <KindPart key={kind} {...{ page, kind }} />
            ))}
            <SureFrom key={page.version} page={page} />
          </>
        )}
      </Answer>
    </div>
  )
}

function KindPart({ page, kind }: { page: Page; kind: ProposalKind }) {
  const { t } = useTranslation('proposals')
  const models = page.models.filter((model) => model.kind === kind)
  const standing = models.find(({ inPlace }) => inPlace)
  const weeksOf = (origin: ProposalOrigin) =>
    page.agreement.filter((week) => week.kind === kind && week.origin === origin)
  const byRule = weeksOf('rule')
  return (
    <section className="reading-kind" aria-label={t(`kind.${kind}`)}>
      <h2>{t(`kind.${kind}`)}</h2>
      {models.length === 0 ? (
        <p className="quiet">{t(`none.${kind}`)}</p>
      ) : (
        <>
          {standing && <Standing model={standing} />}
          <AgreementPart {...{ kind, origin: 'learned', weeks: weeksOf('learned') }} />
          <VersionsPart models={models} standing={standing ?? null} />
        </>
      )}
      {byRule.length > 0 && <AgreementPart {...{ kind, origin: 'rule', weeks: byRule }} />}
    </section>
  )
}

const shown = ['accuracy', 'sureAccuracy', 'macroF1', 'calibrationError'] as const

/** The one that speaks now, and how it did on cases that it had not learned. */
function Standing({ model }: { model: Page['models'][number] }) {
  const { t } = useTranslation('proposals')
  const { version, learnedFrom, scores } = model
  return (
    <div className="reading-standing">
      <p>
        <b>{t('standing', { version })}</b>
        <small>
          {learnedFrom > 0 ? t('from', { count: learnedFrom }) : t('fromCatalogue')} ·{' '}
          {t(`score.of.${model.examinedOn}`, { count: scores.cases })}
        </small>
      </p>
      <dl>
        {shown.map((name) => (
          <div key={name}>
            <dt>{t(`score.${name}`)}</dt>
            <dd>{(scores[name] * 100).toFixed(1)}%</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** From which confidence on a proposal is made without doubt. */
function SureFrom({ page }: { page: Page }) {
  const { t } = useTranslation('proposals')
  const id = useId()
  const saving = useSaving()
  const [percent, setPercent] = useState(Math.round(page.sureFrom * 100))
  return (
    <section className="reading-kind" aria-label={t('sureFrom')}>
      <h2>
        <label htmlFor={id}>{t('sureFrom')}</label>
      </h2>
      <p className="quiet">{t('sureFrom.how')}</p>
      <Trouble error={saving.error} />
      <div className="reading-sure">
        <InputNumber
          id={id}
          min={0}
          max={100}
          precision={0}
          value={percent}
          suffix={t('sureFrom.unit')}
          onChange={(value) => setPercent(value ?? 0)}
        />
        <Button
          loading={saving.isPending}
          disabled={percent === Math.round(page.sureFrom * 100)}
          onClick={() => saving.mutate({ sureFrom: percent / 100, baseVersion: page.version })}
        >
          {t('save')}
        </Button>
      </div>
    </section>
  )
}
