import { Input, Radio, Select } from 'antd'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dissuaders, type FileView } from '../../../contract/index.ts'
import { findings, theirStates } from '../../../domain/ladder.ts'
import { alsoOf, proofOf, serviceModes } from '../../../domain/service.ts'
import { others, type Draft, type Field } from '../../draft.ts'

export interface FieldProps {
  name: Field
  draft: Draft
  file: FileView
  set: (to: Partial<Draft>) => void
}

export function Labelled(props: { id: string; label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="act-field">
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
      {props.hint !== undefined && <small className="quiet">{props.hint}</small>}
    </div>
  )
}

const long: ReadonlySet<Field> = new Set(['words', 'facts', 'demand'])
const days: ReadonlySet<Field> = new Set(['promiseBy', 'untilDay', 'on'])

/** One field of a step, by its name. */
export function StepField(props: FieldProps) {
  const { name } = props
  if (name === 'proof') return <ProofFields {...props} />
  if (name in choices) return <Choice {...props} />
  return <TextField {...props} />
}

function TextField({ name, draft, set }: FieldProps) {
  const { t, i18n } = useTranslation('enforcement')
  const id = useId()
  const value = draft[name]
  const hint = i18n.exists(`hint.${name}`, { ns: 'enforcement' }) ? t(`hint.${name}`) : undefined
  const shared = {
    id,
    value: typeof value === 'string' ? value : '',
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  }
  return (
    <Labelled id={id} label={t(`field.${name}`)} {...(hint === undefined ? {} : { hint })}>
      {long.has(name) ? (
        <Input.TextArea rows={3} maxLength={2000} {...shared} />
      ) : (
        <Input
          {...(days.has(name) ? { type: 'date' } : {})}
          maxLength={name === 'violated' ? 400 : 200}
          {...shared}
        />
      )}
    </Labelled>
  )
}

type Options = (of: {
  file: FileView
  say: (word: string) => string
}) => { value: string; label: string }[]

/** What there is to choose from. */
const choices: Partial<Record<Field, Options>> = {
  who: ({ say }) => [
    { value: '', label: say('who.self') },
    ...dissuaders.map((value) => ({ value, label: say(`who.${value}`) })),
  ],
  answer: ({ say }) =>
    ['accepted', 'declined', 'thinking'].map((value) => ({ value, label: say(`answer.${value}`) })),
  finding: ({ say }) => findings.map((value) => ({ value, label: say(`found.${value}`) })),
  secondId: ({ file }) =>
    file.officers.map(({ personId, name, number }) => ({
      value: personId,
      label: `${name}（${number}）`,
    })),
  partyIds: ({ file }) => file.partyRows.map(({ id, name }) => ({ value: id, label: name })),
  mode: ({ say }) => serviceModes.map((value) => ({ value, label: say(`mode.${value}`) })),
  toAuthorityId: ({ file }) =>
    [...others(file), ...file.punishers].map(({ id, name }) => ({ value: id, label: name })),
  onTheSpot: ({ say }) => ['no', 'yes'].map((value) => ({ value, label: say(`spot.${value}`) })),
  theirs: ({ say }) => theirStates.map((value) => ({ value, label: say(`theirs.${value}`) })),
}
const radios: ReadonlySet<Field> = new Set(['answer', 'finding'])

function Choice({ name, draft, file, set }: FieldProps) {
  const { t } = useTranslation('enforcement')
  const id = useId()
  const options = choices[name]?.({ file, say: (word) => t(word) }) ?? []
  const value = draft[name]
  if (radios.has(name))
    return (
      <Radio.Group
        aria-label={t(`field.${name}`)}
        value={value}
        onChange={(event) => set({ [name]: event.target.value as string })} // oxlint-disable-line typescript/no-unsafe-type-assertion -- the values of the options above
        options={options}
      />
    )
  return (
    <Labelled id={id} label={t(`field.${name}`)}>
      <Select
        id={id}
        {...(name === 'partyIds' ? { mode: 'multiple' as const } : {})}
        value={value}
        onChange={(next) => set({ [name]: next })}
        options={options}
        notFoundContent={t('noneToChoose')}
      />
    </Labelled>
  )
}

const dayProofs: ReadonlySet<string> = new Set(['on', 'arrivedOn', 'consentOn'])

/** The proof that this way of service needs, and what may be said beside. */
function ProofFields({ draft, set }: FieldProps) {
  const { t } = useTranslation('enforcement')
  const id = useId()
  const needed = proofOf[draft.mode].filter((field) => field !== 'pictures')
  const also = alsoOf[draft.mode].filter((field) => field !== 'pictures')
  return (
    <>
      {['on', ...needed, ...also].map((field) => (
        <Labelled
          key={field}
          id={`${id}${field}`}
          label={`${t(`proof.${field}`)}${also.some((one) => one === field) ? t('optional') : ''}`}
        >
          <Input
            id={`${id}${field}`}
            {...(dayProofs.has(field) ? { type: 'date' } : {})}
            maxLength={200}
            value={draft.proof[field] ?? ''}
            onChange={(event) => set({ proof: { ...draft.proof, [field]: event.target.value } })}
          />
        </Labelled>
      ))}
      {proofOf[draft.mode].includes('pictures') && (
        <p className="quiet">{t('proof.needsPictures')}</p>
      )}
    </>
  )
}
