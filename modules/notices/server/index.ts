/** The door of notices: tell a person, send to an address. */
export { noticesJobs, type Delivering } from './deliver.ts'
export { smtpDriver, webhookDriver, type Driver } from './drivers.ts'
export { forgetMessages } from './forget.ts'
export { notify, notifyAll, sendTo, type Message, type Notice } from './notify.ts'
export { noticesRoutes } from './routes.ts'
export { hearShifts } from './shifts.ts'
export { hearStandIns } from './stand-ins.ts'
