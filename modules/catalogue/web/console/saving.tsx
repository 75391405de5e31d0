import { Button, Input, Modal } from 'antd'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { createContext, useContext, useId, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'

const WrongFields = createContext<ReadonlySet<string>>(new Set())

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The fields that the server could not take, by the first step of their path. */
export function wrongFields(error: unknown): ReadonlySet<string> {
  const issues = error instanceof CallError ? error.details['issues'] : undefined
  if (!Array.isArray(issues)) return new Set()
  return new Set(
    issues.flatMap((issue: unknown) => {
      const path = isRecord(issue) ? issue['instancePath'] : undefined
      return typeof path === 'string' ? [path.split('/')[1] ?? ''] : []
    }),
  )
}

export interface FieldProps {
  name: string
  id: string
  label: string
  hint?: string
  children: ReactNode
}

/** A labelled field; says so itself when the server could not take what stands in it. */
export function Field({ name, id, label, hint, children }: FieldProps) {
  const { t } = useTranslation('catalogueConsole')
  const wrong = useContext(WrongFields).has(name)
  return (
    <div className="edit-field" data-wrong={wrong}>
      <label htmlFor={id}>{label}</label>
      {children}
      {hint !== undefined && <small>{hint}</small>}
      {wrong && (
        <small className="edit-wrong" role="alert">
          {t('edit.wrong')}
        </small>
      )}
    </div>
  )
}

/** Saves, then asks everything of the catalogue anew. */
export function useSaving(
  save: (reason: string) => Promise<unknown>,
  onDone: () => void,
): UseMutationResult<unknown, Error, string> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: save,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['catalogue'] })
      onDone()
    },
  })
}

export interface EditFrameProps {
  title: string
  saving: UseMutationResult<unknown, Error, string>
  ready: boolean
  onClose: () => void
  verb?: string
  width?: number
  /** What follows from saving, read before the button. */
  consequence?: string | undefined
  /** Given where it is plain already why: going back to an earlier state, switching off. */
  reason?: string | undefined
  children?: ReactNode
}

/** The frame of every edit: the fields, why, what follows, save. What was written stays on a refusal. */
export function EditFrame(props: EditFrameProps) {
  const { t } = useTranslation('catalogueConsole')
  const { saving, ready, onClose } = props
  const id = useId()
  const [reason, setReason] = useState(props.reason ?? '')
  const wrong = useMemo(() => wrongFields(saving.error), [saving.error])
  return (
    <Modal
      open
      width={props.width ?? 640}
      title={props.title}
      okText={props.verb ?? t('save')}
      cancelText={t('leave')}
      onCancel={onClose}
      onOk={() => saving.mutate(reason.trim())}
      okButtonProps={{ loading: saving.isPending, disabled: !ready || reason.trim() === '' }}
    >
      <WrongFields value={wrong}>
        {saving.error && <Trouble error={saving.error} onClose={onClose} />}
        <div className="edit-fields">
          {props.children}
          <Field name="reason" id={id} label={t('reason')} hint={t('reason.hint')}>
            <Input
              id={id}
              value={reason}
              maxLength={500}
              onChange={(e) => setReason(e.target.value)}
            />
          </Field>
          {props.consequence !== undefined && <p className="edit-then">{props.consequence}</p>}
        </div>
      </WrongFields>
    </Modal>
  )
}

/** What went wrong, what is safe, and what to do now. */
export function Trouble({ error, onClose }: { error: unknown; onClose?: () => void }) {
  const { t } = useTranslation('catalogueConsole')
  const errors = useTranslation('catalogue')
  const client = useQueryClient()
  const code = error instanceof CallError ? error.code : ''
  const late = code === 'catalogue.out_of_date'
  const reload = () => {
    void client.invalidateQueries({ queryKey: ['catalogue'] })
    onClose?.()
  }
  return (
    <div className="edit-trouble" role="alert">
      <p>
        {late
          ? t('late')
          : code.startsWith('catalogue.')
            ? errors.t([`error.${code}`, 'error.catalogue.out_of_date'])
            : t(wrongFields(error).size > 0 ? 'edit.malformed' : 'failed')}
      </p>
      {late && <Since error={error} />}
      {late && (
        <Button size="small" onClick={reload}>
          {t('late.look')}
        </Button>
      )}
    </div>
  )
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** Who was faster, when and why, as far as the refusal tells. */
function Since({ error }: { error: unknown }) {
  const { t } = useTranslation('catalogueConsole')
  const time = useTime()
  const since = error instanceof CallError ? error.details['since'] : undefined
  const rows = Array.isArray(since) ? since.filter((row: unknown) => isRecord(row)) : []
  return (
    <ul>
      {rows.map((row) => (
        <li key={textOf(row['at'] ?? row['madeAt'])}>
          {time.at(textOf(row['at'] ?? row['madeAt']))} {textOf(row['by']) || t('somebody')}
          {textOf(row['reason']) !== '' && `：${textOf(row['reason'])}`}
        </li>
      ))}
    </ul>
  )
}
