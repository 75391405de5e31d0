import { residentRoutes } from '#modules/cases/web/resident/routes.tsx'
import phoneZh from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import { openApp } from './open-app.tsx'

void openApp({
  words: {
    'zh-CN': { phone: phoneZh },
    en: async () => {
      const json = { with: { type: 'json' } } as const
      const phone = await import('#modules/cases/words/phone.en.json', json)
      return { phone: phone.default }
    },
  },
  routes: residentRoutes,
  own: /^\/($|[0-9]{6}(\/|$))/,
  offline: { script: '/resident-offline.js', scope: '/' },
})
