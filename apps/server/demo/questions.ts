import { editMatter, readMatter } from '#modules/catalogue/server/index.ts'
import type { Question } from '#modules/catalogue/contract/index.ts'
import type { Stage } from './play.ts'
import { member } from './staff.ts'

const ask = (key: string, kind: Question['kind'], label: string, options: string[] = []) => ({
  key,
  at: 'report' as const,
  kind,
  label,
  options,
  required: false,
})

/** What whoever comes would ask anyway: how many lamps, which pole, how far the cover is gone. */
const asked: Record<string, Question[]> = {
  '01037': [
    ask('lamps', 'number', '几盏不亮'),
    ask('when', 'one', '什么样', ['整夜不亮', '一闪一闪', '白天也亮']),
    ask('pole', 'text', '灯杆上的编号，看得见就写'),
  ],
  '01002': [
    ask('cover', 'one', '井盖怎么了', ['不见了', '破了', '翘起来', '踩上去响']),
    ask('guarded', 'yes_no', '旁边围起来了吗'),
  ],
}

/** Two matters of which residents are asked something once they have named them. */
export async function askReporters({ db, districtId, crew, present }: Stage): Promise<void> {
  for (const [code, questions] of Object.entries(asked)) {
    const ref = { kind: 'matter' as const, code }
    // oxlint-disable-next-line no-await-in-loop -- one edit after the other
    const now = await readMatter(db, districtId, ref.kind, code)
    if (!now) continue
    const { name, guideItemCode, filingStandard, closingStandard, hint, lead } = now
    const { urgency, hazard, active, version } = now
    const same = { name, guideItemCode, filingStandard, closingStandard, hint, lead }
    const edit = { ...same, urgency, hazard, active, questions, baseVersion: version }
    const reason = '来的人少跑一趟'
    // oxlint-disable-next-line no-await-in-loop -- one edit after the other
    await editMatter(db, ref, edit, { caller: member(crew, 'centre'), reason, now: present })
  }
}
