import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import type { ClientView } from '../../../contract/clients.ts'
import { clientContract } from '../../../contract/index.ts'
import { verbsForPeopleOnly } from '../../../domain/api-client.ts'
import { AreaChooser, OrganisationChooser, VerbChooser } from '../form/choosers.tsx'
import { ActiveRow, pick, TextRow, useDraft, useForm, type Form } from '../form/draft.tsx'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row } from '../form/fields.tsx'
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
const kept = ['id', 'name', 'verbs', 'areas', 'organisationId', 'active'] as const
type Draft = Pick<ClientView, (typeof kept)[number]>
const blank = (): Draft => ({
  id: newId(),
  name: '',
  verbs: ['cases.report'],
  areas: [],
  organisationId: null,
  active: true,
})

const forPeopleOnly = (verb: string) => verbsForPeopleOnly([verb]).length > 0

/** One program: its name, what it may do, how far it sees, and its tokens. */
export function ClientSheet({ client, tokens, onSaved, onClose, onRenew }: ClientSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const drafting = useDraft<Draft>(() => (client ? pick(client, kept) : blank()))
  const [draft, set] = drafting
  const saving = useSaving(
    () =>
      call(clientContract.saveClient, {
        body: { ...draft, baseVersion: client?.version ?? null },
      }),
    { fieldOf, renews: [keys.clients], onSaved },
  )
  const form = useForm(drafting, saving.trouble)
  return (
    <EditSheet
      title={client?.name ?? t('clients.add')}
      verb={t(client ? 'form.save' : 'clients.addVerb')}
      ready={draft.name.trim().length > 1 && draft.verbs.length > 0}
      saving={saving}
      onClose={onClose}
      onRenew={onRenew}
      beside={client && <Tokens client={{ ...client, tokens }} />}
    >
      <TextRow
        form={form}
        name="name"
        label={t('clients.name')}
        hint={t('clients.nameHint')}
        maxLength={40}
        autoFocus={!client}
        disabled={client !== undefined}
      />
      <Where form={form} />
      <Row {...form.fields.row('verbs')} label={t('kinds.may')} hint={t('clients.verbsHint')}>
        <VerbChooser
          id={form.fields.input('verbs').id}
          value={draft.verbs}
          without={forPeopleOnly}
          onChange={(verbs) => set({ verbs })}
        />
      </Row>
      {client && (
        <ActiveRow form={form} label={t('clients.active')} hint={t('clients.activeHint')} />
      )}
    </EditSheet>
  )
}

function Where({ form: { fields, draft, set } }: { form: Form<Draft> }) {
  const { t } = useTranslation('peopleConsole')
  return (
    <>
      <Row {...fields.row('areas')} label={t('column.areas')} hint={t('clients.areasHint')}>
        <AreaChooser
          {...fields.input('areas')}
          value={draft.areas}
          onChange={(areas) => set({ areas })}
        />
      </Row>
      <Row
        {...fields.row('organisationId')}
        label={t('clients.organisation')}
        hint={t('clients.organisationHint')}
      >
        <OrganisationChooser
          {...fields.input('organisationId')}
          clearable
          value={draft.organisationId}
          onChange={(organisationId) => set({ organisationId })}
        />
      </Row>
    </>
  )
}
