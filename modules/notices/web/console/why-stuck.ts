/** Why a message did not arrive, as far as the technical words tell; what can be done differs by this. */
export const whys = ['not_set_up', 'address', 'unreachable', 'sign_in', 'refused', 'other'] as const
export type Why = (typeof whys)[number]

const signs: [RegExp, Why][] = [
  [/not set up/i, 'not_set_up'],
  [/\b(EAUTH|535|invalid login|authentication)\b/i, 'sign_in'],
  [
    /\b(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ESOCKET|EHOSTUNREACH|timeout)\b/i,
    'unreachable',
  ],
  [/\b(55[013]|EENVELOPE|no recipients|user unknown|mailbox|recipient)\b/i, 'address'],
  [/\b[45]\d\d\b|rejected|denied/i, 'refused'],
]

export const whyStuck = (lastError: string | null): Why =>
  signs.find(([sign]) => sign.test(lastError ?? ''))?.[1] ?? 'other'
