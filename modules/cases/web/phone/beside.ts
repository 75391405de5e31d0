import type { ComponentType } from 'react'

/** The follow page of a case, as a part of a module above sees it. */
export interface FollowBeside {
  districtId: string
  shortCode: string
  /** What the link opens: the reporter's own key, or one that only looks. */
  viewKey: string
  /** Something was changed: the page is asked anew. */
  onChange: () => void
}

export interface TaskBeside {
  caseId: string
  language: 'zh-CN' | 'en'
}

/** Words that residents will read, while a worker writes them. */
export interface WordsWatch {
  words: string
  /** True while the words want a second look before they are sent. */
  onHeld: (held: boolean) => void
}

/** A way from the resident's first page; its word is one of the phone's words. */
export interface HomeDoor {
  path: string
  word: string
}

interface Named<Props> {
  name: string
  Part: ComponentType<Props>
}

const follow: Named<FollowBeside>[] = []
const task: Named<TaskBeside>[] = []
const words: Named<WordsWatch>[] = []
const home: HomeDoor[] = []

/** Modules above show what they know beside a case, once, before the first page. */
export const letShowOnFollow = (part: Named<FollowBeside>): void => void follow.push(part)
export const letShowOnTask = (part: Named<TaskBeside>): void => void task.push(part)
export const letShowBesideWords = (part: Named<WordsWatch>): void => void words.push(part)
export const letOpenAtHome = (door: HomeDoor): void => void home.push(door)

export const besideFollow = (): readonly Named<FollowBeside>[] => follow
export const besideTask = (): readonly Named<TaskBeside>[] => task
export const besideWords = (): readonly Named<WordsWatch>[] => words
export const doorsAtHome = (): readonly HomeDoor[] => home
