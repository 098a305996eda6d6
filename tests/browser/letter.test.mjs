// A letter: read, made, kept, and never to an address that is protected.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, assertAccessible, hrefs, person, signIn, useBrowser } from './support.mjs'

const LETTER = 'letters/lancashire/attendance-letter'
const open = useBrowser()

/** Opens the letter about the first child for whom `isFound` holds of the page's source. */
async function openLetter(page, isFound) {
  await signIn(page, person('attendance lead'))
  await page.goto(address('/pupils'))
  for (const group of await hrefs(page, 'main a[href^="/pupils?q="]')) {
    await page.goto(address(group))
    for (const pupil of await hrefs(page, 'main th a[href^="/pupils/"]')) {
      const letter = await page.request.get(address(`${pupil}/${LETTER}`))
      if (isFound(await letter.text())) return page.goto(address(`${pupil}/${LETTER}`))
    }
  }
  assert.fail('the demo has no child for this story')
}

test('a letter is read before it is made, and is then kept as a PDF', async (t) => {
  const page = await open(t)
  await openLetter(page, (source) => source.includes('Make letter'))
  const letter = page.getByRole('article', { name: /The letter/ })
  assert.match(await letter.innerText(), /has missed [\d½]+ of [\d½]+ school days/)
  await assertAccessible(page)
  await page.locator('input[name=contact]').first().check({ force: true })
  await page.getByRole('button', { name: 'Make letter' }).click()
  const kept = page.locator('a[href^="/documents/"]').first()
  await assertAccessible(page)
  const pdf = await page.request.get(address(await kept.getAttribute('href')))
  assert.equal(pdf.headers()['content-type'], 'application/pdf')
  assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-')
})

test('a letter is not made until somebody is chosen to get it', async (t) => {
  const page = await open(t)
  await openLetter(page, (source) => source.includes('Make letter') && source.match(/name="contact"/g).length > 1)
  await page.locator('input[name=contact]').evaluateAll((all) => all.forEach((one) => { one.checked = false }))
  await page.getByRole('button', { name: 'Make letter' }).click()
  assert.match(await page.getByRole('alert').innerText(), /The letter is not made yet/)
  await assertAccessible(page)
})

test('a parent whose address is protected is named, and is not offered', async (t) => {
  const page = await open(t)
  await openLetter(page, (source) => source.includes('Make letter') && source.includes('rb-protected'))
  const barred = await page.locator('p:has(.rb-protected) strong').innerText()
  assert.ok((await page.locator('input[name=contact]').count()) > 0, 'somebody else may get it')
  assert.equal(await page.getByRole('radio', { name: barred }).count(), 0)
  assert.ok(!(await page.getByRole('article').innerText()).includes(barred))
  await assertAccessible(page)
})
