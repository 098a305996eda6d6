// The office's morning.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, assertAccessible, person, signIn, useBrowser } from './support.mjs'

const open = useBrowser()

async function board(t) {
  const page = await open(t)
  await signIn(page, person('school office'))
  await page.goto(address('/board'))
  return page
}

const children = (page) => page.locator('[id^="pupil-"]')

test('a call that is recorded stands beside the contact', async (t) => {
  const page = await board(t)
  const child = children(page).first()
  const name = await child.getByRole('link').first().innerText()
  await child.locator('summary').click()
  await assertAccessible(page)
  const form = child.locator('form')
  await form.getByRole('radio', { name: /no answer/i }).check({ force: true })
  const contacts = form.locator('input[type=radio][name=contact]')
  if ((await contacts.count()) > 0) await contacts.first().check({ force: true })
  await form.getByRole('button').click()
  await page.goto(address('/board'))
  assert.match(await children(page).filter({ hasText: name }).first().innerText(), /rung 1\d:\d\d, no answer/)
})

test('a child whose reason was found leaves the list', async (t) => {
  const page = await board(t)
  const child = children(page).last()
  const name = await child.getByRole('link').first().innerText()
  await child.getByRole('link', { name: /Record the reason/ }).click()
  await assertAccessible(page)
  await page.locator('select[name=code]').selectOption({ label: await optionOf(page, 'I') })
  await page.locator('input[name=reason], textarea[name=reason], input[name=note], textarea[name=note]').first().fill('his mother rang: a cold')
  await page.locator('main form button').last().click()
  await page.goto(address('/board'))
  assert.equal(await children(page).filter({ hasText: name }).count(), 0)
})

test('a late child is signed in: late or after the close falls out of the times', async (t) => {
  const page = await board(t)
  await page.getByLabel(/Name or class/).fill('Ha')
  await page.locator('#late, form', { has: page.getByLabel(/Name or class/) }).getByRole('button', { name: 'Find' }).first().click()
  const found = page.locator('input[type=radio][name=pupil]')
  assert.ok((await found.count()) > 0, 'two letters find a child')
  await found.first().check({ force: true })
  await page.locator('input[name=time]').fill('09:05')
  await page.getByRole('button', { name: /Sign in/ }).last().click()
  await page.goto(address('/board'))
  const row = page.locator('tr', { hasText: '15' }).filter({ has: page.locator('.rb-mark') }).first()
  assert.match(await row.innerText(), /15/)
})

async function optionOf(page, code) {
  const labels = await page.locator('select[name=code] option').allInnerTexts()
  const label = labels.find((words) => words.startsWith(`${code} `) || words.startsWith(`${code},`) || words.startsWith(`${code}:`))
  assert.ok(label, `code ${code} is offered among ${labels.join(' | ')}`)
  return label
}
