// Machines of one installation, with and without the same key.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createMemoryDatabase } from '../../testing/memory-database.ts'
import { openVault } from '../vault-file/vault.ts'
import { openFirstAccount } from './first-account.ts'
import { requireSameKey } from './same-key.ts'

const aVault = () => openVault('unused', randomBytes(32))
const otherKey = /sealed under another key: set the same DATA_KEY/
const sources = { configured: { accountSid: null, authToken: null }, legacy: null }

test('the first machine says which key it is; those with the same key join, others do not', async () => {
  const { store } = createMemoryDatabase()
  const vault = aVault()
  for (let times = 0; times < 2; times++) await requireSameKey({ vault, store })
  await assert.rejects(requireSameKey({ vault: aVault(), store }), otherKey)
  await requireSameKey({ vault, store })
})

test('a database from before keys were compared is known by the secrets in it', async () => {
  const database = createMemoryDatabase()
  const vault = aVault()
  await openFirstAccount(sources, { ...database, vault })
  await assert.rejects(requireSameKey({ vault: aVault(), store: database.store }), otherKey)
  await requireSameKey({ vault, store: database.store })
})
