import { useTranslation } from 'react-i18next'
import type { CasePage } from '../../contract/index.ts'

type Part = Pick<CasePage, 'standard' | 'guide'>

/** When to file, when to close, and how to handle; presets say that they are presets. */
export function StandardOf({ standard, guide }: Part) {
  const { t } = useTranslation('console')
  return (
    <dl className="standards">
      {standard && (
        <>
          <dt>{t('standard.filing')}</dt>
          <dd>{standard.filing || t('standard.none')}</dd>
          <dt>{t('standard.closing')}</dt>
          <dd>{standard.closing || t('standard.none')}</dd>
          {standard.hint !== '' && (
            <>
              <dt>{t('standard.hint')}</dt>
              <dd>{standard.hint}</dd>
            </>
          )}
        </>
      )}
      {guide && <Guide guide={guide} />}
      {(standard?.origin ?? guide?.origin) !== 'district' && (
        <dd className="preset">{t('preset')}</dd>
      )}
    </dl>
  )
}

function Guide({ guide }: { guide: NonNullable<CasePage['guide']> }) {
  const { t } = useTranslation('console')
  return (
    <>
      <dt>{t('guide.steps', { name: guide.name })}</dt>
      <dd>
        <ol>
          {guide.steps.map((s) => (
            <li key={s}>{s}</li>
          ))}
        </ol>
      </dd>
      <dt>{t('guide.evidence')}</dt>
      <dd>{guide.evidence.join(t('list.and')) || t('standard.none')}</dd>
      <dt>{t('guide.basis')}</dt>
      <dd>{guide.legalBasis || t('standard.none')}</dd>
      <dt>{t('guide.owner')}</dt>
      <dd>
        {guide.owner} {guide.settleAlone && t('guide.settleAlone')}
      </dd>
    </>
  )
}
