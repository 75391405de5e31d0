import { sql, type RawBuilder } from 'kysely'

/** Days (a column such as `r.held_on`) of a month, YYYY-MM. */
export const dayInMonth = (column: string, month: string): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(column)} >= ${`${month}-01`}::date
    and ${sql.ref(column)} < ${`${month}-01`}::date + interval '1 month')`

/** Instants of a month by the clock of the district, not by that of the server. */
export const timeInMonth = (column: string, month: string, timeZone: string): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(column)} >= ${`${month}-01`}::timestamp at time zone ${timeZone}
    and ${sql.ref(column)} < (${`${month}-01`}::timestamp + interval '1 month') at time zone ${timeZone})`
