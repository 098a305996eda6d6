// The office's morning. Hillside opens its registers at 08:50 and closes them at 09:20.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, assertAccessible, person, signIn, useBrowser } from './support.mjs'

const open = useBrowser()

async function board(t, role = 'school office') {
  const page = await open(t)
  await signIn(page, person(role))
  await page.goto(address('/board'))
  return page
}

/** Children who are absent without a reason. */
const children = (page) => page.locator('[id^="pupil-"]')
const nameIn = (child) => child.getByRole('link').first().innerText()

test('a call that is recorded stands beside the contact', async (t) => {
  const page = await board(t)
  const child = children(page).first()
  const name = await nameIn(child)
  await child.locator('summary').click()
  await assertAccessible(page)
  const form = child.locator('form')
  await form.getByRole('radio').first().check({ force: true })
  await form.getByRole('radio', { name: 'No answer' }).check({ force: true })
  await form.getByRole('button', { name: /^Save the call/ }).click()
  await page.goto(address('/board'))
  const tries = children(page).filter({ hasText: name }).locator('.rb-tries li')
  assert.match(await tries.first().innerText(), /rung 1\d:\d\d, no answer/)
})

test('a call without an outcome is not saved, and what was said is kept', async (t) => {
  const page = await board(t)
  const child = children(page).first()
  await child.locator('summary').click()
  await child.getByLabel('What was said').fill('nobody was at home')
  await child.getByRole('button', { name: /^Save the call/ }).click()
  assert.match(await page.getByRole('alert').innerText(), /The call is not saved yet/)
  assert.equal(await page.getByLabel('What was said').inputValue(), 'nobody was at home')
  await assertAccessible(page)
})

test('a child whose reason was found leaves the list', async (t) => {
  const page = await board(t)
  const child = children(page).last()
  const name = await nameIn(child)
  await child.getByRole('link', { name: /^Record the reason/ }).click()
  await assertAccessible(page)
  await chooseCode(page, 'I')
  await page.getByLabel('What was said, by whom').fill('his mother rang: a cold')
  await page.getByRole('button', { name: 'Save the reason' }).click()
  await page.goto(address('/board'))
  assert.equal(await children(page).filter({ hasText: name }).count(), 0)
})

for (const { time, minutes, code, when } of [
  { time: '09:05', minutes: '15', code: 'L', when: 'before the register closed' },
  { time: '09:40', minutes: '50', code: 'U', when: 'after the register had closed' },
]) {
  test(`a child who came ${when} is signed in with ${code} and its minutes, and is absent no more`, async (t) => {
    const page = await board(t)
    const name = await nameIn(children(page).nth(2))
    await page.getByLabel('Name or class').fill(name)
    await page.locator('#late-arrival').getByRole('button', { name: 'Find' }).click()
    await page.getByRole('radio', { name }).check({ force: true })
    await page.getByLabel('Arrived').fill(time)
    await assertAccessible(page)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    const row = page.locator('#late-arrival tr', { hasText: name })
    assert.deepEqual(await row.locator('td').allInnerTexts(), [name, minutes, code])
    assert.equal(await children(page).filter({ hasText: name }).count(), 0)
  })
}

test('a session for which no reason can be found is settled by a person, and leaves the sessions without one', async (t) => {
  const page = await board(t, 'attendance lead')
  const row = page.locator('tr', { has: page.getByRole('link', { name: /^Settle it/ }) }).first()
  const [name, sessions] = [await row.locator('th').innerText(), await row.locator('td').first().innerText()]
  await row.getByRole('link', { name: /^Settle it/ }).click()
  await assertAccessible(page)
  await chooseCode(page, 'O')
  await page.getByLabel('What was said, by whom').fill('nobody could be reached')
  await page.getByRole('button', { name: 'Save the reason' }).click()
  await page.goto(address('/board'))
  assert.equal(await page.locator('tr', { hasText: name }).filter({ hasText: sessions }).count(), 0)
})

async function chooseCode(page, letters) {
  const labels = await page.locator('select[name=code] option').allInnerTexts()
  const label = labels.find((words) => words.trim().startsWith(`${letters}:`))
  assert.ok(label, `code ${letters} is offered among ${labels.join(' | ')}`)
  await page.locator('select[name=code]').selectOption({ label })
}
