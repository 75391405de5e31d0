import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { noteCase, type CasePage } from '../../../contract/index.ts'
import { Trouble } from '../actions/Actions.tsx'
import { useChange } from '../change.ts'

/** The one place to write into the story. Internal unless said otherwise. */
export function Composer({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const [words, setWords] = useState('')
  const [open, setOpen] = useState(false)
  const changing = useChange(page, () => {
    setWords('')
    setOpen(false)
  })
  return (
    <form
      className="composer no-print"
      onSubmit={(event) => {
        event.preventDefault()
        void changing.send(({ params, base }) =>
          call(noteCase, { params, body: { ...base, words: words.trim(), public: open } }),
        )
      }}
    >
      <Trouble changing={changing} />
      <Input.TextArea
        aria-label={t('note.label')}
        placeholder={t('note.label')}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
        value={words}
        onChange={(e) => setWords(e.target.value)}
      />
      <p>
        <Checkbox checked={open} onChange={(e) => setOpen(e.target.checked)}>
          {t('note.public')}
        </Checkbox>
        <Button
          htmlType="submit"
          type="primary"
          loading={changing.busy}
          disabled={words.trim() === ''}
        >
          {t(open ? 'note.sendPublic' : 'note.send')}
        </Button>
      </p>
    </form>
  )
}
