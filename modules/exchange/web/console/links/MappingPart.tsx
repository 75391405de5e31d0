import { Checkbox, Input, InputNumber, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mapping } from '../../../domain/mapping.ts'
import { Field } from '../webhooks/SubscriptionDialog.tsx'
import { allowed, type Tables } from './draft.ts'

interface PartProps {
  tables: Tables
  mapping: Mapping
  faults: Partial<Record<keyof Tables, string[]>>
  onTables: (tables: Tables) => void
  onMapping: (mapping: Mapping) => void
}

/** The tables of names, as lines that can be pasted from the other side's papers. */
export function MappingPart(props: PartProps) {
  const { t } = useTranslation('links')
  return (
    <>
      <p className="quiet">{t('preset')}</p>
      <details className="link-part">
        <summary>{t('section.in')}</summary>
        <Table {...props} name="fields" label={t('fields')} hint={t('fieldsHint')} rows={12} />
        <div className="link-pair">
          {(['urgency', 'state', 'solved', 'satisfied'] as const).map((name) => (
            <Table
              key={name}
              {...props}
              name={name}
              label={t(`values.${name}`)}
              hint={t('values.hint', { allowed: allowed[name].join(' ') })}
              rows={4}
            />
          ))}
        </div>
        <InRest {...props} />
      </details>
      <details className="link-part">
        <summary>{t('section.out')}</summary>
        <Table
          {...props}
          name="outFields"
          label={t('out.fields')}
          hint={t('values.hint', { allowed: allowed.outFields.join(' ') })}
          rows={8}
        />
        <Table
          {...props}
          name="outStates"
          label={t('out.states')}
          hint={t('out.statesHint', { allowed: allowed.outStates.join(' ') })}
          rows={8}
        />
        <Table {...props} name="taken" label={t('out.taken')} hint={t('out.takenHint')} rows={1} />
        <OutRest {...props} />
      </details>
    </>
  )
}

function Table(
  props: PartProps & { name: keyof Tables; label: string; hint: string; rows: number },
) {
  const { t } = useTranslation('links')
  const id = useId()
  const { name, tables, faults } = props
  const lines = faults[name]
  return (
    <Field id={id} label={props.label} hint={props.hint}>
      <Input.TextArea
        id={id}
        className="code"
        rows={props.rows}
        {...(lines ? { status: 'error' as const } : {})}
        value={tables[name]}
        onChange={(e) => props.onTables({ ...tables, [name]: e.target.value })}
      />
      {lines && (
        <small className="link-fault" role="alert">
          {t('faults', { lines: lines.join('；') })}
        </small>
      )}
    </Field>
  )
}

const systems = ['GCJ02', 'WGS84', 'CGCS2000', 'BD09'] as const
const units = ['WORK_DAY', 'WORK_HOUR', 'NATURAL_DAY'] as const
type Window = NonNullable<Mapping['returnWindow']>

function InRest({ mapping, onMapping }: PartProps) {
  const { t } = useTranslation('links')
  const id = useId()
  const window = mapping.returnWindow
  return (
    <div className="link-pair">
      <Field id={`${id}s`} label={t('coordinates')}>
        <Select
          id={`${id}s`}
          value={mapping.coordinates}
          onChange={(coordinates: Mapping['coordinates']) => onMapping({ ...mapping, coordinates })}
          options={systems.map((value) => ({ value, label: value }))}
        />
      </Field>
      <Field id={`${id}w`} label={t('window')}>
        <span className="link-window">
          {window && (
            <InputNumber
              id={`${id}w`}
              min={1}
              max={90}
              value={window.value}
              onChange={(value) =>
                onMapping({ ...mapping, returnWindow: { ...window, value: value ?? 1 } })
              }
            />
          )}
          <Select
            aria-label={t('window')}
            value={window?.unit ?? ''}
            onChange={(unit: Window['unit'] | '') =>
              onMapping({
                ...mapping,
                returnWindow: unit === '' ? null : { value: window?.value ?? 2, unit },
              })
            }
            options={[
              { value: '', label: t('window.none') },
              ...units.map((unit) => ({ value: unit, label: t(`window.${unit}`) })),
            ]}
          />
        </span>
      </Field>
    </div>
  )
}

function OutRest({ mapping, onMapping }: PartProps) {
  const { t } = useTranslation('links')
  const { out } = mapping
  return (
    <p className="door-facts">
      <Checkbox
        checked={out.pictures === 'base64'}
        onChange={(e) =>
          onMapping({ ...mapping, out: { ...out, pictures: e.target.checked ? 'base64' : 'none' } })
        }
      >
        {t('out.pictures')}
      </Checkbox>
      <Checkbox
        checked={out.times === 'local'}
        onChange={(e) =>
          onMapping({ ...mapping, out: { ...out, times: e.target.checked ? 'local' : 'iso' } })
        }
      >
        {t('out.local')}
      </Checkbox>
    </p>
  )
}
