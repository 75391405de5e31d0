import type { ReactNode } from 'react'

/** A field with its name above and what helps to fill it below. */
export function Field(props: { id?: string; label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="services-field">
      {props.id === undefined ? (
        <span>{props.label}</span>
      ) : (
        <label htmlFor={props.id}>{props.label}</label>
      )}
      {props.children}
      {props.hint !== undefined && <small>{props.hint}</small>}
    </div>
  )
}
