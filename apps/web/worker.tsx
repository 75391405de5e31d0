import { workerRoutes } from '#modules/cases/web/worker/routes.tsx'
import dutiesEn from '#modules/cases/words/duties.en.json' with { type: 'json' }
import dutiesZh from '#modules/cases/words/duties.zh-CN.json' with { type: 'json' }
import partnersEn from '#modules/cases/words/partners.en.json' with { type: 'json' }
import partnersZh from '#modules/cases/words/partners.zh-CN.json' with { type: 'json' }
import phoneEn from '#modules/cases/words/phone.en.json' with { type: 'json' }
import phoneZh from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import workEn from '#modules/cases/words/work.en.json' with { type: 'json' }
import workZh from '#modules/cases/words/work.zh-CN.json' with { type: 'json' }
import { enforcementWorkRoutes } from '#modules/enforcement/web/worker/routes.ts'
import enforcementEn from '#modules/enforcement/words/phone.en.json' with { type: 'json' }
import enforcementZh from '#modules/enforcement/words/phone.zh-CN.json' with { type: 'json' }
import inspectionsEn from '#modules/enforcement/words/inspections.en.json' with { type: 'json' }
import inspectionsZh from '#modules/enforcement/words/inspections.zh-CN.json' with { type: 'json' }
import enforcementSaidEn from '#modules/enforcement/words/en.json' with { type: 'json' }
import enforcementSaidZh from '#modules/enforcement/words/zh-CN.json' with { type: 'json' }
import { fieldworkRoutes } from '#modules/fieldwork/web/worker/routes.tsx'
import logEn from '#modules/fieldwork/words/log.en.json' with { type: 'json' }
import logZh from '#modules/fieldwork/words/log.zh-CN.json' with { type: 'json' }
import fieldEn from '#modules/fieldwork/words/phone.en.json' with { type: 'json' }
import hazardsEn from '#modules/fieldwork/words/phone-hazards.en.json' with { type: 'json' }
import hazardsZh from '#modules/fieldwork/words/phone-hazards.zh-CN.json' with { type: 'json' }
import fieldSaidEn from '#modules/fieldwork/words/en.json' with { type: 'json' }
import fieldSaidZh from '#modules/fieldwork/words/zh-CN.json' with { type: 'json' }
import fieldZh from '#modules/fieldwork/words/phone.zh-CN.json' with { type: 'json' }
import { outreachWorkRoutes } from '#modules/outreach/web/worker/routes.tsx'
import outreachEn from '#modules/outreach/words/phone.en.json' with { type: 'json' }
import outreachSaidEn from '#modules/outreach/words/en.json' with { type: 'json' }
import outreachSaidZh from '#modules/outreach/words/zh-CN.json' with { type: 'json' }
import outreachZh from '#modules/outreach/words/phone.zh-CN.json' with { type: 'json' }
import { signInRoutes } from '#modules/people/web/sign-in/routes.tsx'
import signInEn from '#modules/people/words/sign-in.en.json' with { type: 'json' }
import signInZh from '#modules/people/words/sign-in.zh-CN.json' with { type: 'json' }
import rosterRefusalsEn from '#modules/people/words/roster-refusals.en.json' with { type: 'json' }
import rosterRefusalsZh from '#modules/people/words/roster-refusals.zh-CN.json' with { type: 'json' }
import rostersEn from '#modules/people/words/rosters.en.json' with { type: 'json' }
import rostersZh from '#modules/people/words/rosters.zh-CN.json' with { type: 'json' }
import accessEn from '#modules/people/words/access.en.json' with { type: 'json' }
import accessZh from '#modules/people/words/access.zh-CN.json' with { type: 'json' }
import { letReadingAdvise } from '#modules/reading/web/worker/routes.ts'
import { ViewingMark } from '#modules/people/web/viewing/ViewingMark.tsx'
import { openApp } from './open-app.tsx'
import { letServicesShow } from '#modules/services/web/worker/routes.ts'
import { joinEnforcementToday } from './today-of-enforcement.ts'
import { joinOutreachToday } from './today-of-outreach.ts'

/** The sentences of refusals under the name by which the phone looks for them. */
const refusals = (said: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(said).flatMap(([key, words]) =>
      key.startsWith('error.') ? [[key.replace('error.', 'refusal.'), words]] : [],
    ),
  )

joinEnforcementToday()
joinOutreachToday()
letServicesShow()
letReadingAdvise()
void openApp({
  words: {
    'zh-CN': {
      phone: {
        ...phoneZh,
        ...workZh,
        ...fieldZh,
        ...hazardsZh,
        ...enforcementZh,
        ...outreachZh,
        ...refusals(fieldSaidZh),
        ...refusals(enforcementSaidZh),
        ...refusals(outreachSaidZh),
      },
      duties: dutiesZh,
      inspections: inspectionsZh,
      log: logZh,
      partners: partnersZh,
      'sign-in': signInZh,
      access: accessZh,
      rosters: { ...rostersZh, ...rosterRefusalsZh },
    },
    en: {
      phone: {
        ...phoneEn,
        ...workEn,
        ...fieldEn,
        ...hazardsEn,
        ...enforcementEn,
        ...outreachEn,
        ...refusals(fieldSaidEn),
        ...refusals(enforcementSaidEn),
        ...refusals(outreachSaidEn),
      },
      duties: dutiesEn,
      inspections: inspectionsEn,
      log: logEn,
      partners: partnersEn,
      'sign-in': signInEn,
      access: accessEn,
      rosters: { ...rostersEn, ...rosterRefusalsEn },
    },
  },
  routes: (root) => [
    ...workerRoutes(root),
    ...fieldworkRoutes(root),
    ...enforcementWorkRoutes(root),
    ...outreachWorkRoutes(root),
    ...signInRoutes(root),
  ],
  above: <ViewingMark />,
  own: /^\/(work|sign-in)(\/|$)/,
  offline: { script: '/worker-offline.js', scope: '/work' },
})
