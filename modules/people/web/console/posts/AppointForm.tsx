import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { staffContract, type HoldingView } from '../../../contract/index.ts'
import { PersonChooser } from '../form/choosers.tsx'
import { Row, useFields } from '../form/fields.tsx'
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

/** Appoints a person to a post from a day on, or changes the days: that is how a holding ends. */
export function AppointForm({ holding, postId, personId, today, onClose }: AppointFormProps) {
  const { t } = useTranslation('peopleConsole')
  const [draft, setDraft] = useState(() => ({
    id: holding?.id ?? newId(),
    postId: holding?.postId ?? postId ?? null,
    personId: holding?.personId ?? personId ?? null,
    from: holding?.from ?? today,
    // Whoever ends a holding means today, most of the time.
    until: holding ? (holding.until ?? (holding.from > today ? '' : today)) : '',
  }))
  const set = (change: Partial<typeof draft>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useSaving(
    () =>
      call(staffContract.saveHolding, {
        body: {
          ...draft,
          postId: draft.postId ?? '',
          personId: draft.personId ?? '',
          until: draft.until === '' ? null : draft.until,
          baseVersion: holding?.version ?? null,
        },
      }),
    {
      fieldOf,
      renews: [keys.holdings, keys.posts, keys.persons, keys.stations],
      onSaved: onClose,
    },
  )
  const f = useFields(saving.trouble)
  const { trouble } = saving
  const early = draft.until !== '' && draft.until < draft.from
  const ready = draft.postId !== null && draft.personId !== null && draft.from !== '' && !early
  return (
    <form
      className="appoint"
      noValidate
      aria-label={t(holding ? 'holdings.change' : 'holdings.appoint')}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !saving.busy) saving.save(undefined)
      }}
    >
      {trouble && trouble.fields.length === 0 && (
        <p className="sheet-trouble" role="alert">
          {trouble.words}
        </p>
      )}
      {!holding && postId !== undefined && (
        <Row {...f.row('personId')} label={t('holdings.person')}>
          <PersonChooser
            {...f.input('personId')}
            value={draft.personId}
            onChange={(id) => set({ personId: id })}
          />
        </Row>
      )}
      {!holding && personId !== undefined && (
        <Row {...f.row('postId')} label={t('column.post')}>
          <PostChooser
            {...f.input('postId')}
            value={draft.postId}
            onChange={(id) => set({ postId: id })}
          />
        </Row>
      )}
      <div className="two">
        <Row {...f.row('from')} label={t('column.from')}>
          <Input
            {...f.input('from')}
            type="date"
            value={draft.from}
            onChange={(e) => set({ from: e.target.value })}
          />
        </Row>
        <Row
          {...f.row('until')}
          wrong={early ? t('holdings.early') : f.row('until').wrong}
          label={t('column.until')}
          hint={t('holdings.untilHint')}
        >
          <Input
            {...f.input('until')}
            type="date"
            value={draft.until}
            onChange={(e) => set({ until: e.target.value })}
          />
        </Row>
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

function PostChooser(props: {
  id: string
  status: '' | 'error'
  value: string | null
  onChange: (id: string) => void
}) {
  const { t } = useTranslation('peopleConsole')
  const posts = usePosts()
  const shown = posts.data?.filter((p) => p.active) ?? []
  return (
    <Select
      {...props}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('choose.post')}
      options={shown.map((p) => ({
        value: p.id,
        label: [p.title, p.organisationName, p.holders.length === 0 ? t('vacant') : '']
          .filter(Boolean)
          .join(' · '),
      }))}
    />
  )
}
