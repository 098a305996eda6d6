// Signing in: who can, how it is refused, and what stands behind it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WIDTHS, address, assertAccessible, assertFits, complaintsOf, people, person, signIn, useBrowser } from './support.mjs'

const open = useBrowser()
const roles = [...new Set(people.map((each) => each.role))]

test('somebody in each of the eight roles can sign in to the demo', () => {
  assert.deepEqual(roles.toSorted(), [
    'administrator',
    'attendance lead',
    'authority attendance officer',
    'class teacher',
    'cohort holder',
    'governor',
    'headteacher',
    'school office',
  ])
})

test('the sign-in page is accessible and fits a phone', async (t) => {
  const page = await open(t)
  const complaints = complaintsOf(page)
  await page.goto(address('/sign-in'))
  await assertAccessible(page)
  await assertFits(page, WIDTHS.phone)
  await assertAccessible(page)
  assert.deepEqual(complaints, [])
})

test('a wrong password is refused, what was typed is kept, and the page stays accessible', async (t) => {
  const page = await open(t)
  await page.goto(address('/sign-in'))
  await page.getByLabel('E-mail address').fill(person('class teacher').email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('alert').waitFor()
  assert.equal(new URL(page.url()).pathname, '/sign-in')
  assert.equal(await page.getByLabel('E-mail address').inputValue(), person('class teacher').email)
  assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), '')
  await assertAccessible(page)
})

test('signing in works without JavaScript', async (t) => {
  const page = await open(t, { javaScript: false })
  await signIn(page, person('class teacher'))
  assert.ok((await page.content()).includes(person('class teacher').name))
})

test('who signs out has to sign in again', async (t) => {
  const page = await open(t)
  await signIn(page, person('class teacher'))
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.goto(address('/registers'))
  assert.equal(new URL(page.url()).pathname, '/sign-in')
})

test('the keyboard reaches the main content first', async (t) => {
  const page = await open(t)
  await signIn(page, person('school office'))
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to main content')
  await page.keyboard.press('Enter')
  assert.equal(new URL(page.url()).hash, '#main')
})

test('nobody sees a page of the application without signing in', async (t) => {
  const page = await open(t)
  for (const path of ['/', '/registers', '/board', '/pupils', '/authority', '/people']) {
    await page.goto(address(path))
    assert.equal(new URL(page.url()).pathname, '/sign-in', path)
  }
})
