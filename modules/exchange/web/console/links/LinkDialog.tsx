import { Input, Modal, Select, Switch } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { saveLink } from '../../../contract/index.ts'
import { linkKinds, mappingPresets, type LinkKind } from '../../../domain/presets.ts'
import { Trouble } from '../trouble.tsx'
import { Field } from '../webhooks/SubscriptionDialog.tsx'
import { MappingPart } from './MappingPart.tsx'
import { linksKey, mappingOf, tablesOf, type LinkDraft } from './draft.ts'

interface DialogProps {
  draft: LinkDraft
  hasHeader: boolean
  programs: readonly { id: string; name: string }[]
  onClose: () => void
}

/** One neighbouring system: who it is, how answers reach it, and the two tables of names. */
export function LinkDialog(props: DialogProps) {
  const { t } = useTranslation('links')
  const client = useQueryClient()
  const [draft, setDraft] = useState(props.draft)
  const [tables, setTables] = useState(() => tablesOf(props.draft.mapping))
  const set = (change: Partial<LinkDraft>) => setDraft((d) => ({ ...d, ...change }))
  const { mapping, faults } = mappingOf(tables, draft.mapping)
  const save = useMutation({
    mutationFn: () => call(saveLink, { body: { ...draft, mapping } }),
    onSuccess: props.onClose,
    onSettled: () => client.invalidateQueries({ queryKey: linksKey }),
  })
  const isNew = draft.baseVersion === null
  const choose = (kind: LinkKind) => {
    set({ kind, mapping: mappingPresets[kind], ...(isNew ? { code: kind } : {}) })
    setTables(tablesOf(mappingPresets[kind]))
  }
  return (
    <Modal
      open
      width={760}
      title={t(isNew ? 'add' : 'edit')}
      okText={t('save')}
      cancelText={t('leave')}
      okButtonProps={{
        disabled: draft.name.trim() === '' || Object.keys(faults).length > 0,
        loading: save.isPending,
      }}
      onOk={() => save.mutate()}
      onCancel={props.onClose}
    >
      <Trouble error={save.error} />
      <Who {...props} draft={draft} set={set} onKind={choose} />
      <Back draft={draft} hasHeader={props.hasHeader} set={set} />
      <MappingPart
        tables={tables}
        mapping={mapping}
        faults={faults}
        onTables={setTables}
        onMapping={(changed) => set({ mapping: changed })}
      />
    </Modal>
  )
}

type Setting = { draft: LinkDraft; set: (change: Partial<LinkDraft>) => void }

function Who(
  props: Setting & Pick<DialogProps, 'programs'> & { onKind: (kind: LinkKind) => void },
) {
  const { draft, set } = props
  const { t } = useTranslation('links')
  const id = useId()
  const isNew = draft.baseVersion === null
  return (
    <div className="link-pair">
      <Field id={`${id}k`} label={t('kind')}>
        <Select
          id={`${id}k`}
          value={draft.kind}
          disabled={!isNew}
          onChange={props.onKind}
          options={linkKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
      </Field>
      <Field id={`${id}n`} label={t('name')}>
        <Input
          id={`${id}n`}
          value={draft.name}
          maxLength={60}
          onChange={(e) => set({ name: e.target.value })}
        />
      </Field>
      <Field id={`${id}c`} label={t('code')} hint={t('codeHint')}>
        <Input
          id={`${id}c`}
          className="code"
          value={draft.code}
          maxLength={31}
          disabled={!isNew}
          onChange={(e) => set({ code: e.target.value.toLowerCase() })}
        />
      </Field>
      <Field id={`${id}p`} label={t('program')} hint={t('programHint')}>
        <Select
          id={`${id}p`}
          value={draft.clientId ?? ''}
          onChange={(clientId: string) => set({ clientId: clientId || null })}
          options={[
            { value: '', label: t('program.none') },
            ...props.programs.map((p) => ({ value: p.id, label: p.name })),
          ]}
        />
      </Field>
    </div>
  )
}

function Back({ draft, set, hasHeader }: Setting & { hasHeader: boolean }) {
  const { t } = useTranslation('links')
  const id = useId()
  return (
    <>
      <Field id={`${id}w`} label={t('way')}>
        <Select
          id={`${id}w`}
          value={draft.way}
          onChange={(way: LinkDraft['way']) => set({ way })}
          options={(['http', 'file', 'none'] as const).map((way) => ({
            value: way,
            label: t(`way.${way}`),
          }))}
        />
      </Field>
      {draft.way === 'http' && (
        <div className="link-pair">
          <Field id={`${id}u`} label={t('url')}>
            <Input
              id={`${id}u`}
              className="code"
              value={draft.url ?? ''}
              onChange={(e) => set({ url: e.target.value.trim() })}
            />
          </Field>
          <Field id={`${id}h`} label={t('header')} hint={t('headerHint')}>
            <Input
              id={`${id}h`}
              className="code"
              value={draft.headerName ?? ''}
              onChange={(e) => set({ headerName: e.target.value.trim() })}
            />
          </Field>
          <Field
            id={`${id}v`}
            label={t('headerValue')}
            {...(hasHeader ? { hint: t('headerKept') } : {})}
          >
            <Input.Password
              id={`${id}v`}
              autoComplete="off"
              value={draft.headerValue ?? ''}
              onChange={(e) => set({ headerValue: e.target.value })}
            />
          </Field>
        </div>
      )}
      {draft.baseVersion !== null && (
        <Field id={`${id}a`} label={t('active')}>
          <Switch
            id={`${id}a`}
            checked={draft.active ?? true}
            onChange={(active) => set({ active })}
          />
        </Field>
      )}
    </>
  )
}
