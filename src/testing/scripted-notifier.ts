// A notifier that keeps what it was to deliver.
import type { Notification, Notifier } from '../ports/notifier.ts'

/** Delivers nothing; fails as `answer` throws, given the number of the attempt from 1. */
export function scriptedNotifier(
  answer: (attempt: number) => void = () => undefined,
): Notifier & { notifications: Notification[] } {
  const notifications: Notification[] = []
  return {
    notifications,
    async notify(notification) {
      notifications.push(notification)
      answer(notifications.length)
    },
  }
}
