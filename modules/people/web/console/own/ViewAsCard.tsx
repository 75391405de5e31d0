import { Button, Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choices } from '#platform/web/console/Choices.tsx'
import { viewAsContract } from '../../../contract/index.ts'
import { VIEW_MINUTES } from '../../../domain/view-as.ts'
import { TextRow, useDraft, useForm } from '../form/draft.tsx'
import { TroubleStrip } from '../form/EditSheet.tsx'
import { Row } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'

const minutes = VIEW_MINUTES.map(String)

/** For managers: see what a post of the own area sees, with a reason for the log. */
export function ViewAsCard() {
  const { t } = useTranslation('access')
  const [q, setQ] = useState('')
  const drafting = useDraft<{ postId: string | null; reason: string; minutes: string }>(() => ({
    postId: null,
    reason: '',
    minutes: '30',
  }))
  const [draft, set] = drafting
  const posts = useQuery({
    queryKey: ['people', 'view-as', q],
    queryFn: ({ signal }) => call(viewAsContract.viewablePosts, { query: { q }, signal }),
    placeholderData: (before) => before,
  })
  const saving = useSaving(
    () =>
      call(viewAsContract.viewAs, {
        body: {
          postId: draft.postId ?? '',
          reason: draft.reason.trim(),
          minutes: VIEW_MINUTES.find((m) => String(m) === draft.minutes) ?? 30,
        },
      }),
    // Everything on the page is of the own post: it begins anew.
    { renews: [], onSaved: () => location.assign('/console') },
  )
  const form = useForm(drafting, saving.trouble)
  return (
    <form
      className="card"
      noValidate
      aria-label={t('viewing.title')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving.busy) saving.save()
      }}
    >
      <h2>{t('viewing.title')}</h2>
      <p className="quiet">{t('viewing.how')}</p>
      <TroubleStrip trouble={saving.trouble} />
      <Row {...form.fields.row('postId')} label={t('viewing.post')}>
        <Select
          {...form.fields.input('postId')}
          showSearch={{ filterOption: false, onSearch: setQ }}
          value={draft.postId}
          placeholder={t('viewing.choose')}
          notFoundContent={t('viewing.nothing')}
          onChange={(postId: string) => set({ postId })}
          options={(posts.data?.posts ?? []).map((p) => ({
            value: p.postId,
            label: [p.organisationName, p.title, p.holders.join(t('factor.and'))]
              .filter(Boolean)
              .join(' · '),
          }))}
        />
      </Row>
      <TextRow form={form} name="reason" label={t('viewing.reason')} maxLength={200} />
      <Row {...form.fields.row('minutes')} label={t('viewing.long')}>
        <Choices
          label={t('viewing.long')}
          value={draft.minutes}
          values={minutes}
          say={(value) => t('viewing.minutes', { count: Number(value) })}
          onChange={(value) => set({ minutes: value })}
        />
      </Row>
      <p className="sheet-verbs">
        <Button
          htmlType="submit"
          disabled={draft.postId === null || draft.reason.trim().length < 4}
          loading={saving.busy}
        >
          {t('viewing.begin')}
        </Button>
      </p>
    </form>
  )
}
