/** One text in the languages that the district has written it in. */
export interface BoardText {
  zh: string
  en: string
  /** Ours, not the district's: shown with a mark until it is edited. */
  preset: boolean
}

export const boardNames = ['people', 'flow', 'duty', 'rules'] as const
export type BoardName = (typeof boardNames)[number]

export interface Step {
  title: string
  text: string
}

/** The steps of a text, one a line; what follows a colon explains the step. */
export function stepsOf(text: string): Step[] {
  return linesOf(text).map((line) => {
    const [title = '', ...rest] = line.split(/[：:]/)
    return { title: title.trim(), text: rest.join('：').trim() }
  })
}

/** The lines of a text that say something, without the numbers that they may bear. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().replace(/^(?:\d{1,2}[.、)）]|[-•·])\s*/, ''))
    .filter(Boolean)

const PRESETS = {
  flow: {
    zh: '发现：居民扫码、来电，网格员和城管队员巡查\n受理：告诉您案件编号和办结时间\n派遣：派给能办的单位，有人接单\n处置：到现场办，办完拍照\n核查：由另一个人核查，没办好重新办\n回访：告诉您结果，请您评价',
    en: 'Found: residents scan the code or call, grid workers and officers patrol\nReceived: you are given a number and a time\nDispatched: to the unit that can do it, and it accepts\nHandled: on the spot, with a picture of the result\nInspected: by another person; what is not done is done again\nTold: you hear the result and judge it',
  },
  duty: {
    zh: '把城市管理的服务送到家门口\n受理市容、环卫、绿化、市政等身边的问题\n每天巡查，小问题当场解决\n解决不了的，请有关单位一起来办\n宣传法规，劝导在前，依法办理',
    en: 'Brings the services of urban management to the door\nTakes up problems of streets, cleaning, greenery and public works\nPatrols daily and settles small things on the spot\nCalls in the units that are needed for the rest\nExplains the rules, persuades first and acts by law',
  },
  rules: {
    zh: '值班时间有人在岗，交班写清楚\n来人来电先登记，件件有回音\n检查和执法出示证件，用语文明\n不收费，不吃请，不泄露居民信息',
    en: 'Somebody is here in duty hours, and hands over in writing\nWhoever comes or calls is entered, and every report gets an answer\nInspection and enforcement show their certificate and stay civil\nNo fees, no favours, no word about residents to others',
  },
} as const

/** A board as the district wrote it, or our example; English only where there is some. */
export function boardText(
  name: 'flow' | 'duty' | 'rules',
  own: { zh: string | null; en: string | null },
): BoardText {
  if (own.zh !== null) return { zh: own.zh, en: own.en ?? '', preset: false }
  return { ...PRESETS[name], preset: true }
}
