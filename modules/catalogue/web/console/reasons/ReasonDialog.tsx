import { Checkbox, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import {
  editReason,
  type ReasonEdit,
  type ReasonKind,
  type ReasonView,
} from '../../../contract/index.ts'
import { HistoryOf } from '../History.tsx'
import { EditFrame, Field, useSaving } from '../saving.tsx'

export interface ReasonStart {
  kind: ReasonKind
  code: string
  edit: ReasonEdit
  baseVersion: number | null
}

const editOf = (row: ReasonEdit): ReasonEdit => ({
  name: row.name,
  nameEn: row.nameEn,
  door: row.door,
  doorEn: row.doorEn,
  active: row.active,
})

export const startOf = (row: ReasonView): ReasonStart => ({
  kind: row.kind,
  code: row.code,
  baseVersion: row.version,
  edit: editOf(row),
})

const named = ['name', 'nameEn'] as const
const withDoor = [...named, 'door', 'doorEn'] as const

/** A reason of one's own is known by a number; people never see its code. */
export function newReason(kind: ReasonKind, rows: readonly ReasonView[]): ReasonStart {
  const numbers = rows.map((r) => Number(/^own-(\d+)$/.exec(r.code)?.[1] ?? 0))
  return {
    kind,
    code: `own-${Math.max(0, ...numbers) + 1}`,
    baseVersion: null,
    edit: { name: '', nameEn: '', door: '', doorEn: '', active: true },
  }
}

export function ReasonDialog(props: { title: string; start: ReasonStart; onClose: () => void }) {
  const { t } = useTranslation('catalogueConsole')
  const { kind, code, edit, baseVersion } = props.start
  const id = useId()
  const [draft, setDraft] = useState(edit)
  const set = (change: Partial<ReasonEdit>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useSaving(
    (reason) =>
      call(editReason, { params: { kind, code }, body: { ...draft, baseVersion, reason } }),
    props.onClose,
  )
  const fields = kind === 'refusal' ? withDoor : named
  return (
    <EditFrame
      title={props.title}
      saving={saving}
      ready={draft.name.trim() !== '' && draft.nameEn.trim() !== ''}
      onClose={props.onClose}
    >
      {fields.map((name) => (
        <Field key={name} name={name} id={id + name} label={t(`reasons.${name}`)}>
          <Input.TextArea
            id={id + name}
            autoSize={{ minRows: 1, maxRows: 3 }}
            value={draft[name]}
            maxLength={name === 'nameEn' ? 240 : name === 'name' ? 120 : 300}
            onChange={(e) => set({ [name]: e.target.value })}
          />
        </Field>
      ))}
      <Checkbox checked={draft.active} onChange={(e) => set({ active: e.target.checked })}>
        {t('reasons.active')}
      </Checkbox>
      {baseVersion !== null && baseVersion > 0 && (
        <HistoryOf
          subject="reason"
          id={`${kind}/${code}`}
          onRestore={(state) => setDraft(editOf(state as ReasonEdit))} // oxlint-disable-line typescript/no-unsafe-type-assertion -- a state that this page's server wrote
        />
      )}
    </EditFrame>
  )
}
