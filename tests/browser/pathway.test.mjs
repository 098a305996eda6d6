// The attendance lead: why something is due, doing it, a child's year, and amending a mark.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, assertAccessible, person, signIn, useBrowser } from './support.mjs'

const open = useBrowser()

async function lead(t) {
  const page = await open(t)
  await signIn(page, person('attendance lead'))
  return page
}

/** The tasks of today's list that can be answered there. */
const answerable = (page) => page.locator('.rb-work', { has: page.locator('input[name=task]') })

test('a task says why it is due, down to the paragraph and the sum', async (t) => {
  const page = await lead(t)
  await page.locator('a[href$="/receipts/lancashire/open-the-checklist"]').filter({ hasText: 'Why this is due' }).first().click()
  for (const name of ['What the handbook says', 'What it asks, and what was found', 'Who']) {
    assert.ok(await page.getByRole('heading', { name, exact: true }).isVisible(), name)
  }
  const words = await page.locator('main').innerText()
  assert.match(words, /Possible sessions/)
  assert.match(words, /LAN-\d{3}/)
  assert.match(words, /Fingerprint ([0-9a-f]{4} ){3}[0-9a-f]{4}/)
  await assertAccessible(page)
  await page.getByRole('link', { name: 'Read the page' }).click()
  const place = new URL(page.url()).hash
  assert.ok(await page.locator(`[id="${place.slice(1)}"]`).isVisible(), `the handbook opens at ${place}`)
})

test('a task that is done leaves the list, and stands in the case with who did it', async (t) => {
  const page = await lead(t)
  const row = answerable(page).first()
  const receipt = await row.getByRole('link', { name: /^Why this is due/ }).getAttribute('href')
  const pupil = receipt.match(/\/pupils\/\d+/)[0]
  await row.locator('summary').click()
  await row.getByLabel(/What was done/).fill('met with the mother, plan agreed')
  await row.getByRole('button', { name: /^Save/ }).click()
  assert.equal(new URL(page.url()).pathname, '/')
  assert.equal(await page.locator(`a[href="${receipt}"]`).count(), 0)
  await page.goto(address(`${pupil}/case`))
  const kept = await page.locator('main').innerText()
  for (const words of ['met with the mother, plan agreed', person('attendance lead').name]) assert.ok(kept.includes(words), words)
})

test('a child’s year is a picture, the same as a table, and leads to the history of each mark', async (t) => {
  const page = await lead(t)
  await page.locator('.rb-row__who a').first().click()
  await page.getByText('Show the year as a table').click()
  const table = page.getByRole('table', { name: /sessions by week/ })
  const half = (text) => (Number.parseInt(text, 10) || 0) + (text.includes('½') ? 0.5 : 0)
  const weeks = await table.locator('tbody td:last-child').allInnerTexts()
  const missed = weeks.reduce((sum, text) => sum + half(text), 0)
  const titles = await page.locator('svg title').allTextContents()
  const [, said] = titles.map((title) => title.match(/: ([\d½]+) days? missed/)).find(Boolean)
  assert.equal(missed, half(said), 'the table adds up to what the picture says')
  await page.getByRole('region', { name: 'Runs of absence', exact: true }).getByRole('link').first().click()
  await page.locator('main a[href*="/marks/"]').first().click()
  assert.ok(await page.getByRole('heading', { name: 'History of this mark' }).isVisible())
})

test('an amendment keeps what stood there, what stands now, why, when, who, and in which position', async (t) => {
  const page = await lead(t)
  await page.goto(address('/pupils?q=6%20Oak'))
  const pupil = await page.locator('main th a[href^="/pupils/"]').first().getAttribute('href')
  await page.goto(address(`${pupil}/marks/2026-11-23/am`))
  const was = await page.locator('.rb-standing .rb-mark').innerText()
  const choices = page.locator('select[name=code] option')
  const codes = await choices.evaluateAll((all) => all.map((one) => ({ value: one.value, text: one.textContent.trim() })))
  const medical = codes.find((code) => code.text.startsWith('M:'))
  await page.getByLabel('New code').selectOption(medical.value)
  await page.getByRole('button', { name: 'Amend the mark' }).click()
  assert.match(await page.getByRole('alert').innerText(), /The mark is not amended yet/)
  assert.equal(await page.getByLabel('New code').inputValue(), medical.value, 'what was chosen is kept')
  await assertAccessible(page)
  await page.getByLabel('Why it is amended').fill('appointment card seen')
  await page.getByRole('button', { name: 'Amend the mark' }).click()
  await page.goto(address(`${pupil}/record`))
  const row = page.getByRole('table', { name: /^Amendments/ }).locator('tbody tr').first()
  const [original, now, reason, when, who] = await row.locator('td').allInnerTexts()
  assert.deepEqual([original, now, reason], [was, 'M', 'appointment card seen'])
  assert.match(when, /24 November 2026, \d\d:\d\d/)
  assert.deepEqual(who.toLowerCase().split(/\n+/), [person('attendance lead').name.toLowerCase(), 'attendance lead'])
  await assertAccessible(page)
})
