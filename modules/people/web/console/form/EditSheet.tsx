import { Button, Drawer } from 'antd'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trouble } from './saving.ts'

export interface EditSheetProps {
  title: string
  /** The verb of the button; without one the sheet is only read. */
  verb?: string
  ready?: boolean
  busy?: boolean
  trouble?: Trouble | null
  /** Why nothing can be changed here, in place of the verb. */
  closedBecause?: string | undefined
  onSave?: () => void
  onClose: () => void
  /** Gets the row as it is now, after somebody else has changed it. */
  onRenew?: () => void
  children: ReactNode
  /** Below the form: what is not saved with it. */
  beside?: ReactNode
}

/** A form beside its list. Ctrl+Enter saves, Esc leaves; what is wrong with the whole stands on top. */
export function EditSheet(props: EditSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const { verb, trouble = null, busy = false, onSave } = props
  const ready = props.ready !== false && !busy && onSave !== undefined
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) {
      event.preventDefault()
      onSave()
    }
  }
  return (
    <Drawer
      open
      size="min(560px, 100vw)"
      title={props.title}
      onClose={props.onClose}
      aria-label={props.title}
      closable={{ 'aria-label': t('form.leave') }}
      className="edit-sheet"
    >
      <form
        noValidate
        aria-label={props.title}
        onKeyDown={press}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) onSave()
        }}
      >
        {props.closedBecause !== undefined && <p className="sheet-closed">{props.closedBecause}</p>}
        {trouble && (trouble.fields.length === 0 || trouble.late) && (
          <div className="sheet-trouble" role="alert">
            <p>{trouble.words}</p>
            {trouble.late && props.onRenew && (
              <>
                <p>{t('form.lateWords')}</p>
                <Button size="small" onClick={props.onRenew}>
                  {t('form.renew')}
                </Button>
              </>
            )}
          </div>
        )}
        {props.children}
        {verb !== undefined && props.closedBecause === undefined && (
          <p className="sheet-verbs">
            <Button type="primary" htmlType="submit" disabled={!ready} loading={busy}>
              {verb}
            </Button>
            <Button onClick={props.onClose}>{t('form.leave')}</Button>
          </p>
        )}
      </form>
      {props.beside}
    </Drawer>
  )
}
