// The handbook: every chapter opens, and every name in it leads to its entry.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address, hrefs, person, signIn, useBrowser } from './support.mjs'

const open = useBrowser()

test('every chapter of every pack opens, and every name in it leads to its entry', async (t) => {
  const page = await open(t)
  // The administrator reads the packs of all schools.
  await signIn(page, person('administrator'))
  await page.goto(address('/handbook'))
  const chapters = await hrefs(page, 'main a[href^="/handbook/"]')
  assert.ok(new Set(chapters.map((chapter) => chapter.split('/')[2])).size >= 3, chapters.join(' '))
  const ids = new Map()
  const wanted = new Set()
  for (const chapter of chapters) {
    const answer = await page.goto(address(chapter))
    assert.equal(answer.status(), 200, chapter)
    ids.set(chapter, new Set(await page.locator('[id]').evaluateAll((all) => all.map((one) => one.id))))
    const links = page.locator('main a[href*="#"]')
    const places = await links.evaluateAll((all) => all.map((link) => new URL(link.href).pathname + new URL(link.href).hash))
    places.forEach((place) => wanted.add(place))
  }
  assert.ok(wanted.size > 50, `only ${wanted.size} names`)
  const lost = [...wanted].filter((place) => {
    const [path, id] = place.split('#')
    return path.startsWith('/handbook/') && !ids.get(path)?.has(decodeURIComponent(id))
  })
  assert.deepEqual(lost, [])
})
