import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const proc = process.platform === 'linux'

/** The arguments a process was started with; none when it is gone, or a zombie. */
export async function argumentsOf(pid: number): Promise<string[]> {
  if (proc) {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return text.split('\0').filter(Boolean)
  }
  if (process.platform === 'win32') {
    const found = await run('tasklist', ['/nh', '/fo', 'csv', '/fi', `pid eq ${pid}`]).catch(none)
    return /^"([^"]+)"/.exec(found.stdout)?.slice(1) ?? []
  }
  const { stdout } = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(none)
  return stdout.trim().split(/\s+/).filter(Boolean)
}

/** Whether this process is the server of that data folder, and not a stranger that got its number. */
export async function isServerOf(pid: number, data: string): Promise<boolean> {
  const [program, ...rest] = await argumentsOf(pid)
  if (!program || !/^postgres(\.exe)?$/.test(basename(program))) return false
  return process.platform === 'win32' || ` ${rest.join(' ')} `.includes(` -D ${data} `)
}

/**
 * A name for a running process that no later process will bear, although numbers are given again:
 * the number and the moment of its start. Null when it does not run.
 */
export async function markOf(pid: number): Promise<string | null> {
  if (proc) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
    return fields[19] && fields[0] !== 'Z' ? `${pid} ${fields[19]} ${boot.trim()}` : null
  }
  if (process.platform === 'win32') {
    return (await argumentsOf(pid)).length > 0 ? String(pid) : null
  }
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(none)
  return stdout.trim() ? `${pid} ${stdout.trim()}` : null
}

/**
 * The processes whose working folder is this one: the server and its children all work in the
 * data folder, so these are what a killed server has left behind. Linux only; elsewhere none.
 */
export async function processesIn(folder: string): Promise<number[]> {
  if (!proc) return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const folders = await Promise.all(
    pids.map((pid) => readlink(join('/proc', String(pid), 'cwd')).catch(() => '')),
  )
  return pids.filter((pid, i) => pid !== process.pid && folders[i] === folder)
}

function none(): { stdout: string } {
  return { stdout: '' }
}
