import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useSay } from './queries.ts'

interface WordsFormProps {
  label: string
  hint?: string
  verb: string
  step: { mutate: (words: string) => void; isPending: boolean; error: unknown }
  /** What stands there at first. */
  first?: string
}

/** A step that needs a sentence. */
export function WordsForm({ label, hint, verb, step, first = '' }: WordsFormProps) {
  const id = useId()
  const say = useSay()
  const [words, setWords] = useState(first)
  const ready = words.trim().length > 1 && !step.isPending
  return (
    <form
      className="personal-form"
      noValidate
      aria-label={verb}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) step.mutate(words.trim())
      }}
    >
      <label htmlFor={id}>{label}</label>
      <Input.TextArea
        id={id}
        value={words}
        maxLength={200}
        autoSize={{ minRows: 1, maxRows: 5 }}
        onChange={(event) => setWords(event.target.value)}
      />
      {hint !== undefined && <small>{hint}</small>}
      {step.error !== null && (
        <p className="personal-trouble" role="alert">
          {say(step.error)}
        </p>
      )}
      <p>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={step.isPending}>
          {verb}
        </Button>
      </p>
    </form>
  )
}
