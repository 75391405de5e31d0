import type { Forget, PersonalSource } from '#modules/cases/server/index.ts'
import { partiesKept } from '#modules/enforcement/server/index.ts'
import {
  eraseHazardName,
  eraseSaid,
  forgetHazardNames,
  mendHazardName,
  personalHazards,
  personalVisits,
} from '#modules/fieldwork/server/index.ts'
import { eraseSignUp, mendSignUp, personalSignUps } from '#modules/outreach/server/index.ts'
import {
  eraseAnswers,
  eraseApplicant,
  forgetAnswers,
  forgetApplicants,
  mendApplicant,
  personalBookings,
  personalSigns,
} from '#modules/services/server/index.ts'
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
  { name: 'hazards', find: personalHazards, erase: eraseHazardName, mend: mendHazardName },
  {
    name: 'bookings',
    find: personalBookings,
    erase: eraseAnswers,
    mend: async () => {
      throw refused('cases.personal_chained')
    },
  },
  { name: 'signs', find: personalSigns, erase: eraseApplicant, mend: mendApplicant },
  { name: 'sign_ups', find: personalSignUps, erase: eraseSignUp, mend: mendSignUp },
]

/**
 * What modules above the cases forget together with a class of personal data: the answers of bookings go with
 * the words of their cases, applicants of shop signs and names at hazards as contacts do. Sign-ups have a
 * term of their own.
 */
export const forgottenBeside: Partial<Record<'contact' | 'words', readonly Forget[]>> = {
  contact: [forgetApplicants, forgetHazardNames],
  words: [forgetAnswers],
}
