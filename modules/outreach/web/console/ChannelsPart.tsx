import { Button, Checkbox, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import type { Input as Given } from '#platform/web/console/say.ts'
import { Answer } from '#platform/web/console/states.tsx'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { recordsContract as contract } from '../../contract/index.ts'
import { ways } from '../../domain/channels.ts'
import { SettingsPart } from './SettingsPart.tsx'
import { useChannels, useOutreachChange } from './queries.ts'

type Draft = Given<typeof contract.saveChannel.body>

const fresh: Draft = { code: '', name: '', nameEn: '', way: 'said', baseVersion: null }

/** Ways in which people are told something: data of the district. */
export function ChannelsPart() {
  const { t } = useTranslation('outreach')
  const channels = useChannels()
  const [draft, setDraft] = useState<Draft | null>(null)
  return (
    <Answer of={channels}>
      {({ channels: rows, preset, mayEdit }) => (
        <>
          {preset && <p className="outreach-preset">{t('channels.preset')}</p>}
          {mayEdit && (
            <Button type="primary" onClick={() => setDraft(fresh)}>
              {t('channels.add')}
            </Button>
          )}
          <ul className="outreach-rows">
            {rows.map(({ version, ...row }) => (
              <li key={row.code}>
                <div>
                  <b>{row.name}</b>
                  <small className="quiet">{row.nameEn}</small>
                </div>
                <div>{t(`way.${row.way}`)}</div>
                <div>{row.active ? '' : t('channels.off')}</div>
                {mayEdit && (
                  <div className="outreach-verbs">
                    <Button size="small" onClick={() => setDraft({ ...row, baseVersion: version })}>
                      {t('change')}
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ul>
          <SettingsPart />
          {draft && <ChannelDialog channel={draft} onClose={() => setDraft(null)} />}
        </>
      )}
    </Answer>
  )
}

function ChannelDialog({ channel, onClose }: { channel: Draft; onClose: () => void }) {
  const { t } = useTranslation('outreach')
  const id = useId()
  const [draft, setDraft] = useState(channel)
  const set = (to: Partial<Draft>) => setDraft((was) => ({ ...was, ...to }))
  const save = useOutreachChange((body: Draft) => call(contract.saveChannel, { body }))
  const isNew = channel.code === ''
  const ready = /^[a-z][a-z0-9_]{1,30}$/.test(draft.code) && draft.name.trim() !== ''
  return (
    <SaveDialog
      title={t(isNew ? 'channels.add' : 'channels.change')}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={save}
      onSave={() => save.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Field id={`${id}n`} label={t('channels.name')}>
        <Input
          id={`${id}n`}
          maxLength={40}
          value={draft.name}
          onChange={(e) => set({ name: e.target.value })}
        />
      </Field>
      <Field id={`${id}e`} label={t('channels.nameEn')}>
        <Input
          id={`${id}e`}
          maxLength={60}
          value={draft.nameEn ?? ''}
          onChange={(e) => set({ nameEn: e.target.value })}
        />
      </Field>
      {isNew && (
        <Field id={`${id}c`} label={t('channels.code')} hint={t('channels.codeHint')}>
          <Input
            id={`${id}c`}
            maxLength={30}
            value={draft.code}
            onChange={(e) => set({ code: e.target.value.toLowerCase() })}
          />
        </Field>
      )}
      <Field label={t('channels.way')}>
        <Choices
          label={t('channels.way')}
          value={draft.way}
          values={ways}
          say={(way) => t(`way.${way}`)}
          onChange={(way) => set({ way })}
        />
      </Field>
      <Checkbox checked={draft.active ?? true} onChange={(e) => set({ active: e.target.checked })}>
        {t('channels.active')}
      </Checkbox>
    </SaveDialog>
  )
}
