import { Checkbox, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { organisationKinds } from '#modules/people/contract/index.ts'
import { languageOf } from '#platform/web/i18n.ts'
import type { Terms } from '../../../contract/case-settings.ts'
import { whistleLevels, type WhistleLevel } from '../../../domain/whistle.ts'
import { Field } from '../beside/Small.tsx'

/** Whom each level may call, and at which level each kind of post blows. */
export function WhistlePart(props: {
  value: Terms['whistle']
  whistlers: readonly { code: string; name: string; nameEn: string }[]
  onChange: (to: Terms['whistle']) => void
}) {
  const { t, i18n } = useTranslation('caseSettings')
  const { value, whistlers, onChange } = props
  const setLevel = (code: string, level: WhistleLevel | null) => {
    const { [code]: _, ...others } = value.levels
    onChange({ ...value, levels: level === null ? others : { ...others, [code]: level } })
  }
  return (
    <>
      <h2>{t('part.whistle')}</h2>
      <p className="quiet">{t('whistle.none')}</p>
      {whistleLevels.map((level) => (
        <Field key={level} label={t('whistle.calls', { level: t(`level.${level}`) })}>
          {(id) => (
            <div id={id}>
              <Checkbox.Group
                value={value.callees[level]}
                onChange={(kinds) =>
                  onChange({
                    ...value,
                    callees: {
                      ...value.callees,
                      [level]: organisationKinds.filter((kind) => kinds.includes(kind)),
                    },
                  })
                }
                options={organisationKinds.map((kind) => ({
                  value: kind,
                  label: t(`org.${kind}`),
                }))}
              />
            </div>
          )}
        </Field>
      ))}
      {whistlers.map(({ code, name, nameEn }) => (
        <Field
          key={code}
          label={t('whistle.level', { kind: languageOf(i18n) === 'en' ? nameEn : name })}
        >
          {(id) => (
            <Select
              id={id}
              value={value.levels[code] ?? ''}
              onChange={(next: string) =>
                setLevel(code, whistleLevels.find((l) => l === next) ?? null)
              }
              options={[
                { value: '', label: t('whistle.byReach') },
                ...whistleLevels.map((l) => ({ value: l, label: t(`level.${l}`) })),
              ]}
            />
          )}
        </Field>
      ))}
    </>
  )
}
