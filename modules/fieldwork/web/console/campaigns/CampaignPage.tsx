import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePart } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import type { CampaignPage as Page } from '../../../contract/index.ts'
import { reached } from '../../../domain/campaigns/campaign.ts'
import { useNamed } from '../hazards/queries.ts'
import { CampaignDialog } from './CampaignDialog.tsx'
import { DayDialog } from './DayDialog.tsx'
import { DayList } from './DayList.tsx'
import { useCampaign } from './queries.ts'
import { freshTeam, TeamDialog, type TeamDraft } from './TeamDialog.tsx'
import { HazardBoard, TotalsPart } from './TotalsPart.tsx'
import './campaigns.css'

/** A campaign: what it was for, how far it came, who took part, and every record behind its figures. */
export function CampaignPage() {
  const { t } = useTranslation('campaigns')
  const campaign = useCampaign(usePart('campaignId'))
  return (
    <div className="page campaigns">
      <p>
        <Link to="/console/campaigns">{t('back')}</Link>
      </p>
      <Answer of={campaign}>{(page) => <Shown page={page} />}</Answer>
    </div>
  )
}

function Shown({ page }: { page: Page }) {
  const { t } = useTranslation('campaigns')
  const time = useTime()
  return (
    <>
      <header className="page-head">
        <h1>{page.name}</h1>
        <span data-stands={page.stands}>{t(`stands.${page.stands}`)}</span>
      </header>
      <p className="quiet">
        {[
          t('days', { from: time.date(page.startsOn), to: time.date(page.endsOn) }),
          page.areas.map(({ name }) => name).join(t('and')),
        ].join(' · ')}
      </p>
      {page.purpose !== '' && <p>{page.purpose}</p>}
      <Verbs page={page} />
      <section aria-label={t('board')}>
        <h2>{t('board')}</h2>
        <TotalsPart totals={page.totals} campaignId={page.id} />
        <HazardBoard totals={page.totals} campaignId={page.id} />
      </section>
      <div className="campaign-pair">
        <Targets page={page} />
        <Teams page={page} />
      </div>
      <section aria-label={t('actions')}>
        <h2>{t('actions')}</h2>
        <DayList ask={{ campaignId: page.id }} named={false} />
      </section>
    </>
  )
}

function Verbs({ page }: { page: Page }) {
  const { t } = useTranslation('campaigns')
  const time = useTime()
  const [open, setOpen] = useState<'day' | 'edit' | null>(null)
  const close = () => setOpen(null)
  const at = `/api/fieldwork/campaigns/${page.id}`
  return (
    <div className="campaign-verbs">
      {page.mayRecord && (
        <Button type="primary" onClick={() => setOpen('day')}>
          {t('record')}
        </Button>
      )}
      {page.mayEdit && <Button onClick={() => setOpen('edit')}>{t('edit')}</Button>}
      <a href={`${at}/paper?format=pdf&language=${time.language}`} target="_blank" rel="noreferrer">
        {t('print')}
      </a>
      <a href={`${at}/paper?format=docx&language=${time.language}`}>{t('printDocx')}</a>
      <a href={`${at}/sheet?language=${time.language}`}>{t('export')}</a>
      {open === 'day' && <DayDialog page={page} onClose={close} />}
      {open === 'edit' && (
        <CampaignDialog
          campaign={{
            ...page,
            areas: page.areas.map(({ code }) => code),
            baseVersion: page.version,
          }}
          onClose={close}
        />
      )}
    </div>
  )
}

function Targets({ page }: { page: Page }) {
  const { t } = useTranslation('campaigns')
  const named = useNamed()
  const name = ({ of, label }: Page['targetsDone'][number]) => {
    const own = named(label)
    if (own === '') return t(`target.${of}`)
    return of.startsWith('hazards.') ? t('sum.cleared.of', { kind: own }) : own
  }
  return (
    <section aria-label={t('targets')}>
      <h2>{t('targets')}</h2>
      {page.targetsDone.length === 0 && <p className="quiet">{t('targetsNone')}</p>}
      <ul className="campaign-targets">
        {page.targetsDone.map((one) => (
          <li key={one.of}>
            <span>{name(one)}</span>
            <span>{t('target.of', { done: one.done, amount: one.amount })}</span>
            <progress aria-label={name(one)} max={1} value={reached(one.done, one.amount)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Teams({ page }: { page: Page }) {
  const { t } = useTranslation('campaigns')
  const [team, setTeam] = useState<TeamDraft | null>(null)
  return (
    <section aria-label={t('teams')}>
      <h2>{t('teams')}</h2>
      {page.teams.length === 0 && <p className="quiet">{t('teamsNone')}</p>}
      <ul className="campaign-teams">
        {page.teams
          .filter(({ active }) => active || page.mayEdit)
          .map((one) => (
            <li key={one.id} data-off={!one.active}>
              <span>
                {one.name}
                <small className="quiet">
                  {[t(`kind.${one.kind}`), ...one.people.map((person) => person.name)].join(' · ')}
                </small>
              </span>
              <span>{t('team.headsSay', { count: one.heads })}</span>
              {page.mayEdit && (
                <Button
                  size="small"
                  aria-label={`${t('edit')} ${one.name}`}
                  onClick={() =>
                    setTeam({
                      ...one,
                      personIds: one.people.map((person) => person.id),
                      baseVersion: one.version,
                    })
                  }
                >
                  {t('edit')}
                </Button>
              )}
            </li>
          ))}
      </ul>
      {page.mayEdit && <Button onClick={() => setTeam(freshTeam())}>{t('team.add')}</Button>}
      {team && <TeamDialog campaignId={page.id} team={team} onClose={() => setTeam(null)} />}
    </section>
  )
}
