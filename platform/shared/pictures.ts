/** The largest picture that is taken in, in bytes: 30 MB. The phone says so before it keeps one, the server in any case. */
export const MOST_PICTURE_BYTES = 30 * 1024 * 1024
