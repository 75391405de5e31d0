import { lazy, Suspense, type ContextType, type ReactNode } from 'react'
import { CaseSlot } from '#modules/cases/web/case-slot.ts'
import { DeskSlot } from '#modules/cases/web/desk-slot.ts'
import { PlaceSlot, type PlaceAsk } from '#modules/cases/web/place-slot.ts'
import { ReplySlot, type ReplyWatch } from '#modules/cases/web/reply-slot.ts'
import { LimitsSlot } from '#modules/catalogue/web/limits-slot.ts'
import { BlurSlot } from '#modules/enforcement/web/blur-slot.ts'
import { readCase } from '#modules/reading/web/console-door.ts'
import { SubjectSlot } from '#modules/subjects/web/subject-slot.ts'

const Clocks = lazy(async () => ({
  default: (await import('#modules/cases/web/console/clocks/OpenClocks.tsx')).OpenClocks,
}))
const openClocks = (
  <Suspense>
    <Clocks />
  </Suspense>
)

const Orders = lazy(async () => ({
  default: (await import('#modules/exchange/web/console/orders/OrdersOfCase.tsx')).OrdersOfCase,
}))
const Files = lazy(async () => ({
  default: (await import('#modules/enforcement/web/console/beside/FilesOfCase.tsx')).FilesOfCase,
}))
const Issue = lazy(async () => ({
  default: (await import('#modules/reading/web/console/issues/IssueOfCase.tsx')).IssueOfCase,
}))
const visitsBeside = () => import('#modules/fieldwork/web/console/visits/beside.tsx')
const VisitsOfCase = lazy(async () => ({ default: (await visitsBeside()).VisitsOfCase }))
const VisitsOfSubject = lazy(async () => ({ default: (await visitsBeside()).VisitsOfSubject }))
const Questions = lazy(async () => ({
  default: (await import('#modules/outreach/web/console/questions/QuestionsOfCase.tsx'))
    .QuestionsOfCase,
}))
const besideCase = (caseId: string) => (
  <Suspense>
    <Orders caseId={caseId} />
    <Files caseId={caseId} />
    <VisitsOfCase caseId={caseId} />
    <Questions caseId={caseId} />
    <Issue caseId={caseId} />
  </Suspense>
)
const besideSubject = (subjectId: string) => (
  <Suspense>
    <VisitsOfSubject subjectId={subjectId} />
  </Suspense>
)

const Blur = lazy(async () => ({
  default: (await import('#modules/cases/web/console/case/BlurTool.tsx')).BlurTool,
}))
const blurTool: ContextType<typeof BlurSlot> = (tool) => (
  <Suspense>
    <Blur {...tool} />
  </Suspense>
)

const Advice = lazy(async () => ({
  default: (await import('#modules/reading/web/console/replies/ReplyAdvice.tsx')).ReplyAdvice,
}))
const replyAdvice = (watch: ReplyWatch) => (
  <Suspense>
    <Advice {...watch} />
  </Suspense>
)

const Named = lazy(async () => ({
  default: (await import('#modules/reading/web/console/places/NamedPlaces.tsx')).NamedPlaces,
}))
const namedPlaces = (ask: PlaceAsk) => (
  <Suspense>
    <Named {...ask} />
  </Suspense>
)

/** What higher modules show on the pages of lower ones, which do not know them. */
export const Slots = ({ children }: { children: ReactNode }) => (
  <LimitsSlot value={openClocks}>
    <CaseSlot value={besideCase}>
      <SubjectSlot value={besideSubject}>
        <BlurSlot value={blurTool}>
          <DeskSlot value={readCase}>
            <ReplySlot value={replyAdvice}>
              <PlaceSlot value={namedPlaces}>{children}</PlaceSlot>
            </ReplySlot>
          </DeskSlot>
        </BlurSlot>
      </SubjectSlot>
    </CaseSlot>
  </LimitsSlot>
)
