import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { RoundRow } from '../../../contract/index.ts'
import { roundStates, type RoundState } from '../../../domain/checks/schedule.ts'
import { OneRound } from './OneRound.tsx'
import { useLedgerOfRounds, useLists, type LedgerAsk } from './queries.ts'

const states = [...roundStates, 'trouble'] as const

/** What came of the rounds, place by place and day by day; nobody is named and nobody is ranked. */
export function LedgerPart() {
  const { t } = useTranslation('checks')
  const [address, setAddress] = useAddress()
  const state = states.find((one) => one === address['state'])
  const ask: LedgerAsk = {
    ...(address['list'] ? { listId: address['list'] } : {}),
    ...(state ? { state } : {}),
    ...(address['from'] ? { from: address['from'] } : {}),
    ...(address['until'] ? { until: address['until'] } : {}),
  }
  const ledger = useLedgerOfRounds(ask)
  const chosen = address['round']
  return (
    <>
      <Filters state={state} />
      <Answer of={ledger} rows={6}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          return (
            <>
              <Counts counts={pages[0]?.counts ?? []} />
              {rows.length === 0 ? (
                <Empty title={t('ledger.none')} words={t('ledger.noneWords')} />
              ) : (
                <ul className="checks-rows">
                  {rows.map((row) => (
                    <Row
                      key={row.id}
                      row={row}
                      open={row.id === chosen}
                      onOpen={() => setAddress({ round: row.id === chosen ? undefined : row.id })}
                    />
                  ))}
                </ul>
              )}
              {ledger.hasNextPage && (
                <Button
                  loading={ledger.isFetchingNextPage}
                  onClick={() => void ledger.fetchNextPage()}
                >
                  {t('ledger.more')}
                </Button>
              )}
            </>
          )
        }}
      </Answer>
    </>
  )
}

function Filters({ state }: { state: (typeof states)[number] | undefined }) {
  const { t, i18n } = useTranslation('checks')
  const [address, setAddress] = useAddress()
  const lists = useLists()
  const asked = new URLSearchParams({ language: i18n.language === 'en' ? 'en' : 'zh-CN' })
  if (address['list']) asked.set('listId', address['list'])
  if (state) asked.set('state', state)
  if (address['from']) asked.set('from', address['from'])
  if (address['until']) asked.set('until', address['until'])
  return (
    <div className="checks-filters">
      <Select
        aria-label={t('ledger.list')}
        value={address['list'] ?? ''}
        onChange={(list: string) => setAddress({ list: list || undefined })}
        options={[
          { value: '', label: t('ledger.allLists') },
          ...(lists.data?.lists ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Select
        aria-label={t('ledger.state')}
        value={state ?? ''}
        onChange={(next: string) => setAddress({ state: next || undefined })}
        options={[
          { value: '', label: t('ledger.all') },
          ...states.map((value) => ({ value, label: t(`state.${value}`) })),
        ]}
      />
      {(['from', 'until'] as const).map((end) => (
        <label key={end}>
          <span>{t(`ledger.${end}`)}</span>
          <Input
            type="date"
            value={address[end] ?? ''}
            onChange={(event) => setAddress({ [end]: event.target.value || undefined })}
          />
        </label>
      ))}
      <Button href={`/api/fieldwork/check-rounds/sheet?${asked}`} download>
        {t('ledger.export')}
      </Button>
    </div>
  )
}

function Counts({ counts }: { counts: readonly { state: RoundState; count: number }[] }) {
  const { t } = useTranslation('checks')
  return (
    <dl className="checks-counts">
      {counts
        .filter(({ count }) => count > 0)
        .map(({ state, count }) => (
          <div key={state}>
            <dt>{t(`state.${state}`)}</dt>
            <dd>{count}</dd>
          </div>
        ))}
    </dl>
  )
}

const tones: Record<RoundState, string | undefined> = {
  open: undefined,
  done: 'jade',
  late: 'amber',
  missed: 'cinnabar',
  unseen: 'slate',
  dropped: 'slate',
}

function Row({ row, open, onOpen }: { row: RoundRow; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation('checks')
  const time = useTime()
  const days =
    row.startsOn === row.endsOn
      ? time.date(row.startsOn)
      : t('round.days', { from: time.date(row.startsOn), until: time.date(row.endsOn) })
  return (
    <>
      <li>
        <span>
          <b>{row.place.name}</b>
          <small className="quiet">{row.listName}</small>
        </span>
        <span className="quiet">{days}</span>
        <span>
          <span className="checks-state" data-tone={tones[row.state]}>
            {t(`state.${row.state}`)}
          </span>
          {row.troubles > 0 && (
            <span className="checks-state" data-tone="cinnabar">
              {t('troubles', { count: row.troubles })}
            </span>
          )}
        </span>
        <Button
          size="small"
          aria-expanded={open}
          aria-label={`${t(open ? 'close' : 'open')} ${row.place.name} ${days}`}
          onClick={onOpen}
        >
          {t(open ? 'close' : 'open')}
        </Button>
      </li>
      {open && (
        <li className="checks-one">
          <OneRound roundId={row.id} />
        </li>
      )}
    </>
  )
}
