import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { staffContract, type HoldingView } from '../../../contract/index.ts'
import { PersonChooser } from '../form/choosers.tsx'
import { DayRow, pick, useDraft, useForm, type Form } from '../form/draft.tsx'
import { TroubleStrip } from '../form/EditSheet.tsx'
import { Row } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys, usePosts } from '../queries.ts'

interface AppointFormProps {
  /** Left out, somebody is appointed anew. */
  holding: HoldingView | undefined
  postId: string | undefined
  personId: string | undefined
  today: string
  onClose: () => void
}

const fieldOf = {
  'people.holding_ends_early': 'until',
  'people.holding_overlaps': 'from',
}

interface Draft {
  id: string
  postId: string
  personId: string
  from: string
  until: string
}

/** Whoever changes a holding of today ends it today, most of the time. */
function draftOf(holding: HoldingView, today: string): Draft {
  const until = holding.until ?? (holding.from > today ? '' : today)
  return { ...pick(holding, ['id', 'postId', 'personId', 'from']), until }
}

/** Appoints a person to a post from a day on, or changes the days: that is how a holding ends. */
export function AppointForm(props: AppointFormProps) {
  const { holding, postId = '', personId = '', today, onClose } = props
  const { t } = useTranslation('peopleConsole')
  const drafting = useDraft<Draft>(() =>
    holding ? draftOf(holding, today) : { id: newId(), postId, personId, from: today, until: '' },
  )
  const [draft] = drafting
  const saving = useSaving(
    () =>
      call(staffContract.saveHolding, {
        body: { ...draft, until: draft.until || null, baseVersion: holding?.version ?? null },
      }),
    {
      fieldOf,
      renews: [keys.holdings, keys.posts, keys.persons, keys.stations],
      onSaved: onClose,
    },
  )
  const form = useForm(drafting, saving.trouble)
  const early = draft.until !== '' && draft.until < draft.from
  const ready = [draft.postId, draft.personId, draft.from].every((one) => one !== '') && !early
  return (
    <form
      className="appoint"
      noValidate
      aria-label={t(holding ? 'holdings.change' : 'holdings.appoint')}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !saving.busy) saving.save()
      }}
    >
      <TroubleStrip trouble={saving.trouble} />
      {!holding && postId !== '' && <WhomRow form={form} />}
      {!holding && personId !== '' && <WhichRow form={form} />}
      <div className="two">
        <DayRow form={form} name="from" label={t('column.from')} />
        <DayRow
          form={form}
          name="until"
          label={t('column.until')}
          hint={early ? <b role="alert">{t('holdings.early')}</b> : t('holdings.untilHint')}
          clearable
        />
      </div>
      <p className="sheet-verbs">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={saving.busy}>
          {t(holding ? 'form.save' : 'holdings.appointVerb')}
        </Button>
        <Button onClick={onClose}>{t('form.leave')}</Button>
      </p>
    </form>
  )
}

function WhomRow({ form }: { form: Form<Draft> }) {
  const { t } = useTranslation('peopleConsole')
  return (
    <Row {...form.fields.row('personId')} label={t('holdings.person')}>
      <PersonChooser
        {...form.fields.input('personId')}
        value={form.draft.personId || null}
        onChange={(id) => form.set({ personId: id ?? '' })}
      />
    </Row>
  )
}

function WhichRow({ form }: { form: Form<Draft> }) {
  const { t } = useTranslation('peopleConsole')
  const posts = usePosts()
  const shown = posts.data?.filter((p) => p.active) ?? []
  return (
    <Row {...form.fields.row('postId')} label={t('column.post')}>
      <Select
        {...form.fields.input('postId')}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('choose.post')}
        value={form.draft.postId || null}
        onChange={(postId: string) => form.set({ postId })}
        options={shown.map((p) => ({
          value: p.id,
          label: [p.title, p.organisationName, p.holders.length === 0 ? t('vacant') : '']
            .filter(Boolean)
            .join(' · '),
        }))}
      />
    </Row>
  )
}
