export const SHORTEST_PASSWORD = 10
export const LONGEST_PASSWORD = 200

const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}\s]|\p{Lo}/u]

/**
 * What is wrong with a password, or null: ten characters at least, three of the four classes (small
 * and capital letters, digits, everything else, Chinese characters included), not the own name.
 */
export function passwordFault(
  password: string,
  loginName: string,
): 'password_short' | 'password_simple' | 'password_is_name' | null {
  if (password.length < SHORTEST_PASSWORD) return 'password_short'
  if (classes.filter((one) => one.test(password)).length < 3) return 'password_simple'
  if (loginName !== '' && password.toLowerCase().includes(loginName.toLowerCase()))
    return 'password_is_name'
  return null
}
