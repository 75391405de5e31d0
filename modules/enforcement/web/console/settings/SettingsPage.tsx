import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Answer } from '#platform/web/console/states.tsx'
import { useSettings } from '../queries.ts'
import { AuthoritiesPart } from './AuthoritiesPart.tsx'
import { CertificatesPart } from './CertificatesPart.tsx'
import { OfficesPart } from './OfficesPart.tsx'
import { TemplatesPart } from './TemplatesPart.tsx'
import '../enforcement.css'

const parts = ['authorities', 'certificates', 'offices', 'templates'] as const
type Part = (typeof parts)[number]

/** Who may do what in which matter, by which certificate, and in which words. */
export function SettingsPage() {
  const { t } = useTranslation('enforcement')
  const [part, setPart] = useState<Part>('authorities')
  const asked = useSettings()
  return (
    <div className="page enforcement">
      <div className="page-head">
        <h1>{t('settings.title')}</h1>
      </div>
      <div className="file-filters">
        <Segmented<Part>
          value={part}
          onChange={setPart}
          options={parts.map((value) => ({ value, label: t(`settings.${value}`) }))}
        />
      </div>
      <p className="quiet">{t(`settings.how.${part}`)}</p>
      {part === 'templates' ? (
        <TemplatesPart />
      ) : (
        <Answer of={asked} rows={5}>
          {(settings) => {
            if (part === 'certificates') return <CertificatesPart settings={settings} />
            if (part === 'offices') return <OfficesPart settings={settings} />
            return <AuthoritiesPart settings={settings} />
          }}
        </Answer>
      )}
    </div>
  )
}
