// Figures: each opens to what it was counted from, and governors see no names.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, hrefs, person, signIn, useBrowser } from './support.mjs'

const open = useBrowser()

/** Opens the school's page and returns the figure of that label, a link. */
async function figure(page, label) {
  await signIn(page, person('attendance lead'))
  await page.getByRole('link', { name: 'School', exact: true }).click()
  return page.locator('.rb-figure', { has: page.getByText(label, { exact: true }) }).locator('.rb-figure__n a')
}

const numbersIn = (text) => (text.match(/[\d,]+/g) ?? []).map((digits) => Number(digits.replaceAll(',', '')))

for (const [label, rows] of [
  ['No reason yet', 'sessions'],
  ['Late this week', 'sessions'],
  ['Persistently absent', 'children'],
  ['Severely absent', 'children'],
]) {
  test(`the figure “${label}” opens to as many ${rows} as it says`, async (t) => {
    const page = await open(t)
    const link = await figure(page, label)
    const [said] = numbersIn(await link.innerText())
    await link.click()
    assert.equal(numbersIn(await page.locator('.rb-standing strong').innerText())[0], said)
    assert.equal(await page.locator('main tbody tr').count(), said)
  })
}

test('the days missed per child are the sessions they open to, two to a day, among the children', async (t) => {
  const page = await open(t)
  const link = await figure(page, 'Days missed per child')
  const said = parseFloat(await link.innerText())
  await link.click()
  const [sessions] = numbersIn(await page.locator('.rb-standing strong').innerText())
  const [children] = numbersIn(await page.locator('main').getByText(/^[\d,]+ children$/).innerText())
  assert.equal((sessions / 2 / children).toFixed(1), said.toFixed(1))
  const file = await page.request.get(address(await page.getByRole('link', { name: /whole list/ }).getAttribute('href')))
  const lines = (await file.text()).trim().split('\n').length
  assert.equal(lines - 1, sessions, 'the file has a heading and a line for each session')
})

test('a child’s days missed open to the sessions, and each session to its history', async (t) => {
  const page = await open(t)
  await (await figure(page, 'Persistently absent')).click()
  const link = page.locator('main tbody tr').first().getByRole('link', { name: /sessions of/ })
  const [missed] = numbersIn(await link.innerText())
  await link.click()
  assert.equal(await page.locator('main tbody tr').count(), missed)
  await page.locator('main tbody a[href*="/marks/"]').first().click()
  assert.ok(await page.getByRole('heading', { name: 'History of this mark' }).isVisible())
})

test('a governor reads the school without one child’s name and without a way to one', async (t) => {
  const [lead, governor] = [await open(t), await open(t)]
  await signIn(lead, person('attendance lead'))
  await lead.goto(address('/pupils'))
  const names = []
  for (const group of await hrefs(lead, 'main a[href^="/pupils?q="]')) {
    await lead.goto(address(group))
    names.push(...(await lead.locator('main th a[href^="/pupils/"]').allInnerTexts()))
  }
  assert.ok(names.length > 300, `${names.length} names`)
  await signIn(governor, person('governor'))
  await governor.getByRole('link', { name: 'School', exact: true }).click()
  const source = await governor.content()
  assert.deepEqual(names.filter((name) => source.includes(name)), [])
  assert.deepEqual(await hrefs(governor, 'main a[href^="/pupils"], main a[href*="/sessions"]'), [])
})
