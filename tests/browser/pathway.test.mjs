// The attendance lead: why something is due, doing it, amending a mark, making a letter.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, assertAccessible, person, signIn, useBrowser } from './support.mjs'

const open = useBrowser()

async function lead(t) {
  const page = await open(t)
  await signIn(page, person('attendance lead'))
  return page
}

test('every task says why it is due, down to the paragraph', async (t) => {
  const page = await lead(t)
  await page.getByRole('link', { name: /Why this is due/ }).first().click()
  const words = await page.locator('main').innerText()
  assert.match(words, /The handbook says|What the handbook says/)
  assert.match(words, /LAN-\d{3}/)
  assert.match(words, /Fingerprint/i)
  await assertAccessible(page)
})

test('a task that is done leaves the list', async (t) => {
  const page = await lead(t)
  const due = page.locator('.rb-row', { has: page.getByRole('link', { name: /Why this is due/ }) })
  const before = await due.count()
  const receipt = await due.first().getByRole('link', { name: /Why this is due/ }).getAttribute('href')
  const pupil = receipt.match(/\/pupils\/\d+/)[0]
  await page.goto(address(`${pupil}/pathway`))
  const form = page.locator('form', { has: page.locator('input[name=task]') }).first()
  await page.locator('details', { has: form }).evaluateAll((all) => all.forEach((one) => { one.open = true }))
  await form.locator('textarea[name=note], input[name=note]').fill('met with mother, plan agreed')
  const task = await form.locator('input[name=task]').getAttribute('value')
  await form.getByRole('button').click()
  await page.goto(address(`${pupil}/pathway`))
  assert.equal(await page.locator(`input[name=task][value="${task}"]`).count(), 0)
  await page.goto(address('/'))
  assert.ok((await due.count()) <= before)
  assert.equal(await page.locator(`a[href="${receipt}"]`).count(), 0)
})

test('an amendment keeps what stood there, what stands now, why, when and who', async (t) => {
  const page = await lead(t)
  await page.goto(address('/pupils?q=Ha'))
  const pupil = await page.locator('main a[href^="/pupils/"]').first().getAttribute('href')
  await page.goto(address(`${pupil}/marks/2026-11-23/am`))
  const codes = await page.locator('select[name=code] option').evaluateAll((all) => all.map((one) => ({ value: one.value, text: one.textContent.trim() })))
  const medical = codes.find((code) => code.text.startsWith('M:')) ?? codes.find((code) => code.text.startsWith('I:'))
  assert.ok(medical, codes.map((code) => code.text).join(' | '))
  await page.locator('select[name=code]').selectOption(medical.value)
  await page.locator('[name=reason]').fill('appointment card seen')
  await page.locator('form', { has: page.locator('select[name=code]') }).getByRole('button').click()
  await page.goto(address(`${pupil}/record`))
  const record = await page.locator('main').innerText()
  for (const words of ['appointment card seen', person('attendance lead').name, 'attendance lead']) {
    assert.ok(record.toLowerCase().includes(words.toLowerCase()), words)
  }
  await assertAccessible(page)
})

test('a letter is read before it is made, and is then kept as a PDF', async (t) => {
  const page = await lead(t)
  const response = await page.goto(address('/'))
  assert.equal(response.status(), 200)
  const receipts = await page.getByRole('link', { name: /Why this is due/ }).evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  let made
  for (const pupil of new Set(receipts.map((href) => href.match(/\/pupils\/\d+/)[0]))) {
    await page.goto(address(`${pupil}/letters/lancashire/attendance-letter`))
    const make = page.getByRole('button', { name: /Make/ })
    if ((await make.count()) === 0) continue
    await assertAccessible(page)
    assert.match(await page.locator('main').innerText(), /days? of school|school days/)
    await page.locator('input[name=contact]:not([disabled])').first().check({ force: true })
    await make.click()
    made = await page.locator('a[href^="/documents/"]').first().getAttribute('href')
    break
  }
  assert.ok(made, 'a letter could be made for somebody on the list')
  const pdf = await page.request.get(address(made))
  assert.equal(pdf.headers()['content-type'], 'application/pdf')
  assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-')
})
