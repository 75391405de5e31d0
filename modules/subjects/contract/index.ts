export * from './shapes.ts'
export * as registerContract from './register.ts'
export { likenesses } from '../domain/likeness.ts'
export { relationKinds, relationsFrom, relationsTo } from '../domain/relation.ts'
export {
  needs,
  organisationForms,
  sensitivities,
  sources,
  subjectKinds,
  type Need,
  type SubjectKind,
} from '../domain/subject.ts'
