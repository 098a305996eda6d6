// A change of a handbook: checked as it is typed, and by a button where there is no script.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, assertAccessible, assertFits, person, signIn, useBrowser, WIDTHS } from './support.mjs'

const open = useBrowser()
const FORM = '/handbook/lancashire/1-pathway/propose'
// Every child of every school is decided twice, and every example is run.
const CHECKED = { timeout: 120_000 }

async function openForm(page) {
  await signIn(page, person('administrator'))
  await page.goto(address(FORM))
  return page.getByLabel('What the chapter is to say')
}

/** Puts `after` in the place of `before` as somebody at the keyboard would: with one event for the form. */
async function retype(text, before, after) {
  const said = await text.inputValue()
  assert.ok(said.includes(before), `the chapter says ${before}`)
  await text.fill(said.replace(before, after))
}

test('a chapter is checked as it is typed, and nothing that is typed is lost', async (t) => {
  const page = await open(t)
  const text = await openForm(page)
  const found = page.locator('#checked')
  await retype(text, 'less than 15 days |', 'less then 14 days |')
  await found.getByRole('heading', { name: 'What cannot be carried out' }).waitFor(CHECKED)
  assert.match(await found.innerText(), /Line \d+, column \d+[^]*less then 14 days/)
  assert.ok((await text.inputValue()).includes('less then 14 days'), 'what is typed stays')

  await retype(text, 'less then 14 days |', 'less than 14 days |')
  await retype(text, 'at least 15 days and less than 56', 'at least 14 days and less than 56')
  await found.getByRole('heading', { name: 'What this change would do' }).waitFor(CHECKED)
  assert.match(await found.innerText(), /worked examples are not met with it/)
  assert.match(await found.innerText(), /would be in another band/)
  const beside = page.locator('#text-90-examples-pathway')
  assert.ok((await beside.inputValue()).includes('# Examples: the edges of the pathways'))
  assert.equal(new URL(page.url()).pathname, FORM, 'nobody has left the page')
  await assertAccessible(page)
  await assertFits(page, WIDTHS.phone)

  // What is typed into a chapter that came in stays when the next check answers.
  await retype(beside, '14.5 days; [Pathway] is [Universal]', '14.5 days; [Pathway] is [Improvement]')
  await found.getByText(/would be in another band/).waitFor(CHECKED)
  assert.ok((await beside.inputValue()).includes('14.5 days; [Pathway] is [Improvement]'))
})

test('without JavaScript a button checks, and the page comes back with what was typed', async (t) => {
  const page = await open(t, { javaScript: false })
  page.setDefaultTimeout(CHECKED.timeout)
  const text = await openForm(page)
  await retype(text, 'less than 15 days |', 'less then 14 days |')
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  const again = page.getByLabel('What the chapter is to say')
  assert.ok((await again.inputValue()).includes('less then 14 days |'))
  assert.match(await page.getByRole('alert').innerText(), /The text has 1 fault/)
  assert.match(await page.locator('#checked').innerText(), /less then 14 days/)
})
