// A teacher takes a register, with the keyboard, without a script, and beside somebody else.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, assertAccessible, person, signIn, useBrowser } from './support.mjs'

const open = useBrowser()

/** Opens the first register that nobody has taken yet. */
async function openUntaken(page, who, place = 0) {
  await signIn(page, who)
  await page.goto(address('/registers'))
  const rows = page.locator('main tr', { hasText: /not taken|over|Open/i })
  const hrefs = await rows.locator('a[href*="/am"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  assert.ok(hrefs.length > place, 'a register of this morning is still to be taken')
  await page.goto(address(hrefs[place]))
  return hrefs[place]
}

const submit = (page) => page.getByRole('button', { name: /^Submit/ }).click()

test('two people on one register never overwrite each other silently', async (t) => {
  const [one, other] = [await open(t), await open(t)]
  const path = await openUntaken(one, person('school office'), 1)
  await signIn(other, person('attendance lead'))
  await other.goto(address(path))
  await submit(one)
  await one.getByText(/Saved \d\d:\d\d/).waitFor()
  await other.locator('input[value=absent]').first().check({ force: true })
  await submit(other)
  await other.getByRole('alert').waitFor()
  assert.match(await other.getByRole('alert').innerText(), /somebody else/i)
  assert.ok(await other.locator('input[value=absent]').first().isChecked(), 'what was chosen is kept')
  await assertAccessible(other)
})

test('a teacher takes the register by keyboard alone', async (t) => {
  const page = await open(t)
  await openUntaken(page, person('class teacher'))
  const pupils = await page.locator('.rb-pupil').count()
  await page.keyboard.press('/')
  await page.keyboard.press('n')
  assert.ok(await page.locator('.rb-pupil').first().locator('input[value=absent]').isChecked())
  for (let at = 1; at < pupils; at += 1) await page.keyboard.press('/')
  assert.match(await page.locator('#marked').innerText(), new RegExp(`^${pupils} of ${pupils} marked`))
  await page.getByRole('button', { name: /^Submit/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByText(/Saved \d\d:\d\d/).waitFor()
  assert.match(await page.locator('main').innerText(), new RegExp(`${pupils} of ${pupils}, ${pupils - 1} present`))
})

test('a register is taken without JavaScript', async (t) => {
  const page = await open(t, { javaScript: false })
  await openUntaken(page, person('school office'))
  await submit(page)
  await page.getByText(/Saved \d\d:\d\d/).waitFor()
})
