import { residentRoutes } from '#modules/cases/web/resident/routes.tsx'
import phoneEn from '#modules/cases/words/phone.en.json' with { type: 'json' }
import phoneZh from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import { openApp } from './open-app.tsx'

void openApp({
  words: { 'zh-CN': { phone: phoneZh }, en: { phone: phoneEn } },
  routes: residentRoutes,
  own: /^\/($|[0-9]{6}(\/|$))/,
})
