import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cities } from './lists/cities.ts'
import { commonWords } from './lists/common-words.ts'
import { countries } from './lists/countries.ts'
import { firstNames } from './lists/first-names.ts'
import { lessCommonWords } from './lists/less-common-words.ts'
import { surnames } from './lists/surnames.ts'
import { towns } from './lists/towns.ts'
import { createWordList } from './word-list.ts'

describe('word list', () => {
  for (const [name, text] of Object.entries({
    cities,
    commonWords,
    countries,
    firstNames,
    lessCommonWords,
    surnames,
    towns,
  })) {
    it(`finds every entry of ${name} and nothing between them`, () => {
      const list = createWordList(text)
      const words = text.trim().split(/\s+/)
      for (const word of words) {
        assert.ok(list.has(word), word)
        assert.equal(list.has(`${word}~`), false)
      }
      assert.equal(list.has(''), false)
      assert.equal(list.has(`${words[0]} ${words[1]}`), false)
    })
  }
})
