// Each role follows every kind of link from its own list of today: every page answers, fits, and is accessible.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WIDTHS, address, assertAccessible, assertFits, people, person, signIn, useBrowser } from './support.mjs'

const ABOUT = ['/help', '/accessibility', '/privacy']
const open = useBrowser()
const roles = [...new Set(people.map((each) => each.role))]

for (const role of roles) {
  test(`every kind of page that the ${role} can reach answers, fits a phone and is accessible`, async (t) => {
    const page = await open(t)
    const complaints = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await signIn(page, person(role))
    const waiting = ['/']
    const seen = new Set()
    while (waiting.length > 0) {
      const path = waiting.shift()
      const kind = kindOf(path)
      if (seen.has(kind)) continue
      seen.add(kind)
      await page.setViewportSize({ width: WIDTHS.desk, height: 800 })
      const answer = await page.goto(address(path))
      assert.equal(answer.status(), 200, path)
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, `${path} has one heading of level 1`)
      await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true }))
      await assertFits(page, WIDTHS.phone)
      // A low window, as at 400%: there the bar of a register does not stick over what it would cover.
      await page.setViewportSize({ width: WIDTHS.phone, height: 600 })
      await assertAccessible(page)
      // The help explains every page, whoever reads it.
      if (ABOUT.includes(path)) continue
      waiting.push(...(await links(page)).filter((next) => !seen.has(kindOf(next))))
    }
    assert.ok(seen.size >= 6, `only ${[...seen].join(', ')}`)
    assert.deepEqual(complaints, [])
  })
}

/** Pages that differ only in their numbers, days and words of search are of one kind. */
function kindOf(path) {
  const { pathname, searchParams } = new URL(path, 'http://of')
  const parts = pathname.split('/').map((part) => (/^\d/.test(part) ? '#' : part))
  if (parts[1] === 'handbook') return parts.length > 3 ? `${parts[1]}/chapter` : parts[1]
  if (parts.includes('receipts') || parts.includes('letters')) return parts.slice(0, 4).join('/')
  return [parts.join('/'), ...[...searchParams.keys()].toSorted()].join(' ')
}

/** The pages of the application that the page links to; not files, telephone numbers or places in the page itself. */
async function links(page) {
  const found = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  const isPage = (href) => !href.startsWith('/assets/') && !href.startsWith('/documents/') && !/[?&](csv|file)=/.test(href)
  return [...new Set(found.filter(isPage).map((href) => href.split('#')[0]))]
}
