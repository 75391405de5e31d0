import en from '../words/paper.en.json' with { type: 'json' }
import zh from '../words/paper.zh-CN.json' with { type: 'json' }

/** What stands on papers, in the language of whoever prints. */
export const paperWords = (language: 'zh-CN' | 'en') => (language === 'en' ? en : zh)
