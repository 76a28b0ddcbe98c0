/**
 * Whole numbers from 0 to 2^53 as short text: digits of five bits, lowest first, with a sixth while more follow.
 * Brotli makes less of them than of decimals.
 */
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

/** The digit of each character's code: five bits of the number, and 32 while more follow. */
export const DIGIT_OF_CODE = new Uint8Array(128)
for (let digit = 0; digit < DIGITS.length; digit++) DIGIT_OF_CODE[DIGITS.charCodeAt(digit)] = digit

/** The character's code of each digit. */
export const CODES_OF_DIGITS = Uint8Array.from(DIGITS, (digit) => digit.charCodeAt(0))

export function digitsOf(number: number): string {
  let text = ""
  let rest = number
  for (; rest >= 32; rest = Math.floor(rest / 32)) text += DIGITS[32 + (rest % 32)]
  return text + DIGITS[rest]
}

/** Below zero, or not: every second number is a negative one. */
export const digitsOfSigned = (number: number): string => digitsOf(number < 0 ? -2 * number - 1 : 2 * number)
export const signed = (number: number): number => (number % 2 === 0 ? number / 2 : -(number + 1) / 2)

/** The numbers that stand in a text, one after the other. */
export function numbersIn(text: string): number[] {
  const numbers: number[] = []
  let number = 0
  let weight = 1
  for (let at = 0; at < text.length; at++) {
    const digit = DIGIT_OF_CODE[text.charCodeAt(at)]!
    number += (digit & 31) * weight
    weight *= 32
    if (digit >= 32) continue
    numbers.push(number)
    number = 0
    weight = 1
  }
  return numbers
}
