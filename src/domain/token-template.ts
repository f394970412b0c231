// How what stands in place of personal data is written: a template with the place of the label, such as `[{label}]`.

/** Stands for the label in a template. */
export const labelMark = '{label}'

/** The template unless another one is set. */
export const defaultTokenTemplate = `[${labelMark}]`

/** `text` when tokens can be made by it and told from speech.
 * @throws Error when it has no or several `{label}`, a line break, or only letters, digits and blanks on one of its
 *   sides */
export function tokenTemplate(text: string): string {
  const [before, after, ...more] = text.split(labelMark)
  if (before === undefined || after === undefined || more.length > 0 || /[\r\n]/.test(text))
    throw new Error(`must be a text with ${labelMark} once, as in ${defaultTokenTemplate}`)
  const sign = /[^\p{L}\p{M}\p{N}\s]/u
  if (!sign.test(before) || !sign.test(after))
    throw new Error(`must be a text with a sign on both sides of ${labelMark}, as in ${defaultTokenTemplate}`)
  return text
}
