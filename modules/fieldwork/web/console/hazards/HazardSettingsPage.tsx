import { Link } from '@tanstack/react-router'
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Field, SaveDialog, Trouble } from '#platform/web/console/Dialog.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { hazardsContract as contract, type HazardSettings } from '../../../contract/index.ts'
import { MeasuresPart } from '../campaigns/MeasuresPart.tsx'
import { useFieldChange } from '../visits/queries.ts'
import { useHazardSettings, useNamed } from './queries.ts'
import './hazards.css'

/** Kinds with who answers for them, grades with their days, and when time whistles. */
export function HazardSettingsPage() {
  const { t } = useTranslation('hazards')
  return (
    <div className="page hazards">
      <p>
        <Link to="/console/hazards">{t('back')}</Link>
      </p>
      <header className="page-head">
        <h1>{t('settings')}</h1>
      </header>
      <Answer of={useHazardSettings()}>{(settings) => <Shown settings={settings} />}</Answer>
    </div>
  )
}

/** A kind or a grade in hand; a kind has units, a grade has days. */
interface Row {
  of: 'kind' | 'grade'
  code: string
  name: string
  nameEn: string
  active: boolean
  unitIds: string[]
  days: number
  baseVersion: number | null
}

const fresh = (of: Row['of']): Row => ({
  of,
  code: '',
  name: '',
  nameEn: '',
  active: true,
  unitIds: [],
  days: 7,
  baseVersion: null,
})

function Shown({ settings }: { settings: HazardSettings }) {
  const { t } = useTranslation('hazards')
  const [row, setRow] = useState<Row | null>(null)
  const { mayEdit } = settings
  const edit = (change: Partial<Row> & { of: Row['of'] }) =>
    setRow({ ...fresh(change.of), ...change })
  return (
    <>
      {!mayEdit && <p className="quiet">{t('set.who')}</p>}
      <TermsPart settings={settings} />
      <section className="hazard-set">
        <h2>{t('set.kinds')}</h2>
        <ul>
          {settings.kinds.map((kind) => (
            <Line
              key={kind.code}
              row={kind}
              says={kind.units.map(({ name }) => name).join(t('and')) || t('set.noUnits')}
              {...(mayEdit && {
                onEdit: () =>
                  edit({
                    ...kind,
                    of: 'kind',
                    unitIds: kind.units.map(({ id }) => id),
                    baseVersion: kind.preset ? null : kind.version,
                  }),
              })}
            />
          ))}
        </ul>
        {mayEdit && <Button onClick={() => edit({ of: 'kind' })}>{t('set.addKind')}</Button>}
      </section>
      <section className="hazard-set">
        <h2>{t('set.grades')}</h2>
        <ul>
          {settings.grades.map((grade) => (
            <Line
              key={grade.code}
              row={grade}
              says={t('set.daysSay', { count: grade.days })}
              {...(mayEdit && {
                onEdit: () =>
                  edit({ ...grade, of: 'grade', baseVersion: grade.preset ? null : grade.version }),
              })}
            />
          ))}
        </ul>
        {mayEdit && <Button onClick={() => edit({ of: 'grade' })}>{t('set.addGrade')}</Button>}
      </section>
      <MeasuresPart />
      {row && <RowDialog row={row} units={settings.units} onClose={() => setRow(null)} />}
    </>
  )
}

interface LineProps {
  row: { code: string; name: string; nameEn: string; active: boolean; preset: boolean }
  says: string
  onEdit?: () => void
}

function Line({ row, says, onEdit }: LineProps) {
  const { t } = useTranslation('hazards')
  const named = useNamed()
  return (
    <li>
      <span>{named(row)}</span>
      <span className="quiet">{says}</span>
      <small className="quiet">
        {[row.preset && t('set.preset'), !row.active && t('set.off')].filter(Boolean).join(' · ')}
      </small>
      {onEdit && (
        <Button size="small" aria-label={`${t('edit')} ${named(row)}`} onClick={onEdit}>
          {t('edit')}
        </Button>
      )}
    </li>
  )
}

interface RowDialogProps {
  row: Row
  units: HazardSettings['units']
  onClose: () => void
}

function RowDialog({ row, units, onClose }: RowDialogProps) {
  const { t } = useTranslation('hazards')
  const id = useId()
  const [draft, setDraft] = useState(row)
  const set = (change: Partial<Row>) => setDraft((was) => ({ ...was, ...change }))
  const save = useFieldChange(({ of, unitIds, days, ...names }: Row) =>
    of === 'kind'
      ? call(contract.saveHazardKind, { body: { ...bodyOf(names), unitIds } })
      : call(contract.saveHazardGrade, { body: { ...bodyOf(names), days } }),
  )
  const ready = /^[a-z][a-z0-9_]{0,29}$/.test(draft.code) && draft.name.trim() !== ''
  const add = row.of === 'kind' ? 'set.addKind' : 'set.addGrade'
  return (
    <SaveDialog
      title={row.code === '' ? t(add) : row.name}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={save}
      onSave={() => save.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      {(['name', 'nameEn'] as const).map((name) => (
        <Field key={name} id={`${id}${name}`} label={t(`set.${name}`)}>
          <Input
            id={`${id}${name}`}
            maxLength={name === 'name' ? 40 : 60}
            value={draft[name]}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        </Field>
      ))}
      {row.code === '' && (
        <Field id={`${id}c`} label={t('set.code')}>
          <Input
            id={`${id}c`}
            maxLength={30}
            value={draft.code}
            onChange={(event) => set({ code: event.target.value })}
          />
        </Field>
      )}
      {row.of === 'kind' ? (
        <Field id={`${id}u`} label={t('set.units')} hint={t('set.how')}>
          <Select
            id={`${id}u`}
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.unitIds}
            onChange={(unitIds: string[]) => set({ unitIds })}
            options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
          />
        </Field>
      ) : (
        <Field id={`${id}d`} label={t('set.days')}>
          <InputNumber
            id={`${id}d`}
            min={0}
            max={365}
            value={draft.days}
            onChange={(days) => set({ days: days ?? 0 })}
          />
        </Field>
      )}
      <Checkbox checked={draft.active} onChange={(event) => set({ active: event.target.checked })}>
        {t('set.active')}
      </Checkbox>
    </SaveDialog>
  )
}

const bodyOf = ({
  code,
  name,
  nameEn,
  active,
  baseVersion,
}: Omit<Row, 'of' | 'unitIds' | 'days'>) => ({
  code,
  name,
  nameEn,
  active,
  baseVersion,
})

function TermsPart({ settings: { terms, mayEdit } }: { settings: HazardSettings }) {
  const { t } = useTranslation('hazards')
  const [draft, setDraft] = useState(terms)
  const set = (change: Partial<typeof terms>) => setDraft((was) => ({ ...was, ...change }))
  const save = useFieldChange(({ version, ...body }: typeof terms) =>
    call(contract.saveHazardTerms, { body: { ...body, baseVersion: version } }),
  )
  const { whistleAfterDays: count, reportInHours: hours } = mayEdit ? draft : terms
  return (
    <section className="hazard-set">
      <h2>{t('set.terms')}</h2>
      <p className="quiet">{t('set.how')}</p>
      {mayEdit ? (
        <div className="hazards-filters">
          <Checkbox
            checked={count !== null}
            onChange={(event) => set({ whistleAfterDays: event.target.checked ? 0 : null })}
          >
            {t('set.on')}
          </Checkbox>
          {count !== null && (
            <>
              <label>
                {t('set.after')}{' '}
                <InputNumber
                  min={0}
                  max={60}
                  value={count}
                  onChange={(days) => set({ whistleAfterDays: days ?? 0 })}
                />
              </label>
              <label>
                {t('set.hours')}{' '}
                <InputNumber
                  min={1}
                  max={336}
                  value={hours}
                  onChange={(next) => set({ reportInHours: next ?? 24 })}
                />
              </label>
            </>
          )}
          <Button
            loading={save.isPending}
            onClick={() => save.mutate(draft, { onSuccess: ({ version }) => set({ version }) })}
          >
            {t('save')}
          </Button>
        </div>
      ) : (
        <p>{count === null ? t('set.never') : t('set.afterSay', { count, hours })}</p>
      )}
      <Trouble error={save.error} />
    </section>
  )
}
