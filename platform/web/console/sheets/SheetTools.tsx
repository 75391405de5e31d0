import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languageOf } from '../../i18n.ts'
import { SheetDialog } from './SheetDialog.tsx'
import { sheetAddress, type SheetToolsProps } from './sheet-address.ts'
import './sheets.css'

/** Settings out as a sheet and in again: the same two buttons wherever there are many rows. */
export function SheetTools(props: SheetToolsProps) {
  const { t, i18n } = useTranslation('sheets')
  const { sheet, what, may } = props
  const [open, setOpen] = useState(false)
  return (
    <span className="sheet-tools">
      <Button
        href={sheetAddress(sheet.path, 'xlsx', languageOf(i18n))}
        download
        aria-label={`${t('download')} ${what}`}
      >
        {t('download')}
      </Button>
      {may && (
        <Button aria-label={`${t('import')} ${what}`} onClick={() => setOpen(true)}>
          {t('import')}
        </Button>
      )}
      {open && <SheetDialog {...props} onClose={() => setOpen(false)} />}
    </span>
  )
}
