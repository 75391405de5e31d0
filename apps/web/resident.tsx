import { CopiesPart } from '#modules/enforcement/web/resident/part.ts'
import { residentRoutes } from '#modules/cases/web/resident/routes.tsx'
import { TodayFigures } from '#modules/cases/web/resident/TodayFigures.tsx'
import phoneZh from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import { outreachPublicRoutes, ScreenSlides } from '#modules/outreach/web/public/routes.tsx'
import { boardRoutes } from '#modules/people/web/boards/routes.tsx'
import boardsZh from '#modules/people/words/boards.zh-CN.json' with { type: 'json' }
import { letOpenAtHome, letShowOnFollow } from '#modules/cases/web/phone/beside.ts'
import { AppointmentPart, serviceRoutes } from '#modules/services/web/resident/routes.tsx'
import { openApp } from './open-app.tsx'

letOpenAtHome({ path: 'services', word: 'home.services' })
letShowOnFollow({ name: 'appointment', Part: AppointmentPart })
letShowOnFollow({ name: 'evidence', Part: CopiesPart })

void openApp({
  words: {
    'zh-CN': { phone: phoneZh, boards: boardsZh },
    en: async () => {
      const json = { with: { type: 'json' } } as const
      const [phone, boards] = await Promise.all([
        import('#modules/cases/words/phone.en.json', json),
        import('#modules/people/words/boards.en.json', json),
      ])
      return { phone: phone.default, boards: boards.default }
    },
  },
  routes: (root) => [
    ...residentRoutes(root),
    ...boardRoutes(root, TodayFigures, ScreenSlides),
    ...outreachPublicRoutes(root),
    ...serviceRoutes(root),
  ],
  own: /^\/($|[0-9]{6}(\/|$))/,
  offline: { script: '/resident-offline.js', scope: '/' },
})
