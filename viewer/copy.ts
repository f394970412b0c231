// Puts a text into the clipboard, where the browser lets a page do that: not on plain http beyond this machine.

/** @returns whether it is there; if not, the page shows the text for copying by hand */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
