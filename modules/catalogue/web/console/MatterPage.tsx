import { Button, Checkbox, Input, Modal, Select } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, CallError } from '#platform/web/call.ts'
import { usePart } from '#platform/web/console/address.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import {
  editMatter,
  listGuideItems,
  readMatter,
  urgencies,
  type MatterEdit,
  type MatterPage as Page,
} from '../../contract/index.ts'
import { History } from './History.tsx'
import { limitWords } from './limit-words.ts'
import './catalogue.css'

type Params = { kind: 'component' | 'matter'; code: string }

/** One matter: when to file, when to close, how long, and who changed that and why. */
export function MatterPage() {
  const { t } = useTranslation('catalogueConsole')
  const code = usePart('code')
  const kind = usePart('kind') === 'component' ? 'component' : 'matter'
  const params = useMemo<Params>(() => ({ kind, code }), [kind, code])
  const [editing, setEditing] = useState(false)
  const matter = useQuery({
    queryKey: ['catalogue', 'matter', params.kind, params.code],
    queryFn: ({ signal }) => call(readMatter, { params, signal }),
  })
  return (
    <Answer of={matter}>
      {(page) => (
        <article className="page catalogue matter">
          <Link to="/console/catalogue">{t('back')}</Link>
          <header className="page-head">
            <h1>{page.matter.name}</h1>
            {page.allowed.includes('edit') && (
              <Button onClick={() => setEditing(true)}>{t('edit')}</Button>
            )}
          </header>
          <Facts page={page} />
          <History rows={page.history} />
          {editing && <EditDialog page={page} params={params} onClose={() => setEditing(false)} />}
        </article>
      )}
    </Answer>
  )
}

function Facts({ page }: { page: Page }) {
  const { t } = useTranslation('catalogueConsole')
  const m = page.matter
  const none = t('notWritten')
  const facts: [string, string][] = [
    ['code', `${t(`kind.${m.kind}`)} ${m.code} · ${m.majorName}`],
    ['class', m.class === null ? none : t(`class.${m.class}`)],
    ['guideItem', m.guideItemCode ?? none],
    ['urgency', `${t(`urgency.${m.urgency}`)}${m.hazard ? ` · ${t('hazard')}` : ''}`],
    ['limit', page.limit ? limitWords(page.limit, t) : t('limit.default')],
    ['filing', m.filingStandard || none],
    ['closing', m.closingStandard || none],
    ['hint', m.hint || none],
    ['lead', m.lead || none],
    ['legacy', page.legacyCodes.map((c) => `${c.code} ${c.name}`).join(t('and')) || none],
    ['origin', t(`origin.${m.origin}`)],
  ]
  return (
    <dl className="facts-list">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`matter.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const draftOf = ({ matter: m }: Page): MatterEdit => ({
  name: m.name,
  guideItemCode: m.guideItemCode,
  filingStandard: m.filingStandard,
  closingStandard: m.closingStandard,
  hint: m.hint,
  lead: m.lead,
  urgency: m.urgency,
  hazard: m.hazard,
  active: m.active,
})

function EditDialog({
  page,
  params,
  onClose,
}: {
  page: Page
  params: Params
  onClose: () => void
}) {
  const { t } = useTranslation('catalogueConsole')
  const client = useQueryClient()
  const id = useId()
  const [draft, setDraft] = useState(() => draftOf(page))
  const [reason, setReason] = useState('')
  const set = (change: Partial<MatterEdit>) => setDraft((d) => ({ ...d, ...change }))
  const save = useMutation({
    mutationFn: () =>
      call(editMatter, { params, body: { ...draft, baseVersion: page.matter.version, reason } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['catalogue'] })
      onClose()
    },
  })
  const late = save.error instanceof CallError && save.error.status === 409
  return (
    <Modal
      open
      width={640}
      title={t('edit')}
      okText={t('save')}
      onCancel={onClose}
      onOk={() => save.mutate()}
      okButtonProps={{
        loading: save.isPending,
        disabled: reason.trim() === '' || draft.name.trim() === '',
      }}
    >
      {save.error && (
        <p role="alert" className="catalogue-trouble">
          {t(late ? 'late' : 'failed')}
        </p>
      )}
      <div className="fields">
        <Fields draft={draft} set={set} />
        <label htmlFor={`${id}r`}>{t('reason')}</label>
        <Input
          id={`${id}r`}
          value={reason}
          maxLength={500}
          onChange={(e) => setReason(e.target.value)}
        />
      </div>
    </Modal>
  )
}

function Fields({ draft, set }: { draft: MatterEdit; set: (change: Partial<MatterEdit>) => void }) {
  const { t } = useTranslation('catalogueConsole')
  const id = useId()
  const items = useQuery({
    queryKey: ['catalogue', 'guide'],
    queryFn: ({ signal }) => call(listGuideItems, { signal }),
  })
  return (
    <>
      <label htmlFor={`${id}n`}>{t('matter.name')}</label>
      <Input
        id={`${id}n`}
        value={draft.name}
        maxLength={80}
        onChange={(e) => set({ name: e.target.value })}
      />
      {(['filingStandard', 'closingStandard', 'hint'] as const).map((name) => (
        <div key={name}>
          <label htmlFor={id + name}>{t(`field.${name}`)}</label>
          <Input.TextArea
            id={id + name}
            rows={2}
            value={draft[name]}
            onChange={(e) => set({ [name]: e.target.value })}
          />
        </div>
      ))}
      <label htmlFor={`${id}g`}>{t('matter.guideItem')}</label>
      <Select
        id={`${id}g`}
        allowClear
        value={draft.guideItemCode}
        onChange={(value: string | null | undefined) => set({ guideItemCode: value ?? null })}
        options={(items.data?.rows ?? []).map((i) => ({
          value: i.code,
          label: `${i.code} ${i.name}`,
        }))}
      />
      <Choices
        label={t('matter.urgency')}
        value={draft.urgency}
        values={urgencies}
        say={(u) => t(`urgency.${u}`)}
        onChange={(urgency) => set({ urgency })}
      />
      <Checkbox checked={draft.hazard} onChange={(e) => set({ hazard: e.target.checked })}>
        {t('hazard')}
      </Checkbox>
      <Checkbox checked={draft.active} onChange={(e) => set({ active: e.target.checked })}>
        {t('active')}
      </Checkbox>
    </>
  )
}
