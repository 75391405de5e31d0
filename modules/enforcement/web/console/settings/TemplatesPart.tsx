import { Button, Input, Segmented } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Answer } from '#platform/web/console/states.tsx'
import type { Output } from '#platform/web/console/say.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { saveTemplate, type listTemplates } from '../../../contract/index.ts'
import { paperKinds, type PaperKind } from '../../../domain/template.ts'
import { settingsKey, useTemplates } from '../queries.ts'
import { Refused } from '../Refused.tsx'

type Template = Output<typeof listTemplates.reply>['templates'][number]

/** The wording of each paper. What a paper was made by stays with it; a new version is for new papers. */
export function TemplatesPart() {
  const { t } = useTranslation('enforcement')
  const [kind, setKind] = useState<PaperKind>('order')
  return (
    <>
      <Segmented<PaperKind>
        value={kind}
        onChange={setKind}
        options={paperKinds.map((value) => ({ value, label: t(`paper.${value}`) }))}
      />
      <Answer of={useTemplates()} rows={8}>
        {({ templates }) => {
          const template = templates.find((one) => one.kind === kind)
          return template ? <Editor key={`${kind}${template.version}`} template={template} /> : null
        }}
      </Answer>
    </>
  )
}

function Editor({ template }: { template: Template }) {
  const { t } = useTranslation('enforcement')
  const time = useTime()
  const client = useQueryClient()
  const id = useId()
  const [text, setText] = useState(template.text)
  const saving = useMutation({
    mutationFn: () =>
      call(saveTemplate, {
        params: { kind: template.kind },
        body: { baseVersion: template.version, text },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: settingsKey }),
  })
  return (
    <div className="template-editor">
      <div className="act-field">
        <label htmlFor={id}>
          {template.madeAt === null
            ? t('template.preset')
            : t('template.version', {
                version: template.version,
                at: time.at(template.madeAt),
                by: template.madeBy ?? '',
              })}
        </label>
        <Input.TextArea
          id={id}
          rows={18}
          maxLength={10_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Refused error={saving.error} />
        <p className="act-verbs">
          <Button
            type="primary"
            disabled={text === template.text}
            loading={saving.isPending}
            onClick={() => saving.mutate()}
          >
            {t('save')}
          </Button>
          <Button disabled={text === template.text} onClick={() => setText(template.text)}>
            {t('template.back')}
          </Button>
        </p>
      </div>
      <div>
        <h3>{t('template.fields')}</h3>
        <ul>
          {template.fields.map(({ word, required }) => (
            <li key={word}>
              <span className="code">{t('template.field', { word })}</span>
              {required && <small> {t('template.required')}</small>}
            </li>
          ))}
        </ul>
        <p className="quiet">{t('template.how')}</p>
      </div>
    </div>
  )
}
