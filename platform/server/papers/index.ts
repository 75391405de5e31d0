/** Papers: one description, printed as PDF and DOCX in a program beside the server. */
export { endPaperProgram, printPaper, sendPaper, type PaperFormat, type Printed } from './print.ts'
