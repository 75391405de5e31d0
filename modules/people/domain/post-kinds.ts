import type { Reach } from './scope.ts'

export interface PostKind {
  code: string
  name: string
  nameEn: string
  verbs: readonly string[]
  reach: Reach
}

// Verbs of modules above are plain words here: this module stores them and hands them on.
const reading = ['catalogue.read', 'places.read']
const field = [
  'cases.report',
  'cases.settle',
  'cases.verify',
  'cases.inspect',
  // At a door, for whom neither link nor telephone reaches.
  'cases.call_back',
  'cases.read',
  'subjects.read',
  'subjects.edit',
  'subjects.see_contact',
  'fieldwork.visit',
  'fieldwork.hazard',
  'fieldwork.read',
  'fieldwork.log',
  'fieldwork.patrol',
  'fieldwork.check',
  'outreach.read',
  'outreach.record',
  'services.read',
]
const task = [
  'cases.read',
  'cases.accept',
  'cases.return',
  'cases.ask',
  'cases.finish',
  'cases.partner',
  'fieldwork.log',
  'services.read',
]
const clerk = [
  'cases.report',
  'cases.intake',
  'cases.receive',
  'cases.refuse',
  'cases.verify',
  'cases.file',
  'cases.merge',
  // Work settled on the spot is inspected at the desk from its pictures (never one's own).
  'cases.inspect',
  'cases.call_back',
  'cases.read',
  'cases.see_contact',
  'cases.release_photo',
  'fieldwork.log',
  'subjects.read',
  'subjects.edit',
  'subjects.see_contact',
  'services.read',
  'services.book',
  'services.sign',
]
const dispatcher = [
  'cases.dispatch',
  'cases.decide',
  'cases.read',
  'cases.partner',
  'services.read',
]
const words = ['enforcement.read', 'enforcement.dissuade']
const talks = [...words, 'enforcement.talk', 'enforcement.mediate']
const coordinator = [
  ...talks,
  ...clerk,
  ...dispatcher,
  'cases.designate',
  'cases.reopen',
  'cases.whistle',
  'cases.plan',
  'people.read',
  'subjects.keep',
  'fieldwork.visit',
  'fieldwork.hazard',
  'fieldwork.read',
  'fieldwork.plan',
  'fieldwork.patrol',
  'fieldwork.check',
  'outreach.read',
  'outreach.record',
  'outreach.keep',
  'outreach.approve',
  'outreach.see_contact',
  'people.roster',
]
const secretary = [
  'enforcement.read',
  'enforcement.talk',
  'enforcement.mediate',
  'cases.read',
  'cases.see_contact',
  'cases.suspend',
  'cases.supervise',
  'cases.plan',
  'cases.whistle',
  'people.read',
  'people.leave',
  'people.roster',
  'people.view_as',
  'subjects.read',
  'subjects.see_contact',
  'fieldwork.visit',
  'fieldwork.hazard',
  'fieldwork.read',
  'fieldwork.log',
  'outreach.read',
  'outreach.record',
  'outreach.approve',
  'services.read',
]
const centre = [
  ...coordinator,
  ...secretary,
  'cases.void',
  'enforcement.export',
  'enforcement.plan',
  'enforcement.approve',
]
const districtCentre = [...centre, 'cases.personal', 'enforcement.settings']

const kind = (
  code: string,
  names: readonly [string, string],
  reach: Reach,
  held: readonly string[],
): PostKind => ({ code, name: names[0], nameEn: names[1], reach, verbs: [...new Set(held)] })

/**
 * The kinds of posts a district starts with; it edits them. Administrators reach areas because what
 * they keep is scoped like everything else; without verbs of cases no case is behind that scope.
 */
export const postKindPresets: readonly PostKind[] = [
  kind('grid_worker', ['网格员', 'Grid worker'], 'areas', [...field, ...words, ...reading]),
  // The post that a residents' committee has for urban management.
  kind('community_post', ['社区城管工作岗', 'Community urban-management post'], 'areas', [
    ...field,
    ...words,
    ...reading,
  ]),
  kind('officer', ['城管队员', 'Officer'], 'areas', [
    ...field,
    ...talks,
    'enforcement.act',
    'enforcement.plan',
    'services.sign',
    ...reading,
  ]),
  kind('specialist', ['主理人', 'Specialist'], 'unit', [...task, ...reading]),
  kind('liaison', ['企业联络员', 'Liaison'], 'unit', [...task, ...words, ...reading]),
  // By a link to one task, never by signing in.
  kind('partner', ['合作单位联系人', 'Partner’s contact'], 'unit', [
    'cases.accept',
    'cases.finish',
    'cases.read',
    'cases.return',
  ]),
  kind('unit_manager', ['单位负责人', 'Unit manager'], 'unit', [
    ...task,
    'cases.assign',
    'cases.decide',
    'people.read',
    'people.leave',
    'people.view_as',
    ...reading,
  ]),
  kind('clerk', ['受理员', 'Clerk'], 'areas', [...clerk, ...reading]),
  kind('dispatcher', ['派遣员', 'Dispatcher'], 'areas', [...dispatcher, 'people.read', ...reading]),
  kind('coordinator', ['牵头人', 'Coordinator'], 'areas', [...coordinator, ...reading]),
  kind('secretary', ['负责人', 'Secretary'], 'areas', [...secretary, ...reading]),
  kind('street_centre', ['街道中心值班长', 'Street centre'], 'areas', [...centre, ...reading]),
  kind('district_centre', ['区中心值班长', 'District centre'], 'areas', [
    ...districtCentre,
    // The second review of an appeal is another person's.
    'cases.assess',
    'exchange.orders',
    'reading.train',
    ...reading,
  ]),
  kind('assessor', ['考评员', 'Assessor'], 'areas', [
    'cases.read',
    'cases.assess',
    'people.read',
    ...reading,
  ]),
  kind('system_admin', ['系统管理员', 'System administrator'], 'areas', [
    'settings.edit',
    'catalogue.edit',
    'places.edit',
    'notices.read_outbox',
    'enforcement.settings',
    'reading.train',
    'services.read',
    'services.edit',
    ...reading,
  ]),
  kind('security_admin', ['安全管理员', 'Security administrator'], 'areas', [
    'people.read',
    'people.edit',
    'people.grant',
    'people.sessions',
    'people.leave',
    'places.read',
  ]),
  kind('audit_admin', ['审计管理员', 'Audit administrator'], 'areas', ['audit.read']),
  kind('bot', ['接口账号', 'Interface account'], 'areas', ['cases.report', 'places.read']),
]
