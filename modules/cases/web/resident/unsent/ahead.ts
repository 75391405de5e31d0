import { sendFile } from '#platform/web/call.ts'
import type { Queue } from '../../phone/outbox/queue.ts'

let underWay: Promise<void> = Promise.resolve()

/** A picture goes up while the rest is written; what does not get through goes up with the report. */
export function sendAhead(
  queue: Queue,
  picture: { districtId: string; id: string; blob: Blob },
): void {
  const before = underWay
  const send = async () => {
    await before
    try {
      await sendFile(`/api/public/${picture.districtId}/files/${picture.id}`, picture.blob)
      await queue.wentUp(picture.id)
    } catch {
      // It lies sealed on the phone.
    }
  }
  underWay = send()
}

/** Resolves once nothing is on its way ahead; the same picture need not go up twice at once. */
export const allAhead = (): Promise<void> => underWay
