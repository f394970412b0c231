// The little XML that S3 speaks: flat lists of elements without attributes. Not a parser for anything else.

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** What stands in each element `name`, markup included. */
export function blocksOf(xml: string, name: string): string[] {
  const pattern = new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g')
  return [...xml.matchAll(pattern)].map(([, content = '']) => content)
}

/** The text of the first element `name`, null when there is none. */
export function textOf(xml: string, name: string): string | null {
  const [block] = blocksOf(xml, name)
  return block === undefined ? null : decode(block)
}

/** A text as it may stand in an element. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, ...found: string[]) => {
    const [hex, decimal, name = ''] = found
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (decimal) return String.fromCodePoint(Number(decimal))
    return entities[name] ?? whole
  })
}
