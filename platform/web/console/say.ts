import type { z } from 'zod'

/** How a page says things: `t` of one namespace, to be handed to a plain function. */
export type { TFunction as Say } from 'i18next'

/** What a shape of a contract gives, and what may be given to it. */
export type Output<S extends z.ZodType> = z.output<S>
export type Input<S extends z.ZodType> = z.input<S>
