import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { personContract } from '../../../contract/index.ts'
import { LeaveCard } from '../leave/LeaveCard.tsx'
import { Sessions } from '../people/Sessions.tsx'
import { keys } from '../queries.ts'
import { SecondFactorCard } from '../second-factor/SecondFactorCard.tsx'
import { ContactForm } from './ContactForm.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { ViewAsCard } from './ViewAsCard.tsx'
import '../people.css'
import './own.css'

/** What everybody keeps for themselves: how to be reached, the language, the password, the sessions. */
export function OwnPage() {
  const { t } = useTranslation('peopleConsole')
  const { verbs } = useConsoleSetting()
  const contact = useQuery({
    queryKey: keys.contact,
    queryFn: ({ signal }) => call(personContract.readContact, { signal }),
    refetchOnWindowFocus: false,
  })
  return (
    <div className="page people own">
      <h1>{t('own.title')}</h1>
      <Answer of={contact}>
        {(own) => (
          <>
            <p className="quiet">{t('own.who', { name: own.name })}</p>
            <ContactForm key={`c${own.version}`} contact={own} />
            <PasswordForm key={`p${own.loginName ?? ''}${String(own.hasPassword)}`} contact={own} />
            <LeaveCard />
            {verbs.has('people.view_as') && <ViewAsCard />}
            <SecondFactorCard hasPassword={own.hasPassword} />
            <section className="card">
              <h2>{t('part.sessions')}</h2>
              <p className="quiet">
                {t('own.idle', { minutes: own.deskIdleMinutes, days: own.phoneIdleDays })}
              </p>
              <Sessions />
            </section>
          </>
        )}
      </Answer>
    </div>
  )
}
