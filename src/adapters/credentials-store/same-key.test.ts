// Machines of one installation, with and without the same key.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createMemoryDatabase } from '../../testing/memory-database.ts'
import { openVault } from '../vault-file/vault.ts'
import { requireSameKey } from './same-key.ts'

const aVault = () => openVault('unused', randomBytes(32))

test('the first machine says which key it is; those with the same key join, others do not', async () => {
  const { installation } = createMemoryDatabase().store
  const vault = aVault()
  for (let times = 0; times < 2; times++) await requireSameKey({ vault, installation })
  const other = requireSameKey({ vault: aVault(), installation })
  await assert.rejects(other, /sealed under another key: set the same DATA_KEY/)
  await requireSameKey({ vault, installation })
})
