/**
 * What the browser says of its storage. `enough`; `full` where nearly nothing is left, so that the
 * next picture may not fit; `unpromised` where it may clear what is kept when it runs short.
 */
export type Room = 'enough' | 'full' | 'unpromised'

/** Nine pictures as a phone takes them. */
const nearlyFull = 60_000_000

const storage = (): StorageManager | undefined => (navigator as Partial<Navigator>).storage

export async function askToStay(): Promise<void> {
  await storage()
    ?.persist()
    .catch(() => false)
}

export async function roomLeft(): Promise<Room> {
  const manager = storage()
  if (!manager) return 'enough'
  try {
    const { quota, usage } = await manager.estimate()
    if (quota !== undefined && quota - (usage ?? 0) < nearlyFull) return 'full'
    return (await manager.persisted()) ? 'enough' : 'unpromised'
  } catch {
    return 'enough'
  }
}
