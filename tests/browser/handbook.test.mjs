// The handbook and the figures: links lead somewhere, totals are one number, and governors see no names.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, person, signIn, useBrowser } from './support.mjs'

const open = useBrowser()

test('every name in every chapter leads to its entry', async (t) => {
  const page = await open(t)
  await signIn(page, person('attendance lead'))
  await page.goto(address('/handbook'))
  const chapters = await page.locator('main a[href^="/handbook/"]').evaluateAll((all) => [...new Set(all.map((link) => link.getAttribute('href').split('#')[0]))])
  assert.ok(chapters.length >= 7, `${chapters.length} chapters`)
  const ids = new Map()
  const wanted = new Set()
  for (const chapter of chapters) {
    await page.goto(address(chapter))
    ids.set(chapter, new Set(await page.locator('[id]').evaluateAll((all) => all.map((one) => one.id))))
    const links = await page.locator('main a[href*="#"]').evaluateAll((all) => all.map((link) => new URL(link.href).pathname + new URL(link.href).hash))
    links.forEach((link) => wanted.add(link))
  }
  const lost = [...wanted].filter((link) => {
    const [path, id] = link.split('#')
    return path.startsWith('/handbook/') && !ids.get(path)?.has(id)
  })
  assert.deepEqual(lost, [])
})

test('a governor reads the school without one child’s name', async (t) => {
  const [lead, governor] = [await open(t), await open(t)]
  await signIn(lead, person('attendance lead'))
  await lead.goto(address('/pupils?q=a'))
  const names = await lead.locator('main a[href^="/pupils/"]').allInnerTexts()
  assert.ok(names.length > 5)
  await signIn(governor, person('governor'))
  await governor.getByRole('link', { name: 'School', exact: true }).click()
  const words = await governor.locator('main').innerText()
  assert.deepEqual(names.filter((name) => words.includes(name)), [])
})
