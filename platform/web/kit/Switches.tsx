import { useTranslation } from 'react-i18next'
import { setFace, useFace, type Face } from '../face.ts'
import { languageOf, languages, speak } from '../i18n.ts'
import './Switches.css'

/** A language is named in itself, so that whoever needs it can read it. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('platform')
  const now = languageOf(i18n)
  return (
    <Segments
      name={t('language.name')}
      options={languages.map((value) => ({ value, label: t(`language.${value}`), lang: value }))}
      value={now}
      onChoose={(language) => void speak(i18n, language)}
    />
  )
}

const themes: Face['theme'][] = ['system', 'light', 'dark']

export function ThemeSwitch() {
  const { t } = useTranslation('platform')
  const face = useFace()
  return (
    <Segments
      name={t('theme.name')}
      options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
      value={face.theme}
      onChoose={(theme) => setFace({ theme })}
    />
  )
}

export function LargeLetters() {
  const { t } = useTranslation('platform')
  const { large } = useFace()
  return (
    <button
      type="button"
      role="switch"
      className="large-letters"
      aria-checked={large}
      onClick={() => setFace({ large: !large })}
    >
      {t('letters.large')}
      <span className="large-letters-track" aria-hidden="true" />
    </button>
  )
}

interface SegmentsProps<Value extends string> {
  name: string
  options: readonly { value: Value; label: string; lang?: string }[]
  value: Value
  onChoose: (value: Value) => void
}

function Segments<Value extends string>(props: SegmentsProps<Value>) {
  return (
    <div className="segments" role="group" aria-label={props.name}>
      {props.options.map((option) => (
        <button
          key={option.value}
          type="button"
          lang={option.lang}
          aria-pressed={option.value === props.value}
          onClick={() => props.onChoose(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
