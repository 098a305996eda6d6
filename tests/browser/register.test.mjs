// A register: taken with the keyboard, without a script, left incomplete, and taken by two people at once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, assertAccessible, person, signIn, useBrowser } from './support.mjs'

const open = useBrowser()

/** Opens one of this morning's registers: of those whose link has this word, the one at `place`. */
async function openRegister(page, who, { word = /^Take it/, place = 0 } = {}) {
  await signIn(page, who)
  await page.goto(address('/registers'))
  const links = await page.getByRole('link', { name: word }).evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  assert.ok(links.length > place, `a register of this morning says ${word}`)
  await page.goto(address(links[place]))
  return links[place]
}

const submit = (page) => page.getByRole('button', { name: /^Submit/ }).click()
const saved = (page) => page.getByText(/Saved \d\d:\d\d/).waitFor()
const pupils = (page) => page.locator('.rb-pupil')
const isOnButton = (page) => page.evaluate(() => document.activeElement.matches('button[form=register]'))

test('two people on one register: the second sees both, and nothing is overwritten silently', async (t) => {
  const [one, other] = [await open(t), await open(t)]
  const path = await openRegister(one, person('school office'), { place: 1 })
  await signIn(other, person('attendance lead'))
  await other.goto(address(path))
  await submit(one)
  await saved(one)
  const child = pupils(other).first()
  const name = await child.locator('summary').innerText()
  await child.locator('input[value=absent]').check({ force: true })
  await submit(other)
  const alert = await other.getByRole('alert').innerText()
  assert.match(alert, /Somebody else has changed this register/)
  assert.ok(alert.includes(`${name}: you chose “absent (N)”, ${person('school office').name} saved “present”`), alert)
  assert.ok(await child.locator('input[value=absent]').isChecked(), 'what was chosen is kept')
  await assertAccessible(other)
  await one.goto(address(path))
  assert.ok(await pupils(one).first().locator('input[value=present]').isChecked(), 'what was saved stands')
  await submit(other)
  await saved(other)
  await one.goto(address(path))
  assert.ok(await pupils(one).first().locator('input[value=absent]').isChecked(), 'a person has chosen')
})

test('a teacher takes the register with the keyboard alone', async (t) => {
  const page = await open(t)
  await openRegister(page, person('class teacher'))
  const count = await pupils(page).count()
  await page.keyboard.press('/')
  await page.keyboard.press('n')
  assert.ok(await pupils(page).nth(0).locator('input[value=absent]').isChecked())
  await page.keyboard.press('l')
  await page.keyboard.type('7')
  await page.keyboard.press('Enter')
  assert.equal(await pupils(page).nth(1).locator('.rb-minutes input').inputValue(), '7')
  for (let at = 2; at < count; at += 1) await page.keyboard.press('/')
  assert.match(await page.locator('#marked').innerText(), new RegExp(`^${count} of ${count} marked`))
  // From the last child on, the tab key leads to the button.
  for (let at = 0; at < 10 && !(await isOnButton(page)); at += 1) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await saved(page)
  assert.match(await page.locator('main').innerText(), new RegExp(`${count} of ${count}, ${count - 1} present`))
})

test('a register is taken without JavaScript', async (t) => {
  const page = await open(t, { javaScript: false })
  await openRegister(page, person('school office'))
  const count = await pupils(page).count()
  await pupils(page).last().locator('input[value=absent]').click()
  await submit(page)
  await saved(page)
  assert.match(await page.locator('main').innerText(), new RegExp(`${count} of ${count}, `))
})

test('a child left unmarked is named, and everything else that was chosen and typed is kept', async (t) => {
  const page = await open(t)
  await openRegister(page, person('school office'), { word: /^Look at it/ })
  const [first, second] = [pupils(page).nth(0), pupils(page).nth(1)]
  const name = await first.locator('summary').innerText()
  // A school that marks everyone begins with nobody marked.
  await first.locator('input[type=radio]').evaluateAll((all) => all.forEach((one) => { one.checked = false }))
  await second.locator('input[value=absent]').check({ force: true })
  await second.locator('summary').click()
  await second.getByLabel('Note').fill('not in the line this morning')
  await submit(page)
  await page.getByRole('alert').getByRole('link', { name: `Mark ${name}` }).click()
  assert.ok(await first.evaluate((child) => child.contains(document.activeElement)), 'the error leads to the child')
  assert.ok(await second.locator('input[value=absent]').isChecked())
  assert.equal(await second.locator('input[name^=note-]').inputValue(), 'not in the line this morning')
  await assertAccessible(page)
})

test('a late child needs minutes once the register is closed, and the error leads to them', async (t) => {
  const page = await open(t)
  await openRegister(page, person('school office'), { word: /^Look at it/ })
  const child = pupils(page).nth(2)
  const name = await child.locator('summary').innerText()
  await child.locator('input[value=late]').check({ force: true })
  await child.locator('.rb-minutes input').fill('')
  await submit(page)
  const error = new RegExp(`Say how many minutes after 08:50 ${name} arrived`)
  await page.getByRole('alert').getByRole('link', { name: error }).click()
  assert.equal(await page.evaluate(() => document.activeElement.name.split('-')[0]), 'minutes')
  await assertAccessible(page)
})
