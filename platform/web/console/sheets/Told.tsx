import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SheetTold } from '#platform/shared/sheets.ts'
import { keepFile } from './file.ts'

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const SHOWN = 50

/** What a file would do: how many lines, which ones, what to know before, and what cannot be. */
export function Told({ told, file }: { told: SheetTold; file: string }) {
  const { t } = useTranslation('sheets')
  const { created, changed, same, faulty, notes } = told
  return (
    <div className="sheet-told" aria-live="polite">
      <p>
        <b>{t('checked', { file, created, changed, same })}</b>
      </p>
      {faulty > 0 && <Faults told={told} file={file} />}
      {faulty === 0 && created + changed === 0 && <p>{t('nothing')}</p>}
      {notes.length > 0 && (
        <>
          <h3>{t('notes')}</h3>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
      {faulty === 0 && <Changes told={told} />}
    </div>
  )
}

function Changes({ told: { changes, created, changed } }: { told: SheetTold }) {
  const { t } = useTranslation('sheets')
  const more = created + changed - Math.min(changes.length, SHOWN)
  if (changes.length === 0) return null
  return (
    <ul className="sheet-changes">
      {changes.slice(0, SHOWN).map((c) => (
        <li key={c.what}>
          <span className="mark">{t(`change.${c.outcome}`)}</span> {c.what}
          {c.columns.length > 0 && t('change.columns', { columns: c.columns.join(t('and')) })}
        </li>
      ))}
      {more > 0 && <li className="quiet">{t('changesMore', { count: more })}</li>}
    </ul>
  )
}

function Faults({ told, file }: { told: SheetTold; file: string }) {
  const { t } = useTranslation('sheets')
  const { faults, faulty, faultSheet } = told
  const shown = faults.slice(0, SHOWN)
  const name = `${t('faultFile')}-${file.replace(/\.\w+$/, '')}.xlsx`
  return (
    <>
      <p role="alert">
        {t('faulty', { count: faulty })}
        {faulty > shown.length && ` ${t('faultsMore', { shown: shown.length })}`}
      </p>
      {faultSheet !== null && (
        <Button size="small" onClick={() => keepFile(faultSheet, name, WORKBOOK)}>
          {t('faultFile')}
        </Button>
      )}
      <div className="sheet-faults">
        <table className="rows">
          <thead>
            <tr>
              {(['cell', 'title', 'given', 'why'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`fault.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((f) => (
              <tr key={`${f.cell}${f.why}`}>
                <th scope="row" className="code">
                  {f.cell}
                </th>
                <td>{f.title}</td>
                <td className="sheet-given">{f.given || t('empty')}</td>
                <td>{f.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
