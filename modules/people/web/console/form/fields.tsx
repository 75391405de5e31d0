import { useId, type ReactNode } from 'react'
import type { Trouble } from './saving.ts'

interface RowProps {
  id: string
  wrong: string | null
  label: string
  hint?: ReactNode
  children: ReactNode
}

/** A labelled field; what is wrong with it stands right below it and is read with it. */
export function Row({ id, wrong, label, hint, children }: RowProps) {
  return (
    <div className="field-row">
      <label htmlFor={id}>{label}</label>
      {children}
      {wrong !== null && (
        <small id={`${id}-wrong`} className="field-wrong" role="alert">
          {wrong}
        </small>
      )}
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  )
}

export interface Fields {
  row: (name: string) => Pick<RowProps, 'id' | 'wrong'>
  input: (name: string) => {
    id: string
    status: '' | 'error'
    'aria-invalid': boolean
    'aria-describedby': string
  }
}

/** Ids of the fields of one form, and which of them the last refusal was about. */
export function useFields(trouble: Trouble | null): Fields {
  const form = useId()
  const wrong = (name: string) => (trouble?.fields.includes(name) ? trouble.words : null)
  return {
    row: (name) => ({ id: `${form}${name}`, wrong: wrong(name) }),
    input: (name) => ({
      id: `${form}${name}`,
      status: wrong(name) === null ? '' : 'error',
      'aria-invalid': wrong(name) !== null,
      'aria-describedby': `${form}${name}-wrong ${form}${name}-hint`,
    }),
  }
}
