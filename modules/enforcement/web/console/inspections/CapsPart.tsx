import { Button, Input, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Answer } from '#platform/web/console/states.tsx'
import { newId } from '#platform/web/new-id.ts'
import type { CapView } from '../../../contract/index.ts'
import { enterpriseKinds, spans } from '../../../domain/inspection-cap.ts'
import { Labelled } from '../file/fields.tsx'
import { Refused } from '../Refused.tsx'
import { MatterSelect } from './MatterSelect.tsx'
import { useCaps, useCapping } from './queries.ts'

/** How often one body may inspect one enterprise: per kind, over all matters or in one. */
export function CapsPart() {
  const { t } = useTranslation('inspections')
  const [open, setOpen] = useState<CapView | 'new' | null>(null)
  return (
    <Answer of={useCaps()}>
      {({ caps, preset, mayEdit }) => (
        <>
          {preset && <p className="quiet">{t('caps.preset')}</p>}
          {mayEdit && (
            <p>
              <Button onClick={() => setOpen('new')}>{t('caps.add')}</Button>
            </p>
          )}
          <table className="settings-table">
            <thead>
              <tr>
                <th>{t('kind')}</th>
                <th>{t('matter')}</th>
                <th>{t('caps.most')}</th>
                <th>{t('basis')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {caps.map((cap) => (
                <tr key={cap.id ?? cap.kind} data-void={!cap.active}>
                  <td>{t(`kind.${cap.kind}`)}</td>
                  <td>{cap.matterCode === '*' ? t('matter.all') : cap.matterName}</td>
                  <td>
                    {t(`caps.${cap.per}`, { times: cap.times })}
                    {!cap.active && <small> · {t('caps.off')}</small>}
                  </td>
                  <td>{cap.law}</td>
                  <td>
                    {mayEdit && cap.id !== null && (
                      <Button size="small" onClick={() => setOpen(cap)}>
                        {t('change')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {open !== null && (
            <CapDialog cap={open === 'new' ? null : open} onClose={() => setOpen(null)} />
          )}
        </>
      )}
    </Answer>
  )
}

interface CapDraft {
  kind: CapView['kind']
  per: CapView['per']
  times: string
  law: string
  active: boolean
  matter: { code: string; name: string } | null
}

const noCap: CapDraft = {
  kind: 'shop',
  per: 'year',
  times: '2',
  law: '',
  active: true,
  matter: null,
}

const draftOf = (cap: CapView): CapDraft => ({
  ...cap,
  times: String(cap.times),
  matter: cap.matterCode === '*' ? null : { code: cap.matterCode, name: cap.matterName },
})

function CapDialog({ cap, onClose }: { cap: CapView | null; onClose: () => void }) {
  const { t } = useTranslation('inspections')
  const [capId] = useState(() => cap?.id ?? newId())
  const [draft, setDraft] = useState(() => (cap ? draftOf(cap) : noCap))
  const saving = useCapping()
  const { kind, per, times, law, active, matter } = draft
  const save = () =>
    saving.mutate(
      {
        capId,
        kind,
        per,
        active,
        times: Number(times),
        law: law.trim(),
        matterCode: matter?.code ?? '*',
        baseVersion: cap?.version ?? null,
      },
      { onSuccess: onClose },
    )
  return (
    <Modal
      open
      title={t(cap ? 'caps.change' : 'caps.add')}
      okText={t('save')}
      cancelText={t('leave')}
      okButtonProps={{ disabled: !/^\d{1,2}$/.test(times), loading: saving.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <div className="enforcement inspection-form">
        <Refused error={saving.error} />
        <CapFields draft={draft} set={(to) => setDraft((was) => ({ ...was, ...to }))} />
        {cap && (
          <Button onClick={() => setDraft({ ...draft, active: !active })}>
            {t(active ? 'caps.stop' : 'caps.use')}
          </Button>
        )}
      </div>
    </Modal>
  )
}

function CapFields(props: { draft: CapDraft; set: (to: Partial<CapDraft>) => void }) {
  const { draft, set } = props
  const { t } = useTranslation('inspections')
  const id = useId()
  return (
    <>
      <Labelled id={`${id}k`} label={t('kind')}>
        <Select
          id={`${id}k`}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
          options={enterpriseKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </Labelled>
      <MatterSelect
        label={t('caps.matter')}
        chosen={draft.matter}
        onChoose={(matter) => set({ matter })}
      />
      <Labelled id={`${id}t`} label={t('caps.times')}>
        <Input
          id={`${id}t`}
          inputMode="numeric"
          maxLength={2}
          value={draft.times}
          onChange={(event) => set({ times: event.target.value })}
        />
      </Labelled>
      <Labelled id={`${id}p`} label={t('caps.per')}>
        <Select
          id={`${id}p`}
          value={draft.per}
          onChange={(per) => set({ per })}
          options={spans.map((value) => ({ value, label: t(`per.${value}`) }))}
        />
      </Labelled>
      <Labelled id={`${id}l`} label={t('basis')}>
        <Input
          id={`${id}l`}
          maxLength={400}
          value={draft.law}
          onChange={(event) => set({ law: event.target.value })}
        />
      </Labelled>
    </>
  )
}
