import type { PersonalSource } from '#modules/cases/server/index.ts'
import { partiesKept } from '#modules/enforcement/server/index.ts'
import { eraseSaid, personalVisits } from '#modules/fieldwork/server/index.ts'
import {
  erasePersonalField,
  mendPersonalField,
  personalEntries,
} from '#modules/subjects/server/index.ts'
import { refused } from '#platform/server/problem.ts'

/**
 * Where personal data lies beside the cases: requests of persons concerned reach each of these. A module that
 * keeps names or telephones joins here with `find`, `erase` and `mend`, and gives its fields words in
 * `modules/cases/words/personal.*` (`source.<name>`, `field.<field>`).
 */
export const personalSources: readonly PersonalSource[] = [
  {
    name: 'subjects',
    find: (db, asking, who) => personalEntries(db, asking, who, [partiesKept]),
    erase: erasePersonalField,
    mend: mendPersonalField,
  },
  {
    name: 'visits',
    find: personalVisits,
    erase: eraseSaid,
    mend: async () => {
      throw refused('cases.personal_chained')
    },
  },
]
