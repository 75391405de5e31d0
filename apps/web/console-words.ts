import casesEn from '#modules/cases/words/console.en.json' with { type: 'json' }
import casesZh from '#modules/cases/words/console.zh-CN.json' with { type: 'json' }
import catalogueEn from '#modules/catalogue/words/console.en.json' with { type: 'json' }
import catalogueZh from '#modules/catalogue/words/console.zh-CN.json' with { type: 'json' }
import catalogueErrorsEn from '#modules/catalogue/words/en.json' with { type: 'json' }
import catalogueErrorsZh from '#modules/catalogue/words/zh-CN.json' with { type: 'json' }
import noticesEn from '#modules/notices/words/console.en.json' with { type: 'json' }
import noticesZh from '#modules/notices/words/console.zh-CN.json' with { type: 'json' }
import peopleEn from '#modules/people/words/console.en.json' with { type: 'json' }
import peopleZh from '#modules/people/words/console.zh-CN.json' with { type: 'json' }
import frameEn from '#platform/web/console/words.en.json' with { type: 'json' }
import frameZh from '#platform/web/console/words.zh-CN.json' with { type: 'json' }

/** The words of every page of the console, one namespace per module. */
export const consoleWords = {
  'zh-CN': {
    frame: frameZh,
    console: casesZh,
    catalogue: catalogueErrorsZh,
    catalogueConsole: catalogueZh,
    peopleConsole: peopleZh,
    noticesConsole: noticesZh,
  },
  en: {
    frame: frameEn,
    console: casesEn,
    catalogue: catalogueErrorsEn,
    catalogueConsole: catalogueEn,
    peopleConsole: peopleEn,
    noticesConsole: noticesEn,
  },
}
