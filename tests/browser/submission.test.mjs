// Without network: a register on a phone, late arrivals in the office, a browser that was closed, another person, signing out.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newDevice } from './device.mjs'
import { WIDTHS, assertAccessible, assertFits, people, person } from './support.mjs'

const TODAY = '2026-11-24'
const status = (device) => device.page.locator('#device')
const pupils = (device) => device.page.locator('.rb-pupil')
const submit = (device) => device.page.getByRole('button', { name: /^Submit/ }).click()
const absent = (device, at) => pupils(device).nth(at).locator('input[value=absent]')

/** The path of a register of this morning or afternoon of a class that this device's person may take. */
async function registers(device) {
  await device.goto('/registers')
  const links = await device.page.getByRole('link', { name: /^(Take it|Look at it)/ }).evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  assert.ok(links.length > 0)
  return links
}

async function ready(t, who) {
  const device = await newDevice(t)
  await device.signIn(who)
  return device
}

test('a teacher takes a register without network, closes the browser, and it arrives when both are back', async (t) => {
  const who = person('class teacher')
  const device = await ready(t, who)
  const [path] = await registers(device)
  device.network.become('down')
  await device.restart()
  await device.goto(path)
  await status(device).getByText(/This page was kept on this device at/).waitFor()
  await absent(device, 0).check({ force: true })
  await submit(device)
  await status(device).getByText('Kept on this device, not yet sent (1).').waitFor()
  await assertAccessible(device.page)
  await assertFits(device.page, WIDTHS.phone)
  await device.goto(path)
  await status(device).getByText(/kept on this device and not yet sent/).waitFor()
  assert.ok(await absent(device, 0).isChecked(), 'what was submitted is shown, not what stood before')
  assert.ok((await device.submissions()).every((one) => one.isLocked), 'nothing of it can be read without the key')
  device.network.become('up')
  await device.signIn(who)
  await device.ask('send')
  await device.goto(path)
  assert.equal(await device.page.evaluate(() => document.body.dataset.copy), undefined, 'the page comes from the server')
  assert.ok(await absent(device, 0).isChecked())
  await status(device).getByText(/^Sent \d\d:\d\d: /).waitFor()
})

test('the office signs a child in without network, and it is on the board once when the answer was lost', async (t) => {
  const device = await ready(t, person('school office'))
  await device.goto('/submissions/arrival')
  await assertAccessible(device.page)
  device.network.become('down')
  await device.goto('/submissions/arrival')
  await device.page.getByLabel('Part of a name').fill('an')
  const child = await device.page.locator('#pupil option:not([value=""])').first().innerText()
  await device.page.getByLabel('Child').selectOption({ label: child })
  await device.page.getByLabel('Arrived').fill('09:05')
  await device.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await status(device).getByText('Kept on this device, not yet sent (1).').waitFor()
  device.network.become('losing')
  await device.ask('send')
  assert.equal((await device.ask('state')).unsent, 1, 'no answer came, so it is still kept')
  device.network.become('up')
  await device.ask('send')
  await device.goto('/board')
  assert.equal(await device.page.locator('#late-arrival tr', { hasText: child }).count(), 1)
})

test('whoever signs out with work unsent is told, nobody else sees or sends it, and it waits for the same person', async (t) => {
  const [one, other] = people.filter(({ role }) => role === 'class teacher')
  const device = await ready(t, one)
  const [path] = await registers(device)
  device.network.become('down')
  await device.goto(path)
  await submit(device)
  await status(device).getByText('Kept on this device, not yet sent (1).').waitFor()
  // There is network, but nothing that was submitted gets through.
  device.network.closed = /^\/submissions\/registers/
  device.network.become('up')
  await device.goto('/registers')
  await status(device).getByText('Kept on this device, not yet sent (1).').waitFor()
  await device.page.getByRole('button', { name: 'Sign out' }).click()
  await status(device).getByText(/If you sign out it stays on this device, locked/).waitFor()
  await device.page.getByRole('button', { name: 'Sign out anyway' }).click()
  await device.page.waitForURL((url) => url.pathname === '/sign-in')
  assert.deepEqual(await device.copies(), [], 'no copy can be read')
  device.network.closed = /^$/
  await device.signIn(other ?? person('school office'))
  await device.ask('send')
  assert.equal((await device.ask('state')).unsent, 0, 'another person sees nothing of it')
  assert.equal((await device.submissions()).filter(({ state }) => state === 'kept').length, 1, 'and sends nothing of it')
  await device.signIn(one)
  await device.ask('send')
  assert.deepEqual((await device.submissions()).map(({ state }) => state), ['sent'])
})

test('two devices that disagree: both marks are shown, and a person settles', async (t) => {
  const teacher = person('class teacher')
  const [phone, tablet] = [await ready(t, teacher), await ready(t, teacher)]
  const path = (await registers(phone)).at(-1)
  await phone.goto(path)
  await tablet.goto(path)
  phone.network.become('down')
  tablet.network.become('down')
  // A child whom no other story marks otherwise than as present.
  const name = await pupils(phone).nth(3).locator('summary').innerText()
  await absent(phone, 3).check({ force: true })
  await pupils(tablet).nth(3).locator('summary').click()
  await pupils(tablet).nth(3).locator('input[value=late]').check({ force: true })
  await pupils(tablet).nth(3).locator('.rb-minutes input').fill('9')
  await submit(phone)
  await submit(tablet)
  for (const device of [phone, tablet]) {
    device.network.become('up')
    await device.ask('send')
  }
  await tablet.goto('/submissions')
  await tablet.page.locator('main').getByRole('link').filter({ hasText: /morning|afternoon/ }).last().click()
  await assertAccessible(tablet.page)
  await assertFits(tablet.page, WIDTHS.phone)
  const asked = tablet.page.getByRole('group', { name })
  assert.match(await asked.innerText(), /On the device: .*9 minutes[\s\S]*In the register: .*by/)
  await asked.getByRole('radio', { name: /On the device/ }).check({ force: true })
  await tablet.page.getByRole('button', { name: 'Settle' }).click()
  await tablet.goto(path)
  assert.ok(await pupils(tablet).nth(3).locator('input[value=late]').isChecked(), 'a person has chosen')
})

test('no page of the day can be read after the day', async (t) => {
  const device = await ready(t, person('class teacher'))
  const [path] = await registers(device)
  assert.ok(path.includes(TODAY))
  await device.page.evaluate(() => new Promise((resolve) => {
    const opening = indexedDB.open('rollbook')
    opening.onsuccess = () => {
      const facts = opening.result.transaction('facts', 'readwrite').objectStore('facts')
      facts.get('device').onsuccess = ({ target }) => { facts.put({ ...target.result, until: Date.now() - 1 }, 'device').onsuccess = resolve }
    }
  }))
  device.network.become('down')
  await device.goto(path)
  await device.page.getByRole('heading', { name: 'Without network' }).waitFor()
  assert.deepEqual(await device.copies(), [])
})
