import casesEn from '#modules/cases/words/console.en.json' with { type: 'json' }
import casesZh from '#modules/cases/words/console.zh-CN.json' with { type: 'json' }
import catalogueEn from '#modules/catalogue/words/console.en.json' with { type: 'json' }
import catalogueZh from '#modules/catalogue/words/console.zh-CN.json' with { type: 'json' }
import noticesEn from '#modules/notices/words/console.en.json' with { type: 'json' }
import noticesZh from '#modules/notices/words/console.zh-CN.json' with { type: 'json' }
import peopleEn from '#modules/people/words/console.en.json' with { type: 'json' }
import peopleZh from '#modules/people/words/console.zh-CN.json' with { type: 'json' }
import placesConsoleEn from '#modules/places/words/console.en.json' with { type: 'json' }
import placesConsoleZh from '#modules/places/words/console.zh-CN.json' with { type: 'json' }
import placesEn from '#modules/places/words/en.json' with { type: 'json' }
import placesZh from '#modules/places/words/zh-CN.json' with { type: 'json' }
import frameEn from '#platform/web/console/words.en.json' with { type: 'json' }
import frameZh from '#platform/web/console/words.zh-CN.json' with { type: 'json' }

/** The words of every page of the console, one namespace per module. */
export const consoleWords = {
  'zh-CN': {
    frame: frameZh,
    console: casesZh,
    catalogueConsole: catalogueZh,
    peopleConsole: peopleZh,
    noticesConsole: noticesZh,
    placesConsole: { ...placesZh, ...placesConsoleZh },
  },
  en: {
    frame: frameEn,
    console: casesEn,
    catalogueConsole: catalogueEn,
    peopleConsole: peopleEn,
    noticesConsole: noticesEn,
    placesConsole: { ...placesEn, ...placesConsoleEn },
  },
}
