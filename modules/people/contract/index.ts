export * from './shapes.ts'
export * as signInContract from './sign-in.ts'
export * as staffContract from './staff.ts'
