import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { itemClasses, listGuideItems, type GuideItemView } from '../../contract/index.ts'

/** The guide in its four classes; what nobody here has looked through says that it is a preset. */
export function GuidePart() {
  const { t } = useTranslation('catalogueConsole')
  const items = useQuery({
    queryKey: ['catalogue', 'guide'],
    queryFn: ({ signal }) => call(listGuideItems, { signal }),
  })
  return (
    <Answer of={items} rows={8}>
      {({ rows }) =>
        itemClasses.map((c) => (
          <section key={c} className="guide-class">
            <h2>
              {t(`class.${c}`)} <small>{rows.filter((r) => r.class === c).length}</small>
            </h2>
            {rows.flatMap((r) => (r.class === c ? [<Item key={r.code} item={r} />] : []))}
          </section>
        ))
      }
    </Answer>
  )
}

function Item({ item }: { item: GuideItemView }) {
  const { t } = useTranslation('catalogueConsole')
  const { language } = useTime()
  const english = language === 'en'
  return (
    <details className="guide-item" data-off={!item.active}>
      <summary>
        <span className="code">{item.code}</span> <b>{english ? item.nameEn : item.name}</b>
        {item.settleAlone && <small>{t('settleAlone')}</small>}
        {item.origin === 'preset' && <small className="preset-mark">{t('preset')}</small>}
      </summary>
      <dl>
        <dt>{t('field.steps')}</dt>
        <dd>
          <ol>
            {item.steps.map((s) => (
              <li key={s}>{s}</li>
            ))}
          </ol>
        </dd>
        <dt>{t('field.evidence')}</dt>
        <dd>{item.evidence.join(t('and')) || t('notWritten')}</dd>
        <dt>{t('field.legalBasis')}</dt>
        <dd>{item.legalBasis || t('notWritten')}</dd>
        <dt>{t('field.owner')}</dt>
        <dd>{item.owner || t('notWritten')}</dd>
        <dt>{t('field.nextStep')}</dt>
        <dd>{(english ? item.nextStepEn : item.nextStep) || t('notWritten')}</dd>
      </dl>
    </details>
  )
}
