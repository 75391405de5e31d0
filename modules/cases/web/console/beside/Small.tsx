import { Button } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, type ReactNode } from 'react'
import { CallError } from '#platform/web/call.ts'
import { photoPath } from '../others.ts'
import { casesKey } from '../queries.ts'
import '../cases.css'
import { takeFocus } from './BringIn.tsx'
import './beside.css'

/** Sends one change; everything that shows cases asks anew, whether it was done or refused. */
export function useSend(onDone?: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (send: () => Promise<unknown>) => send(),
    onSuccess: () => onDone?.(),
    onSettled: () => client.invalidateQueries({ queryKey: casesKey }),
  })
}

/** Why a change was refused, in words; what we have no words for keeps its code. */
export function sayRefusal(
  t: (keys: string[], values: { code: string }) => string,
  error: unknown,
): string {
  const code = error instanceof CallError ? error.code : ''
  return t([`error.${code}`, 'error.other'], { code })
}

interface FormProps {
  verb: string
  leave: string
  ready: boolean
  busy: boolean
  /** What follows, said before the verb. */
  follows?: string
  refused?: string | null
  onSend: () => void
  onLeave: () => void
  /** More verbs beside the first. */
  also?: ReactNode
  children: ReactNode
}

/** A small form inside a card: fields, what follows, a verb. */
export function Small(props: FormProps) {
  return (
    <form
      ref={takeFocus}
      className="act"
      aria-label={props.verb}
      onSubmit={(event) => {
        event.preventDefault()
        if (props.ready && !props.busy) props.onSend()
      }}
    >
      {props.children}
      {props.follows !== undefined && <p className="act-then">{props.follows}</p>}
      {props.refused && (
        <p className="act-refused" role="alert">
          {props.refused}
        </p>
      )}
      <p className="act-verbs">
        <Button type="primary" htmlType="submit" disabled={!props.ready} loading={props.busy}>
          {props.verb}
        </Button>
        {props.also}
        <Button onClick={props.onLeave}>{props.leave}</Button>
      </p>
    </form>
  )
}

export function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="act-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}

/** Pictures that came with something beside a case. */
export function Shots({ fileIds, label }: { fileIds: readonly string[]; label: string }) {
  if (fileIds.length === 0) return null
  return (
    <div className="beside-shots">
      {fileIds.map((id) => (
        <a key={id} href={photoPath(id, 'public')} target="_blank" rel="noreferrer">
          <img src={photoPath(id, 'thumb')} alt={label} loading="lazy" />
        </a>
      ))}
    </div>
  )
}
