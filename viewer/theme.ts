// Light, dark, or as the system has it; and whether single keys are commands. Both are kept in this browser.
import { effect, signal } from '@preact/signals'

/** What can be chosen. */
export const themes = ['system', 'light', 'dark'] as const
/** One of {@link themes}. */
export type Theme = (typeof themes)[number]

const stored = (name: string) => {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}
const store = (name: string, value: string) => {
  try {
    localStorage.setItem(name, value)
  } catch {
    // A browser that keeps nothing still shows everything.
  }
}

/** The chosen theme. */
export const theme = signal<Theme>(themes.find((one) => one === stored('theme')) ?? 'system')
/** Whether single keys are commands (WCAG 2.1.4 wants a way to say no). */
export const keysOn = signal(stored('keys') !== 'off')

effect(() => {
  document.documentElement.dataset.theme = theme.value
  store('theme', theme.value)
})
effect(() => store('keys', keysOn.value ? 'on' : 'off'))
