import { Button, Input, Select } from 'antd'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { SheetTools } from '#platform/web/console/sheets/SheetTools.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { peopleSheets, personContract, type PersonView } from '../../../contract/index.ts'
import { useOpened } from '../form/opened.ts'
import { keys } from '../queries.ts'
import { PersonSheet } from './PersonSheet.tsx'

const { personStates } = personContract

/** People by name, 50 at a time; one opens beside the list. */
export function PersonsPart() {
  const { t } = useTranslation('peopleConsole')
  const [address, setAddress] = useAddress()
  const { verbs } = useConsoleSetting()
  const q = address['q'] ?? ''
  const state = personStates.find((s) => s === address['state'])
  const persons = usePersons(q, state)
  const opened = useOpenedPerson()
  return (
    <>
      <div className="filters">
        <Input.Search
          allowClear
          key={q}
          defaultValue={q}
          aria-label={t('persons.search')}
          placeholder={t('persons.search')}
          onSearch={(text) => setAddress({ q: text.trim() })}
        />
        <Select
          aria-label={t('persons.show')}
          value={state ?? 'all'}
          onChange={(next: string) => setAddress({ state: next === 'all' ? undefined : next })}
          options={['all', ...personStates].map((value) => ({
            value,
            label: t(`persons.state.${value}`),
          }))}
        />
        {verbs.has('people.edit') && (
          <Button type="primary" onClick={() => opened.open('new')}>
            {t('persons.add')}
          </Button>
        )}
        {verbs.has('people.edit') && (
          <SheetTools
            sheet={peopleSheets.persons}
            what={t('part.persons')}
            may
            queryKey={keys.persons}
          />
        )}
      </div>
      <Answer of={persons} rows={10}>
        {({ pages }) => {
          const rows = pages.flatMap((p) => p.rows)
          if (rows.length === 0)
            return (
              <Empty
                title={t(q || state ? 'persons.noneLike' : 'persons.none')}
                words={t(q || state ? 'persons.noneLikeWords' : 'persons.noneWords')}
              />
            )
          return (
            <ul className="rows">
              {rows.map((person) => (
                <PersonRow key={person.id} person={person} onOpen={() => opened.open(person.id)} />
              ))}
            </ul>
          )
        }}
      </Answer>
      {persons.hasNextPage && (
        <Button loading={persons.isFetchingNextPage} onClick={() => void persons.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {opened.isOpen && (
        <PersonSheet
          key={opened.key}
          person={opened.row}
          // Whoever was just added needs a post and a link next.
          onSaved={(saved) => (opened.isNew ? opened.open(saved.id) : opened.close())}
          onClose={opened.close}
          onRenew={opened.renew}
        />
      )}
    </>
  )
}

function usePersons(q: string, state: (typeof personStates)[number] | undefined) {
  return useInfiniteQuery({
    queryKey: [...keys.persons, q, state],
    queryFn: ({ pageParam, signal }) =>
      call(personContract.listPersons, {
        query: { q, state, limit: 50, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
}

/** The open person is asked for alone: a link to it must not depend on the page of the list. */
function useOpenedPerson() {
  const [address] = useAddress()
  const id = address['open']
  const one = useQuery({
    queryKey: [...keys.persons, 'one', id],
    queryFn: ({ signal }) => call(personContract.listPersons, { query: { id }, signal }),
    enabled: id !== undefined && id !== 'new',
  })
  return useOpened(one.data?.rows, (p) => p.id, one.refetch)
}

function PersonRow({ person, onOpen }: { person: PersonView; onOpen: () => void }) {
  const { t } = useTranslation('peopleConsole')
  const contact = [person.phone, person.email].filter(Boolean).join(t('and'))
  return (
    <li data-off={!person.active}>
      <button type="button" className="row-name" onClick={onOpen}>
        {person.name}
      </button>
      <span>
        {person.posts.map((post) => post.title).join(t('and')) || (
          <em className="gap">{t('persons.noPost')}</em>
        )}
      </span>
      <small>{contact || t('persons.noContact')}</small>
      <small className="row-end">
        {person.lockedUntil !== null && <b className="gap">{t('persons.locked')}</b>}
        {!person.active && t('inactive')}
        {person.active && person.lockedUntil === null && (person.loginName ?? '')}
      </small>
    </li>
  )
}
