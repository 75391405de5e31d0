import { Button, Checkbox, Input } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { Finder } from '#platform/web/console/Finder.tsx'
import { foundBy } from '#platform/web/console/found.ts'
import { saveArea, type AreaView, type Boundary } from '../../contract/index.ts'
import { fitsLevel, parentOf, type AreaLevel } from '../../domain/area-code.ts'
import { OutlineEditor } from './OutlineEditor.tsx'
import { Labelled, Refusal } from './parts.tsx'
import { placesKey, useDivisions } from './queries.ts'

export interface AreaDraft {
  code: string
  level: AreaLevel
  name: string
  boundary: Boundary | null
  schematic: boolean
  active: boolean
  baseVersion: number | null
}

export interface AreaFormProps {
  start: AreaDraft
  list: readonly AreaView[]
  readOnly: boolean
  onSaved: (code: string) => void
  children?: ReactNode
}

const lengths: Record<AreaLevel, number> = { district: 6, street: 9, community: 12, grid: 15 }

export function AreaForm({ start, list, readOnly, onSaved, children }: AreaFormProps) {
  const { t } = useTranslation('placesConsole')
  const client = useQueryClient()
  const [draft, setDraft] = useState(start)
  const change = (to: Partial<AreaDraft>) => setDraft({ ...draft, ...to })
  const save = useMutation({
    mutationFn: (body: AreaDraft) => call(saveArea, { body }),
    onSuccess: async ({ code }) => {
      await client.invalidateQueries({ queryKey: placesKey })
      onSaved(code)
    },
  })
  const isNew = start.baseVersion === null
  const wrong = codeFault(draft, list, isNew)
  const complete = wrong === null && draft.name.trim() !== ''
  const official = isNew && (draft.level === 'street' || draft.level === 'community')
  return (
    <form
      className="places-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (complete) save.mutate(draft)
      }}
    >
      <header className="places-form-head">
        <h2>{isNew ? t('area.new', { level: t(`level.${draft.level}`) }) : start.name}</h2>
        {children}
      </header>
      {official && (
        <Official under={start.code} onChoose={(code, name) => change({ code, name })} />
      )}
      <CodeAndName {...{ start, draft, change, readOnly, wrong }} />
      <OutlineEditor
        boundary={draft.boundary}
        code={draft.code}
        list={list}
        readOnly={readOnly}
        onChange={(boundary) => change({ boundary })}
      />
      <Checkbox
        checked={draft.schematic}
        disabled={readOnly}
        onChange={(event) => change({ schematic: event.target.checked })}
      >
        {t('area.schematic')}
      </Checkbox>
      <Refusal error={save.error} />
      {!readOnly && (
        <Acts
          start={start}
          busy={save.isPending}
          complete={complete}
          onActive={(active) => save.mutate({ ...draft, active })}
        />
      )}
    </form>
  )
}

type Fault = 'digits' | 'taken' | 'parent'

function CodeAndName(props: {
  start: AreaDraft
  draft: AreaDraft
  change: (to: Partial<AreaDraft>) => void
  readOnly: boolean
  wrong: Fault | null
}) {
  const { t } = useTranslation('placesConsole')
  const { start, draft, change, readOnly, wrong } = props
  return (
    <div className="places-pair">
      <Labelled
        label={t('area.code')}
        hint={t('area.codeHint', { digits: lengths[draft.level] })}
        error={
          wrong !== null && draft.code.length > start.code.length
            ? t(`area.fault.${wrong}`, { digits: lengths[draft.level] })
            : null
        }
      >
        {(id) => (
          <Input
            id={id}
            value={draft.code}
            inputMode="numeric"
            maxLength={lengths[draft.level]}
            disabled={start.baseVersion !== null || readOnly}
            onChange={(event) => change({ code: event.target.value.trim() })}
          />
        )}
      </Labelled>
      <Labelled label={t('area.name')}>
        {(id) => (
          <Input
            id={id}
            value={draft.name}
            maxLength={60}
            disabled={readOnly}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Labelled>
    </div>
  )
}

function Acts(props: {
  start: AreaDraft
  busy: boolean
  complete: boolean
  onActive: (active: boolean) => void
}) {
  const { t } = useTranslation('placesConsole')
  const { start, busy, complete, onActive } = props
  const [retiring, setRetiring] = useState(false)
  const isNew = start.baseVersion === null
  return (
    <>
      <div className="places-tools">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!complete}>
          {t('save')}
        </Button>
        {!isNew && start.active && (
          <Button danger onClick={() => setRetiring(true)}>
            {t('retire')}
          </Button>
        )}
        {!isNew && !start.active && <Button onClick={() => onActive(true)}>{t('restore')}</Button>}
      </div>
      <Confirm
        open={retiring}
        title={t('area.retireTitle', { name: start.name })}
        consequences={[t('area.retire1'), t('area.retire2')]}
        verb={t('retire')}
        danger
        busy={busy}
        onConfirm={() => {
          setRetiring(false)
          onActive(false)
        }}
        onClose={() => setRetiring(false)}
      />
    </>
  )
}

function codeFault(
  { code, level }: AreaDraft,
  list: readonly AreaView[],
  isNew: boolean,
): Fault | null {
  if (!isNew) return null
  if (!/^[0-9]+$/.test(code) || !fitsLevel(code, level)) return 'digits'
  if (list.some((a) => a.code === code)) return 'taken'
  if (level !== 'street' && !list.some((a) => a.code === parentOf(code) && a.active))
    return 'parent'
  return null
}

/** Official codes below the area; picking one fills code and name. */
function Official(props: { under: string; onChoose: (code: string, name: string) => void }) {
  const { t } = useTranslation('placesConsole')
  const [text, setText] = useState('')
  const { rows, waiting, failed } = foundBy(
    useDivisions(props.under, text.trim(), true),
    text,
    text,
  )
  return (
    <Finder
      label={t('area.official')}
      text={text}
      onText={setText}
      rows={rows.slice(0, 8)}
      waiting={waiting}
      failed={failed}
      keyOf={(d) => d.code}
      line={(d) => `${d.name}  ${d.code} · ${t('area.edition', { edition: d.edition })}`}
      onChoose={(d) => {
        setText('')
        props.onChoose(d.code, d.name)
      }}
      none={t('area.officialNone')}
      hint={t('area.officialHint')}
    />
  )
}
