import { App, Button, Input, Modal, Radio } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instantAt, wallAt } from '#kernel/zone.ts'
import { MOST_SHEET_BYTES } from '#platform/shared/sheets.ts'
import { CallError } from '../../call.ts'
import { languageOf } from '../../i18n.ts'
import { MomentPicker } from '../DayPicker.tsx'
import { useTime } from '../setting.tsx'
import { sheetAddress, type SheetToolsProps } from './sheet-address.ts'
import { Told } from './Told.tsx'
import { useSheet } from './use-sheet.ts'

const MOST_MB = MOST_SHEET_BYTES / 1024 / 1024

type DialogProps = SheetToolsProps & { onClose: () => void }

/** First what a file would change, and every cell that cannot be; then, read and with a reason, doing it. */
export function SheetDialog(props: DialogProps) {
  const { t } = useTranslation('sheets')
  const { message } = App.useApp()
  const client = useQueryClient()
  const { sheet, what, queryKey, onClose } = props
  const [reason, setReason] = useState('')
  const [startsAt, setStartsAt] = useState<string>()
  const taking = useSheet(sheet, (told) => {
    void client.invalidateQueries({ queryKey })
    void message.success(t('done', { created: told.created, changed: told.changed }))
    onClose()
  })
  const { told, chosen } = taking
  const count = told ? told.created + told.changed : 0
  const ready = told !== undefined && told.faulty === 0 && count > 0
  return (
    <Modal
      open
      width={720}
      title={t('title', { what })}
      okText={t('apply', { count })}
      cancelText={t('leave')}
      onCancel={onClose}
      okButtonProps={{
        disabled: !ready || reason.trim() === '' || startsAt === '',
        loading: taking.applying,
      }}
      onOk={() => taking.apply({ reason: reason.trim(), startsAt })}
    >
      <div className="sheet-dialog">
        <p className="quiet">{t('how')}</p>
        <Present path={sheet.path} />
        <Choose onChoose={(file) => void taking.check(file, startsAt)} busy={taking.checking} />
        {taking.checking && chosen && <p role="status">{t('checking', { file: chosen.name })}</p>}
        <Trouble taking={taking} />
        {told && chosen && <Told told={told} file={chosen.name} />}
        {ready && (
          <>
            {props.canWait && <When value={startsAt} onChange={setStartsAt} />}
            <Why value={reason} onChange={setReason} />
          </>
        )}
      </div>
    </Modal>
  )
}

function Present({ path }: { path: string }) {
  const { t, i18n } = useTranslation('sheets')
  const language = languageOf(i18n)
  return (
    <p>
      {t('now')}
      <a href={sheetAddress(path, 'xlsx', language)} download>
        XLSX
      </a>
      {' · '}
      <a href={sheetAddress(path, 'csv', language)} download>
        CSV
      </a>
    </p>
  )
}

function Choose({ onChoose, busy }: { onChoose: (file: File) => void; busy: boolean }) {
  const { t } = useTranslation('sheets')
  const input = useRef<HTMLInputElement>(null)
  return (
    <p className="sheet-choose">
      <input
        ref={input}
        type="file"
        className="sheet-file"
        aria-label={t('file')}
        accept=".xlsx,.csv"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) onChoose(file)
        }}
      />
      <Button loading={busy} onClick={() => input.current?.click()}>
        {t('file')}
      </Button>
      <small className="quiet">{t('fileHint', { most: MOST_MB })}</small>
    </p>
  )
}

/** Why a file was not taken: of the wrong kind, too large, of another sheet, or overtaken by somebody. */
function Trouble({ taking }: { taking: ReturnType<typeof useSheet> }) {
  const { t } = useTranslation('sheets')
  const said = useTranslation('said')
  const { unfit, error, chosen } = taking
  if (unfit)
    return (
      <p className="sheet-trouble" role="alert">
        {t(unfit.kind, { file: unfit.name, size: unfit.size, most: MOST_MB })}
      </p>
    )
  if (!error) return null
  const code = error instanceof CallError ? error.code : ''
  const details = error instanceof CallError ? error.details : {}
  return (
    <div className="sheet-trouble" role="alert">
      <p>{said.t([`error.${code}`, 'sheets:failed'], details)}</p>
      {code === 'spreadsheet.stale' && chosen && (
        <Button size="small" onClick={() => void taking.check(chosen, undefined)}>
          {t('again')}
        </Button>
      )}
    </div>
  )
}

function When({ value, onChange }: { value: string | undefined; onChange: (v?: string) => void }) {
  const { t } = useTranslation('sheets')
  const { now, timeZone } = useTime()
  const id = useId()
  const tomorrow = `${new Date(wallAt(timeZone, now + 86_400_000)).toISOString().slice(0, 10)}T00:00`
  const [wall, setWall] = useState(tomorrow)
  const instant = (at: string) =>
    at === '' ? '' : new Date(instantAt(timeZone, Date.parse(`${at}:00Z`))).toISOString()
  return (
    <>
      <Radio.Group
        aria-label={t('when')}
        value={value !== undefined}
        onChange={(e) => onChange(e.target.value === true ? instant(tomorrow) : undefined)}
        options={[
          { value: false, label: t('when.now') },
          { value: true, label: t('when.later') },
        ]}
      />
      {value !== undefined && (
        <p className="sheet-field">
          <label htmlFor={id}>{t('when.at')}</label>
          <MomentPicker
            id={id}
            value={wall}
            onChange={(next) => {
              setWall(next)
              onChange(instant(next))
            }}
          />
        </p>
      )}
    </>
  )
}

function Why({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('sheets')
  const id = useId()
  return (
    <p className="sheet-field">
      <label htmlFor={id}>{t('reason')}</label>
      <Input id={id} value={value} maxLength={500} onChange={(e) => onChange(e.target.value)} />
      <small className="quiet">{t('reason.hint')}</small>
    </p>
  )
}
