import { Button, Drawer } from 'antd'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Saving, Trouble } from './saving.ts'

export interface EditSheetProps {
  title: string
  /** What the button does. */
  verb: string
  ready: boolean
  saving: Saving
  /** Why nothing can be changed here; there is no button then. */
  closedBecause?: string | undefined
  onClose: () => void
  /** Gets the row as it is now, after somebody else has changed it. */
  onRenew: () => void
  children: ReactNode
  /** Below the form: what is not saved with it. */
  beside?: ReactNode
}

/** A form beside its list. Ctrl+Enter saves, Esc leaves; what is wrong with the whole stands on top. */
export function EditSheet(props: EditSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const { saving, closedBecause } = props
  const ready = props.ready && !saving.busy && closedBecause === undefined
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) {
      event.preventDefault()
      saving.save()
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
          if (ready) saving.save()
        }}
      >
        {closedBecause !== undefined && <p className="sheet-closed">{closedBecause}</p>}
        <TroubleStrip trouble={saving.trouble} onRenew={props.onRenew} />
        {props.children}
        {closedBecause === undefined && (
          <p className="sheet-verbs">
            <Button type="primary" htmlType="submit" disabled={!ready} loading={saving.busy}>
              {props.verb}
            </Button>
            <Button onClick={props.onClose}>{t('form.leave')}</Button>
          </p>
        )}
      </form>
      {props.beside}
    </Drawer>
  )
}

/** What is wrong with the whole; where somebody was faster, the way to the new row. */
export function TroubleStrip(props: { trouble: Trouble | null; onRenew?: () => void }) {
  const { t } = useTranslation('peopleConsole')
  const { trouble, onRenew } = props
  if (!trouble || trouble.fields.length > 0) return null
  return (
    <div className="sheet-trouble" role="alert">
      <p>{trouble.words}</p>
      {trouble.late && onRenew && (
        <>
          <p>{t('form.lateWords')}</p>
          <Button size="small" onClick={onRenew}>
            {t('form.renew')}
          </Button>
        </>
      )}
    </div>
  )
}
