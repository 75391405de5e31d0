/** Looked for in this order: every browser also names those that it wants to pass for. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg/, 'Edge'],
  [/HuaweiBrowser/, 'Huawei'],
  [/MiuiBrowser/, 'Mi'],
  [/Firefox/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad/, 'iOS'],
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** Browser and system of a session, as far as the browser says: `Chrome, Windows`. */
export function deviceOf(agent: string | null): string {
  const find = (names: typeof browsers) => names.find(([mark]) => mark.test(agent ?? ''))?.[1]
  return [find(browsers), find(systems)].filter((name) => name !== undefined).join(', ')
}
