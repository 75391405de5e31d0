import { lazy, type ContextType, type ReactNode } from 'react'
import { CaseSlot } from '#modules/cases/web/case-slot.ts'
import { DeskSlot } from '#modules/cases/web/desk-slot.ts'
import { PlaceSlot, type PlaceAsk } from '#modules/cases/web/place-slot.ts'
import {
  RepliesSlot,
  ReplySlot,
  type RepliesAdvice,
  type ReplyWatch,
} from '#modules/cases/web/reply-slot.ts'
import { LimitsSlot } from '#modules/catalogue/web/limits-slot.ts'
import { BlurSlot } from '#modules/enforcement/web/blur-slot.ts'
import { readCase } from '#modules/reading/web/console-door.ts'
import { SubjectSlot } from '#modules/subjects/web/subject-slot.ts'
import { Part } from '#platform/web/console/Part.tsx'

const Clocks = lazy(async () => ({
  default: (await import('#modules/cases/web/console/clocks/OpenClocks.tsx')).OpenClocks,
}))
const openClocks = (
  <Part>
    <Clocks />
  </Part>
)

const Orders = lazy(async () => ({
  default: (await import('#modules/exchange/web/console/orders/OrdersOfCase.tsx')).OrdersOfCase,
}))
const Files = lazy(async () => ({
  default: (await import('#modules/enforcement/web/console/beside/FilesOfCase.tsx')).FilesOfCase,
}))
const inspectionsBeside = () => import('#modules/enforcement/web/console/inspections/beside.tsx')
const InspectionsOfCase = lazy(async () => ({
  default: (await inspectionsBeside()).InspectionsOfCase,
}))
const InspectionsOfSubject = lazy(async () => ({
  default: (await inspectionsBeside()).InspectionsOfSubject,
}))
const Issue = lazy(async () => ({
  default: (await import('#modules/reading/web/console/issues/IssueOfCase.tsx')).IssueOfCase,
}))
const visitsBeside = () => import('#modules/fieldwork/web/console/visits/beside.tsx')
const VisitsOfCase = lazy(async () => ({ default: (await visitsBeside()).VisitsOfCase }))
const VisitsOfSubject = lazy(async () => ({ default: (await visitsBeside()).VisitsOfSubject }))
const Booking = lazy(async () => ({
  default: (await import('#modules/services/web/console/bookings/BookingOfCase.tsx')).BookingOfCase,
}))
const hazardsBeside = () => import('#modules/fieldwork/web/console/hazards/beside.tsx')
const HazardsOfCase = lazy(async () => ({ default: (await hazardsBeside()).HazardsOfCase }))
const HazardsOfSubject = lazy(async () => ({ default: (await hazardsBeside()).HazardsOfSubject }))
const Questions = lazy(async () => ({
  default: (await import('#modules/outreach/web/console/questions/QuestionsOfCase.tsx'))
    .QuestionsOfCase,
}))
const besideCase = (caseId: string) => (
  <Part>
    <Booking caseId={caseId} />
    <Orders caseId={caseId} />
    <Files caseId={caseId} />
    <InspectionsOfCase caseId={caseId} />
    <VisitsOfCase caseId={caseId} />
    <HazardsOfCase caseId={caseId} />
    <Questions caseId={caseId} />
    <Issue caseId={caseId} />
  </Part>
)
const besideSubject = (subjectId: string) => (
  <Part>
    <VisitsOfSubject subjectId={subjectId} />
    <HazardsOfSubject subjectId={subjectId} />
    <InspectionsOfSubject subjectId={subjectId} />
  </Part>
)

const Blur = lazy(async () => ({
  default: (await import('#modules/cases/web/console/case/BlurTool.tsx')).BlurTool,
}))
const blurTool: ContextType<typeof BlurSlot> = (tool) => (
  <Part>
    <Blur {...tool} />
  </Part>
)

const Advice = lazy(async () => ({
  default: (await import('#modules/reading/web/console/replies/ReplyAdvice.tsx')).ReplyAdvice,
}))
const replyAdvice = (watch: ReplyWatch) => (
  <Part>
    <Advice {...watch} />
  </Part>
)

const manyAdvised = () => import('#modules/reading/web/console/replies/RepliesAdvice.tsx')
const AllAdvice = lazy(async () => ({ default: (await manyAdvised()).RepliesAdvice }))
const OneAdvice = lazy(async () => ({ default: (await manyAdvised()).OneOfReplies }))
const repliesAdvice: RepliesAdvice = {
  all: (watch) => (
    <Part>
      <AllAdvice {...watch} />
    </Part>
  ),
  one: (reply) => (
    <Part>
      <OneAdvice {...reply} />
    </Part>
  ),
}

const Named = lazy(async () => ({
  default: (await import('#modules/reading/web/console/places/NamedPlaces.tsx')).NamedPlaces,
}))
const namedPlaces = (ask: PlaceAsk) => (
  <Part>
    <Named {...ask} />
  </Part>
)

/** What higher modules show on the pages of lower ones, which do not know them. */
export const Slots = ({ children }: { children: ReactNode }) => (
  <LimitsSlot value={openClocks}>
    <CaseSlot value={besideCase}>
      <SubjectSlot value={besideSubject}>
        <BlurSlot value={blurTool}>
          <DeskSlot value={readCase}>
            <ReplySlot value={replyAdvice}>
              <RepliesSlot value={repliesAdvice}>
                <PlaceSlot value={namedPlaces}>{children}</PlaceSlot>
              </RepliesSlot>
            </ReplySlot>
          </DeskSlot>
        </BlurSlot>
      </SubjectSlot>
    </CaseSlot>
  </LimitsSlot>
)
