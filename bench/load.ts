import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export const clients = 8

/** What is sent again and again; `fresh` names a field that is another UUID every time. */
export interface Load {
  url: string
  body: Record<string, unknown>
  fresh?: string
  headers?: Record<string, string>
}

export interface Figures {
  perSecond: number
  p50: number
  p99: number
}

export const say = ({ perSecond, p50, p99 }: Figures) =>
  `${perSecond} a second (p50 ${p50} ms, p99 ${p99} ms)`

export function figuresOf(times: readonly number[], seconds: number): Figures {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  return { perSecond: Math.round(times.length / seconds), p50: at(0.5), p99: at(0.99) }
}

/** The clients have a thread of their own, so that they do not wait for the server's. */
export async function fromThread(load: Load, seconds: number): Promise<Figures> {
  const workerData = { ...load, seconds, clients }
  const thread = new Worker(clientCode, { eval: true, workerData })
  const [times = []]: number[][] = await once(thread, 'message')
  await thread.terminate()
  return figuresOf(times, seconds)
}

const clientCode = `
  const http = require('node:http')
  const { randomUUID } = require('node:crypto')
  const { parentPort, workerData } = require('node:worker_threads')
  const { url, seconds, clients, body, fresh } = workerData
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients })
  const headers = { 'content-type': 'application/json', ...workerData.headers }
  const times = []
  const until = performance.now() + seconds * 1000
  const send = () => new Promise((resolve, reject) => {
    const request = http.request(url, { agent, headers, method: 'POST' }, (reply) => {
      let said = ''
      reply.on('data', (chunk) => (said += chunk))
      reply.on('end', () => reply.statusCode === 200 ? resolve() : reject(new Error(reply.statusCode + ' ' + said.slice(0, 300))))
    })
    request.on('error', reject)
    request.end(JSON.stringify(fresh ? { ...body, [fresh]: randomUUID() } : body))
  })
  const client = async () => {
    while (performance.now() < until) {
      const began = performance.now()
      await send()
      times.push(performance.now() - began)
    }
  }
  Promise.all(Array.from({ length: clients }, client)).then(() => parentPort.postMessage(times))`
