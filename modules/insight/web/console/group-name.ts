import { useTranslation } from 'react-i18next'
import type { Group } from '../../contract/index.ts'
import type { Dimension } from '../../domain/measures.ts'

/** What a group is called: its name, else the words of its key, else that it has none yet. */
export function useGroupName(by: Dimension): (group: Pick<Group, 'key' | 'name'>) => string {
  const { t } = useTranslation(['insight', 'console'])
  return ({ key, name }) => {
    if (name !== null) return name
    if (key === '') return t(`none.${by}`)
    if (by === 'channel' || by === 'class') return t(`console:${by}.${key}`)
    return key
  }
}
