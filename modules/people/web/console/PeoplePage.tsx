import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Empty } from '#platform/web/console/states.tsx'
import { AuditPart } from './audit/AuditPart.tsx'
import { ClientsPart } from './keep/ClientsPart.tsx'
import { KindsPart } from './keep/KindsPart.tsx'
import { OrganisationsPart } from './keep/OrganisationsPart.tsx'
import { PersonsPart } from './people/PersonsPart.tsx'
import { PostsPart } from './posts/PostsPart.tsx'
import { ProvidersPart } from './providers/ProvidersPart.tsx'
import './people.css'

const parts = {
  persons: { verb: 'people.read', Part: PersonsPart },
  posts: { verb: 'people.read', Part: PostsPart },
  organisations: { verb: 'people.read', Part: OrganisationsPart },
  kinds: { verb: 'people.read', Part: KindsPart },
  providers: { verb: 'people.sessions', Part: ProvidersPart },
  clients: { verb: 'people.grant', Part: ClientsPart },
  audit: { verb: 'audit.read', Part: AuditPart },
}
const names = [
  'persons',
  'posts',
  'organisations',
  'kinds',
  'clients',
  'providers',
  'audit',
] as const satisfies readonly (keyof typeof parts)[]

/** People, what they belong to, their posts and rights, programs, and the log; each for whoever may. */
export function PeoplePage() {
  const { t } = useTranslation('peopleConsole')
  const { verbs } = useConsoleSetting()
  const [address, setAddress] = useAddress()
  const shown = names.filter((n) => verbs.has(parts[n].verb))
  const name = shown.find((n) => n === address['part']) ?? shown[0]
  if (!name) return <Empty title={t('none')} words={t('noneWords')} />
  const { Part } = parts[name]
  const elsewhere = Object.fromEntries(Object.keys(address).map((key) => [key, undefined]))
  return (
    <div className="page people">
      <header className="page-head">
        <h1>{t(name === 'audit' && shown.length === 1 ? 'part.audit' : 'title')}</h1>
        {shown.length > 1 && (
          <div className="parts">
            <Segmented
              aria-label={t('parts')}
              value={name}
              onChange={(part) => setAddress({ ...elsewhere, part })}
              options={shown.map((value) => ({ value, label: t(`part.${value}`) }))}
            />
          </div>
        )}
      </header>
      <Part key={name} />
    </div>
  )
}
