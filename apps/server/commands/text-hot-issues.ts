import {
  groupStream,
  hotIssues,
  writeTable,
  type HotIssue,
  type Message,
} from '#modules/reading/server/index.ts'
import { allow, needFile, needTarget, say } from '../say.ts'
import { reading, writing } from './text-files.ts'
import { csvRows, type CsvRow } from './text-rows.ts'

const head = ['issue', 'rank', 'heat', 'msg_id', 'first_seen', 'detected_at'] as const

/**
 * `text hot-issues --in FILE.csv[.gz] --out FILE.csv[.gz]` groups messages (`msg_id time subject
 * detail`, where there are `user likes dislikes`) that are about one trouble at one place, and writes
 * a row for each message of each group that three people wrote of, hottest first. `detected_at` is
 * the time of the message at which a reader going forward in time would first have been told.
 */
export async function hotIssuesCommand(args: string[]): Promise<void> {
  allow(args, 'in', 'out')
  const [file, target] = [needFile(args), needTarget(args)]
  const messages = await reading(file, () => messagesIn(file))
  messages.sort((a, b) => a.at - b.at)
  const stream = groupStream()
  for (const message of messages) stream.add(message)
  const issues = hotIssues(stream.groups(), messages.at(-1)?.at ?? 0)
  await writing(target, () => writeTable(target, head, rowsOf(issues)))
  const members = issues.reduce((sum, issue) => sum + issue.members.length, 0)
  say(JSON.stringify({ messages: messages.length, issues: issues.length, members }))
}

async function messagesIn(file: string): Promise<Message[]> {
  const messages: Message[] = []
  for await (const row of csvRows(file, ['msg_id', 'time', 'subject', 'detail']))
    messages.push(messageOf(row, messages.at(-1)?.at))
  return messages
}

/** A message without a readable time is taken to have come with the one before it. */
function messageOf(row: CsvRow, before = 0): Message {
  const at = timeOf(row['time'] ?? '')
  return {
    id: row['msg_id'] ?? '',
    // Who is not named is somebody else each time.
    user: row['user'] || `${row['msg_id']} alone`,
    at: at ?? before,
    subject: row['subject'] ?? '',
    detail: row['detail'] ?? '',
    support: countOf(row['likes']) - countOf(row['dislikes']),
  }
}

const countOf = (text = ''): number => (/^\d{1,9}$/u.test(text.trim()) ? Number(text) : 0)

/** Wall-clock time as written, with `-`, `/` or `T`; it is compared and given back, never moved. */
function timeOf(text: string): number | undefined {
  const found =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?/u.exec(
      text.trim(),
    )
  if (!found) return undefined
  const part = (at: number) => Number(found[at] ?? 0)
  return Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5), part(6))
}

const written = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')

/** Issues are numbered in the order in which they were detected. */
function* rowsOf(issues: readonly HotIssue[]): Generator<readonly (string | number)[]> {
  const inTime = issues.toSorted((a, b) => a.detectedAt - b.detectedAt)
  const numbers = new Map(inTime.map((issue, index) => [issue, index + 1]))
  for (const [index, issue] of issues.entries())
    for (const { id } of issue.members)
      yield [
        numbers.get(issue) ?? 0,
        index + 1,
        issue.heat.toFixed(2),
        id,
        written(issue.firstSeen),
        written(issue.detectedAt),
      ]
}
