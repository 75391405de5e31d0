import { Input, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { clientContract } from '../../../contract/index.ts'
import type { ClientView } from '../../../contract/clients.ts'
import { verbsForPeopleOnly } from '../../../domain/api-client.ts'
import { AreaChooser, OrganisationChooser, VerbChooser } from '../form/choosers.tsx'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row, useFields } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys } from '../queries.ts'
import { Tokens } from './Tokens.tsx'

interface ClientSheetProps {
  client: ClientView | undefined
  tokens: ClientView['tokens']
  onSaved: (saved: ClientView) => void
  onClose: () => void
  onRenew: () => void
}

const fieldOf = {
  'people.client_name_taken': 'name',
  'people.client_sees_nothing': 'areas',
  'people.verbs_for_people_only': 'verbs',
}

const forPeopleOnly = (verb: string) => verbsForPeopleOnly([verb]).length > 0

/** One program: its name, what it may do, how far it sees, and its tokens. */
export function ClientSheet({ client, tokens, onSaved, onClose, onRenew }: ClientSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const [draft, setDraft] = useState(() => ({
    id: client?.id ?? newId(),
    name: client?.name ?? '',
    verbs: client?.verbs ?? ['cases.report'],
    areas: client?.areas ?? [],
    organisationId: client?.organisationId ?? null,
    active: client?.active ?? true,
  }))
  const set = (change: Partial<typeof draft>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useSaving(
    () =>
      call(clientContract.saveClient, {
        body: { ...draft, baseVersion: client?.version ?? null },
      }),
    { fieldOf, renews: [keys.clients], onSaved },
  )
  const f = useFields(saving.trouble)
  return (
    <EditSheet
      title={client?.name ?? t('clients.add')}
      verb={t(client ? 'form.save' : 'clients.addVerb')}
      ready={draft.name.trim().length > 1 && draft.verbs.length > 0}
      busy={saving.busy}
      trouble={saving.trouble}
      onSave={() => saving.save(undefined)}
      onClose={onClose}
      onRenew={onRenew}
      beside={client && <Tokens client={{ ...client, tokens }} />}
    >
      <Row {...f.row('name')} label={t('clients.name')} hint={t('clients.nameHint')}>
        <Input
          {...f.input('name')}
          maxLength={40}
          autoFocus={!client}
          disabled={client !== undefined}
          value={draft.name}
          onChange={(e) => set({ name: e.target.value })}
        />
      </Row>
      <Row {...f.row('areas')} label={t('column.areas')} hint={t('clients.areasHint')}>
        <AreaChooser
          {...f.input('areas')}
          value={draft.areas}
          onChange={(areas) => set({ areas })}
        />
      </Row>
      <Row
        {...f.row('organisationId')}
        label={t('clients.organisation')}
        hint={t('clients.organisationHint')}
      >
        <OrganisationChooser
          {...f.input('organisationId')}
          clearable
          value={draft.organisationId}
          onChange={(organisationId) => set({ organisationId })}
        />
      </Row>
      <Row {...f.row('verbs')} label={t('kinds.may')} hint={t('clients.verbsHint')}>
        <VerbChooser
          value={draft.verbs}
          without={forPeopleOnly}
          onChange={(verbs) => set({ verbs })}
        />
      </Row>
      {client && (
        <Row {...f.row('active')} label={t('clients.active')} hint={t('clients.activeHint')}>
          <Switch
            id={f.input('active').id}
            checked={draft.active}
            onChange={(active) => set({ active })}
          />
        </Row>
      )}
    </EditSheet>
  )
}
