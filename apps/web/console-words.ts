import casesEn from '#modules/cases/words/console.en.json' with { type: 'json' }
import casesZh from '#modules/cases/words/console.zh-CN.json' with { type: 'json' }
import dutiesEn from '#modules/cases/words/duties.en.json' with { type: 'json' }
import dutiesZh from '#modules/cases/words/duties.zh-CN.json' with { type: 'json' }
import supervisionEn from '#modules/cases/words/supervision.en.json' with { type: 'json' }
import supervisionZh from '#modules/cases/words/supervision.zh-CN.json' with { type: 'json' }
import appealsEn from '#modules/cases/words/appeals.en.json' with { type: 'json' }
import appealsZh from '#modules/cases/words/appeals.zh-CN.json' with { type: 'json' }
import parkedEn from '#modules/cases/words/parked.en.json' with { type: 'json' }
import parkedZh from '#modules/cases/words/parked.zh-CN.json' with { type: 'json' }
import caseSettingsEn from '#modules/cases/words/caseSettings.en.json' with { type: 'json' }
import caseSettingsZh from '#modules/cases/words/caseSettings.zh-CN.json' with { type: 'json' }
import personalEn from '#modules/cases/words/personal.en.json' with { type: 'json' }
import personalZh from '#modules/cases/words/personal.zh-CN.json' with { type: 'json' }
import slipEn from '#modules/cases/words/slip.en.json' with { type: 'json' }
import slipZh from '#modules/cases/words/slip.zh-CN.json' with { type: 'json' }
import partnersEn from '#modules/cases/words/partners.en.json' with { type: 'json' }
import partnersZh from '#modules/cases/words/partners.zh-CN.json' with { type: 'json' }
import plansEn from '#modules/cases/words/plans.en.json' with { type: 'json' }
import plansZh from '#modules/cases/words/plans.zh-CN.json' with { type: 'json' }
import poolsEn from '#modules/cases/words/pools.en.json' with { type: 'json' }
import poolsZh from '#modules/cases/words/pools.zh-CN.json' with { type: 'json' }
import whistlesEn from '#modules/cases/words/whistles.en.json' with { type: 'json' }
import whistlesZh from '#modules/cases/words/whistles.zh-CN.json' with { type: 'json' }
import mergingEn from '#modules/cases/words/merging.en.json' with { type: 'json' }
import mergingZh from '#modules/cases/words/merging.zh-CN.json' with { type: 'json' }
import manyEn from '#modules/cases/words/many.en.json' with { type: 'json' }
import manyZh from '#modules/cases/words/many.zh-CN.json' with { type: 'json' }
import sheetEn from '#modules/cases/words/sheet.en.json' with { type: 'json' }
import sheetZh from '#modules/cases/words/sheet.zh-CN.json' with { type: 'json' }
import followedEn from '#modules/cases/words/followed.en.json' with { type: 'json' }
import followedZh from '#modules/cases/words/followed.zh-CN.json' with { type: 'json' }
import catalogueEn from '#modules/catalogue/words/console.en.json' with { type: 'json' }
import catalogueZh from '#modules/catalogue/words/console.zh-CN.json' with { type: 'json' }
import enforcementEn from '#modules/enforcement/words/console.en.json' with { type: 'json' }
import enforcementZh from '#modules/enforcement/words/console.zh-CN.json' with { type: 'json' }
import inspectionsEn from '#modules/enforcement/words/inspections.en.json' with { type: 'json' }
import inspectionsZh from '#modules/enforcement/words/inspections.zh-CN.json' with { type: 'json' }
import enforcementSaidEn from '#modules/enforcement/words/en.json' with { type: 'json' }
import enforcementSaidZh from '#modules/enforcement/words/zh-CN.json' with { type: 'json' }
import exchangeSaidEn from '#modules/exchange/words/en.json' with { type: 'json' }
import exchangeSaidZh from '#modules/exchange/words/zh-CN.json' with { type: 'json' }
import linksEn from '#modules/exchange/words/links.en.json' with { type: 'json' }
import linksZh from '#modules/exchange/words/links.zh-CN.json' with { type: 'json' }
import ordersEn from '#modules/exchange/words/orders.en.json' with { type: 'json' }
import ordersZh from '#modules/exchange/words/orders.zh-CN.json' with { type: 'json' }
import webhooksEn from '#modules/exchange/words/webhooks.en.json' with { type: 'json' }
import webhooksZh from '#modules/exchange/words/webhooks.zh-CN.json' with { type: 'json' }
import insightSaidEn from '#modules/insight/words/en.json' with { type: 'json' }
import insightSaidZh from '#modules/insight/words/zh-CN.json' with { type: 'json' }
import insightEn from '#modules/insight/words/console.en.json' with { type: 'json' }
import insightZh from '#modules/insight/words/console.zh-CN.json' with { type: 'json' }
import screenEn from '#modules/insight/words/screen.en.json' with { type: 'json' }
import screenZh from '#modules/insight/words/screen.zh-CN.json' with { type: 'json' }
import catalogueErrorsEn from '#modules/catalogue/words/en.json' with { type: 'json' }
import catalogueErrorsZh from '#modules/catalogue/words/zh-CN.json' with { type: 'json' }
import noticesEn from '#modules/notices/words/console.en.json' with { type: 'json' }
import noticesZh from '#modules/notices/words/console.zh-CN.json' with { type: 'json' }
import outreachEn from '#modules/outreach/words/console.en.json' with { type: 'json' }
import outreachZh from '#modules/outreach/words/console.zh-CN.json' with { type: 'json' }
import outreachSaidEn from '#modules/outreach/words/en.json' with { type: 'json' }
import outreachSaidZh from '#modules/outreach/words/zh-CN.json' with { type: 'json' }
import accessEn from '#modules/people/words/access.en.json' with { type: 'json' }
import accessZh from '#modules/people/words/access.zh-CN.json' with { type: 'json' }
import peopleEn from '#modules/people/words/console.en.json' with { type: 'json' }
import peopleZh from '#modules/people/words/console.zh-CN.json' with { type: 'json' }
import rosterRefusalsEn from '#modules/people/words/roster-refusals.en.json' with { type: 'json' }
import rosterRefusalsZh from '#modules/people/words/roster-refusals.zh-CN.json' with { type: 'json' }
import rostersEn from '#modules/people/words/rosters.en.json' with { type: 'json' }
import rostersZh from '#modules/people/words/rosters.zh-CN.json' with { type: 'json' }
import placesConsoleEn from '#modules/places/words/console.en.json' with { type: 'json' }
import placesConsoleZh from '#modules/places/words/console.zh-CN.json' with { type: 'json' }
import placesEn from '#modules/places/words/en.json' with { type: 'json' }
import placesZh from '#modules/places/words/zh-CN.json' with { type: 'json' }
import readingSaidEn from '#modules/reading/words/en.json' with { type: 'json' }
import readingSaidZh from '#modules/reading/words/zh-CN.json' with { type: 'json' }
import issuesEn from '#modules/reading/words/issues.en.json' with { type: 'json' }
import issuesZh from '#modules/reading/words/issues.zh-CN.json' with { type: 'json' }
import replyCheckEn from '#modules/reading/words/reply-check.en.json' with { type: 'json' }
import replyCheckZh from '#modules/reading/words/reply-check.zh-CN.json' with { type: 'json' }
import namedPlacesEn from '#modules/reading/words/named-places.en.json' with { type: 'json' }
import namedPlacesZh from '#modules/reading/words/named-places.zh-CN.json' with { type: 'json' }
import proposalsEn from '#modules/reading/words/proposals.en.json' with { type: 'json' }
import proposalsZh from '#modules/reading/words/proposals.zh-CN.json' with { type: 'json' }
import servicesEn from '#modules/services/words/console.en.json' with { type: 'json' }
import servicesZh from '#modules/services/words/console.zh-CN.json' with { type: 'json' }
import servicesSaidEn from '#modules/services/words/en.json' with { type: 'json' }
import servicesSaidZh from '#modules/services/words/zh-CN.json' with { type: 'json' }
import frameEn from '#platform/web/console/words.en.json' with { type: 'json' }
import frameZh from '#platform/web/console/words.zh-CN.json' with { type: 'json' }
import sheetsEn from '#platform/web/console/sheets/words.en.json' with { type: 'json' }
import sheetsZh from '#platform/web/console/sheets/words.zh-CN.json' with { type: 'json' }
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
import subjectsSaidEn from '#modules/subjects/words/en.json' with { type: 'json' }
import subjectsSaidZh from '#modules/subjects/words/zh-CN.json' with { type: 'json' }
import registerEn from '#modules/subjects/words/register.en.json' with { type: 'json' }
import registerZh from '#modules/subjects/words/register.zh-CN.json' with { type: 'json' }
import logEn from '#modules/fieldwork/words/log.en.json' with { type: 'json' }
import logZh from '#modules/fieldwork/words/log.zh-CN.json' with { type: 'json' }
import checksEn from '#modules/fieldwork/words/checks.en.json' with { type: 'json' }
import checksZh from '#modules/fieldwork/words/checks.zh-CN.json' with { type: 'json' }
import campaignsEn from '#modules/fieldwork/words/campaigns.en.json' with { type: 'json' }
import campaignsZh from '#modules/fieldwork/words/campaigns.zh-CN.json' with { type: 'json' }
import hazardsEn from '#modules/fieldwork/words/hazards.en.json' with { type: 'json' }
import hazardsZh from '#modules/fieldwork/words/hazards.zh-CN.json' with { type: 'json' }
import visitsEn from '#modules/fieldwork/words/visits.en.json' with { type: 'json' }
import visitsZh from '#modules/fieldwork/words/visits.zh-CN.json' with { type: 'json' }
import patrolsEn from '#modules/fieldwork/words/patrols.en.json' with { type: 'json' }
import patrolsZh from '#modules/fieldwork/words/patrols.zh-CN.json' with { type: 'json' }
import fieldworkSaidEn from '#modules/fieldwork/words/en.json' with { type: 'json' }
import fieldworkSaidZh from '#modules/fieldwork/words/zh-CN.json' with { type: 'json' }
import errorsEn from '#platform/web/words/errors.en.json' with { type: 'json' }
import errorsZh from '#platform/web/words/errors.zh-CN.json' with { type: 'json' }

/** The words of every page of the console, one namespace per module. */
export const consoleWords = {
  'zh-CN': {
    frame: frameZh,
    sheets: sheetsZh,
    console: casesZh,
    duties: dutiesZh,
    supervision: supervisionZh,
    appeals: appealsZh,
    parked: parkedZh,
    caseSettings: caseSettingsZh,
    personal: personalZh,
    slip: slipZh,
    partners: partnersZh,
    plans: plansZh,
    pools: poolsZh,
    whistles: whistlesZh,
    followed: followedZh,
    merging: mergingZh,
    many: manyZh,
    sheet: sheetZh,
    catalogue: catalogueErrorsZh,
    catalogueConsole: catalogueZh,
    access: accessZh,
    peopleConsole: peopleZh,
    rosters: rostersZh,
    noticesConsole: noticesZh,
    enforcement: enforcementZh,
    outreach: outreachZh,
    inspections: inspectionsZh,
    insight: insightZh,
    screen: screenZh,
    links: linksZh,
    orders: ordersZh,
    webhooks: webhooksZh,
    subjects: registerZh,
    issues: issuesZh,
    namedPlaces: namedPlacesZh,
    replyCheck: replyCheckZh,
    proposals: proposalsZh,
    log: logZh,
    campaigns: campaignsZh,
    hazards: hazardsZh,
    visits: visitsZh,
    checks: checksZh,
    patrols: patrolsZh,
    services: servicesZh,
    /** Sentences of refusals, names of verbs and acts, of every module. */
    said: {
      ...casesSaidZh,
      ...catalogueSaidZh,
      ...enforcementSaidZh,
      ...outreachSaidZh,
      ...exchangeSaidZh,
      ...filesSaidZh,
      ...insightSaidZh,
      ...noticesSaidZh,
      ...peopleSaidZh,
      ...rosterRefusalsZh,
      ...placesSaidZh,
      ...subjectsSaidZh,
      ...readingSaidZh,
      ...fieldworkSaidZh,
      ...servicesSaidZh,
      ...errorsZh,
    },
    placesConsole: { ...placesZh, ...placesConsoleZh },
  },
  en: {
    frame: frameEn,
    sheets: sheetsEn,
    console: casesEn,
    duties: dutiesEn,
    supervision: supervisionEn,
    appeals: appealsEn,
    parked: parkedEn,
    caseSettings: caseSettingsEn,
    personal: personalEn,
    slip: slipEn,
    partners: partnersEn,
    plans: plansEn,
    pools: poolsEn,
    whistles: whistlesEn,
    followed: followedEn,
    merging: mergingEn,
    many: manyEn,
    sheet: sheetEn,
    catalogue: catalogueErrorsEn,
    catalogueConsole: catalogueEn,
    access: accessEn,
    peopleConsole: peopleEn,
    rosters: rostersEn,
    noticesConsole: noticesEn,
    enforcement: enforcementEn,
    outreach: outreachEn,
    inspections: inspectionsEn,
    insight: insightEn,
    screen: screenEn,
    links: linksEn,
    orders: ordersEn,
    webhooks: webhooksEn,
    subjects: registerEn,
    issues: issuesEn,
    namedPlaces: namedPlacesEn,
    replyCheck: replyCheckEn,
    proposals: proposalsEn,
    log: logEn,
    campaigns: campaignsEn,
    hazards: hazardsEn,
    visits: visitsEn,
    checks: checksEn,
    patrols: patrolsEn,
    services: servicesEn,
    said: {
      ...casesSaidEn,
      ...catalogueSaidEn,
      ...enforcementSaidEn,
      ...outreachSaidEn,
      ...exchangeSaidEn,
      ...filesSaidEn,
      ...insightSaidEn,
      ...noticesSaidEn,
      ...peopleSaidEn,
      ...rosterRefusalsEn,
      ...placesSaidEn,
      ...subjectsSaidEn,
      ...readingSaidEn,
      ...fieldworkSaidEn,
      ...servicesSaidEn,
      ...errorsEn,
    },
    placesConsole: { ...placesEn, ...placesConsoleEn },
  },
}
