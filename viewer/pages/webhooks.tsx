// The delivery log of webhooks, and sending an event once more.
import { DeliveryLog } from '../components/delivery-log.tsx'

/** The page. */
export function WebhooksPage() {
  document.title = 'Webhooks · Verbatim'
  return (
    <main id="main" tabIndex={-1} class="page">
      <h1>Webhooks</h1>
      <DeliveryLog empty="No webhook was called yet. A Service's page says which one to call." />
    </main>
  )
}
