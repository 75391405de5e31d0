import { Button, Checkbox, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { campaignsContract as contract } from '../../../contract/index.ts'
import { useNamed } from '../hazards/queries.ts'
import { useFieldChange } from '../visits/queries.ts'
import { useMeasures } from './queries.ts'

interface Draft {
  code: string
  name: string
  nameEn: string
  unit: string
  unitEn: string
  active: boolean
  baseVersion: number | null
  fresh: boolean
}

const fresh: Draft = {
  code: '',
  name: '',
  nameEn: '',
  unit: '',
  unitEn: '',
  active: true,
  baseVersion: null,
  fresh: true,
}

/** What days of action are measured by, each with its unit. */
export function MeasuresPart() {
  const { t } = useTranslation('campaigns')
  const named = useNamed()
  const { language } = useTime()
  const [draft, setDraft] = useState<Draft | null>(null)
  const known = useMeasures().data
  if (!known) return null
  return (
    <section className="hazard-set">
      <h2>{t('measures')}</h2>
      <ul>
        {known.measures.map((one) => (
          <li key={one.code}>
            <span>{named(one)}</span>
            <span className="quiet">{language === 'en' ? one.unitEn : one.unit}</span>
            <small className="quiet">
              {[one.preset && t('measure.preset'), !one.active && t('measure.off')]
                .filter(Boolean)
                .join(' · ')}
            </small>
            {known.mayEdit && (
              <Button
                size="small"
                aria-label={`${t('edit')} ${named(one)}`}
                onClick={() =>
                  setDraft({ ...one, baseVersion: one.preset ? null : one.version, fresh: false })
                }
              >
                {t('edit')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {known.mayEdit && <Button onClick={() => setDraft(fresh)}>{t('measure.add')}</Button>}
      {draft && <MeasureDialog measure={draft} onClose={() => setDraft(null)} />}
    </section>
  )
}

const fields = [
  ['name', 40],
  ['nameEn', 60],
  ['unit', 20],
  ['unitEn', 20],
] as const

function MeasureDialog({ measure, onClose }: { measure: Draft; onClose: () => void }) {
  const { t } = useTranslation('campaigns')
  const id = useId()
  const [draft, setDraft] = useState(measure)
  const set = (change: Partial<Draft>) => setDraft((was) => ({ ...was, ...change }))
  const save = useFieldChange(({ code, name, nameEn, unit, unitEn, active, baseVersion }: Draft) =>
    call(contract.saveMeasure, { body: { code, name, nameEn, unit, unitEn, active, baseVersion } }),
  )
  const ready =
    /^[a-z][a-z0-9_]{0,29}$/.test(draft.code) &&
    draft.name.trim() !== '' &&
    draft.unit.trim() !== ''
  return (
    <SaveDialog
      title={measure.fresh ? t('measure.add') : measure.name}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={save}
      onSave={() => save.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      {fields.map(([name, most]) => (
        <Field key={name} id={`${id}${name}`} label={t(`measure.${name}`)}>
          <Input
            id={`${id}${name}`}
            maxLength={most}
            value={draft[name]}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        </Field>
      ))}
      {measure.fresh && (
        <Field id={`${id}c`} label={t('measure.code')}>
          <Input
            id={`${id}c`}
            maxLength={30}
            value={draft.code}
            onChange={(event) => set({ code: event.target.value })}
          />
        </Field>
      )}
      <Checkbox checked={draft.active} onChange={(event) => set({ active: event.target.checked })}>
        {t('team.active')}
      </Checkbox>
    </SaveDialog>
  )
}
