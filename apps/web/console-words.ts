import casesEn from '#modules/cases/words/console.en.json' with { type: 'json' }
import casesZh from '#modules/cases/words/console.zh-CN.json' with { type: 'json' }
import dutiesEn from '#modules/cases/words/duties.en.json' with { type: 'json' }
import dutiesZh from '#modules/cases/words/duties.zh-CN.json' with { type: 'json' }
import partnersEn from '#modules/cases/words/partners.en.json' with { type: 'json' }
import partnersZh from '#modules/cases/words/partners.zh-CN.json' with { type: 'json' }
import whistlesEn from '#modules/cases/words/whistles.en.json' with { type: 'json' }
import whistlesZh from '#modules/cases/words/whistles.zh-CN.json' with { type: 'json' }
import catalogueEn from '#modules/catalogue/words/console.en.json' with { type: 'json' }
import catalogueZh from '#modules/catalogue/words/console.zh-CN.json' with { type: 'json' }
import insightSaidEn from '#modules/insight/words/en.json' with { type: 'json' }
import insightSaidZh from '#modules/insight/words/zh-CN.json' with { type: 'json' }
import insightEn from '#modules/insight/words/console.en.json' with { type: 'json' }
import insightZh from '#modules/insight/words/console.zh-CN.json' with { type: 'json' }
import catalogueErrorsEn from '#modules/catalogue/words/en.json' with { type: 'json' }
import catalogueErrorsZh from '#modules/catalogue/words/zh-CN.json' with { type: 'json' }
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
import casesSaidEn from '#modules/cases/words/en.json' with { type: 'json' }
import casesSaidZh from '#modules/cases/words/zh-CN.json' with { type: 'json' }
import catalogueSaidEn from '#modules/catalogue/words/en.json' with { type: 'json' }
import catalogueSaidZh from '#modules/catalogue/words/zh-CN.json' with { type: 'json' }
import filesSaidEn from '#modules/files/words/en.json' with { type: 'json' }
import filesSaidZh from '#modules/files/words/zh-CN.json' with { type: 'json' }
import noticesSaidEn from '#modules/notices/words/en.json' with { type: 'json' }
import noticesSaidZh from '#modules/notices/words/zh-CN.json' with { type: 'json' }
import peopleSaidEn from '#modules/people/words/en.json' with { type: 'json' }
import peopleSaidZh from '#modules/people/words/zh-CN.json' with { type: 'json' }
import placesSaidEn from '#modules/places/words/en.json' with { type: 'json' }
import placesSaidZh from '#modules/places/words/zh-CN.json' with { type: 'json' }
import errorsEn from '#platform/web/words/errors.en.json' with { type: 'json' }
import errorsZh from '#platform/web/words/errors.zh-CN.json' with { type: 'json' }

/** The words of every page of the console, one namespace per module. */
export const consoleWords = {
  'zh-CN': {
    frame: frameZh,
    console: casesZh,
    duties: dutiesZh,
    partners: partnersZh,
    whistles: whistlesZh,
    catalogue: catalogueErrorsZh,
    catalogueConsole: catalogueZh,
    peopleConsole: peopleZh,
    noticesConsole: noticesZh,
    insight: insightZh,
    /** Sentences of refusals, names of verbs and acts, of every module. */
    said: {
      ...casesSaidZh,
      ...catalogueSaidZh,
      ...filesSaidZh,
      ...insightSaidZh,
      ...noticesSaidZh,
      ...peopleSaidZh,
      ...placesSaidZh,
      ...errorsZh,
    },
    placesConsole: { ...placesZh, ...placesConsoleZh },
  },
  en: {
    frame: frameEn,
    console: casesEn,
    duties: dutiesEn,
    partners: partnersEn,
    whistles: whistlesEn,
    catalogue: catalogueErrorsEn,
    catalogueConsole: catalogueEn,
    peopleConsole: peopleEn,
    noticesConsole: noticesEn,
    insight: insightEn,
    said: {
      ...casesSaidEn,
      ...catalogueSaidEn,
      ...filesSaidEn,
      ...insightSaidEn,
      ...noticesSaidEn,
      ...peopleSaidEn,
      ...placesSaidEn,
      ...errorsEn,
    },
    placesConsole: { ...placesEn, ...placesConsoleEn },
  },
}
