import { Field, Strip } from '#platform/web/kit/index.ts'
import type { SignForm } from '../../contract/signs.ts'
import { useServiceSpeech } from '../speech.ts'
import '../resident/services.css'

/** The form while it is written: numbers as they were typed. */
export type SignDraft = Record<
  | 'words'
  | 'width'
  | 'height'
  | 'clearance'
  | 'depth'
  | 'position'
  | 'material'
  | 'installer'
  | 'installsOn',
  string
> &
  Pick<SignForm, 'lighting' | 'landlordAgrees' | 'answersForSafety'>

export const blankSign: SignDraft = {
  words: '',
  width: '',
  height: '',
  clearance: '',
  depth: '',
  position: '',
  material: '',
  installer: '',
  installsOn: '',
  lighting: 'none',
  landlordAgrees: false,
  answersForSafety: false,
}

export const draftOfForm = (form: SignForm): SignDraft => ({
  ...form,
  width: String(form.width),
  height: String(form.height),
  clearance: String(form.clearance),
  depth: String(form.depth),
  installsOn: form.installsOn ?? '',
})

const whole = (text: string) => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : null)

/** The form as it is sent; null while something is missing. */
export function formOfDraft(draft: SignDraft): SignForm | null {
  const [width, height] = [whole(draft.width), whole(draft.height)]
  const [clearance, depth] = [whole(draft.clearance), whole(draft.depth)]
  if (width === null || height === null || clearance === null || depth === null) return null
  if (width === 0 || height === 0 || !draft.landlordAgrees || !draft.answersForSafety) return null
  if ([draft.words, draft.position, draft.material].some((text) => text.trim() === '')) return null
  return { ...draft, width, height, clearance, depth, installsOn: draft.installsOn || null }
}

interface FormFieldsProps {
  draft: SignDraft
  change: (to: Partial<SignDraft>) => void
  /** After a press: what is missing is said. */
  pressed: boolean
}

const sizes = ['width', 'height', 'depth', 'clearance'] as const
const lights = ['none', 'inside', 'outside', 'letters'] as const

export function FormFields({ draft, change, pressed }: FormFieldsProps) {
  const { t } = useServiceSpeech()
  const text = (name: 'words' | 'position' | 'material' | 'installer', most: number) => (
    <Field
      label={t(`sign.${name}`)}
      optional={name === 'installer'}
      maxLength={most}
      value={draft[name]}
      error={
        pressed && name !== 'installer' && draft[name].trim() === '' ? t('sign.needed') : undefined
      }
      onChange={(event) => change({ [name]: event.target.value })}
    />
  )
  return (
    <>
      {text('words', 200)}
      <div className="pair">
        {sizes.map((name) => (
          <Field
            key={name}
            label={t(`sign.${name}`)}
            inputMode="numeric"
            maxLength={5}
            value={draft[name]}
            error={pressed && whole(draft[name]) === null ? t('sign.number') : undefined}
            onChange={(event) => change({ [name]: event.target.value })}
          />
        ))}
      </div>
      {text('position', 200)}
      {text('material', 100)}
      <fieldset className="service-choice">
        <legend>{t('sign.lighting')}</legend>
        <div className="chips">
          {lights.map((light) => (
            <button
              key={light}
              type="button"
              aria-pressed={draft.lighting === light}
              onClick={() => change({ lighting: light })}
            >
              {t(`sign.light.${light}`)}
            </button>
          ))}
        </div>
      </fieldset>
      {text('installer', 100)}
      <Field
        label={t('sign.installsOn')}
        optional
        type="date"
        value={draft.installsOn}
        onChange={(event) => change({ installsOn: event.target.value })}
      />
      {(['landlordAgrees', 'answersForSafety'] as const).map((name) => (
        <label key={name} className="service-tick">
          <input
            type="checkbox"
            checked={draft[name]}
            onChange={(event) => change({ [name]: event.target.checked })}
          />
          <span>{t(`sign.${name}`)}</span>
        </label>
      ))}
      {pressed && !(draft.landlordAgrees && draft.answersForSafety) && (
        <Strip tone="warn">{t('error.services.sign_promises_needed')}</Strip>
      )}
    </>
  )
}
