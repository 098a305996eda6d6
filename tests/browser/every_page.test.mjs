// Each role follows every kind of link from its own list of today: every page answers, fits, and is accessible.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WIDTHS, address, assertAccessible, assertFits, complaintsOf, hrefs, people, person, signIn, useBrowser } from './support.mjs'

// Pages that are asked for by a form of many fields are much alike: so many ways to ask for one are looked at.
const WAYS = 4
const ASKED = /\/(figures|figures\/opened|reasons|lateness|spells|near)$/
const ABOUT = ['/help', '/accessibility', '/privacy']
const open = useBrowser()
const roles = [...new Set(people.map((each) => each.role))]

test('every kind of page that somebody can reach answers, fits a phone and is accessible', { concurrency: 2 }, async (t) => {
  await Promise.all(roles.map((role) => t.test(`as ${role}`, (part) => crawl(part, role))))
})

async function crawl(t, role) {
  const page = await open(t)
  const complaints = complaintsOf(page)
  await signIn(page, person(role))
  const waiting = ['/']
  const seen = new Set()
  const ways = new Map()
  while (waiting.length > 0) {
    const path = waiting.shift()
    const kind = kindOf(path)
    if (seen.has(kind)) continue
    seen.add(kind)
    const [place] = kind.split(' ')
    ways.set(place, (ways.get(place) ?? 0) + 1)
    if (ASKED.test(place) && ways.get(place) > WAYS) continue
    await look(page, path)
    // The help explains every page, whoever reads it.
    if (ABOUT.includes(path)) continue
    waiting.push(...(await hrefs(page, 'a[href^="/"]')).filter(isPage))
  }
  assert.ok(seen.size >= 6, `only ${[...seen].join(', ')}`)
  assert.deepEqual(complaints, [])
}

async function look(page, path) {
  await page.setViewportSize({ width: WIDTHS.desk, height: 800 })
  const answer = await page.goto(address(path))
  assert.equal(answer.status(), 200, path)
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, `${path} has one heading of level 1`)
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true }))
  await assertAccessible(page)
  await assertFits(page, WIDTHS.phone)
  // A low window, as at 400%: there the bar of a register does not stick over what it would cover.
  await page.setViewportSize({ width: WIDTHS.phone, height: 600 })
  await assertAccessible(page)
}

/** Not a file, a telephone number or a way to save the page. */
function isPage(href) {
  return !href.startsWith('/assets/') && !href.startsWith('/documents/') && !href.startsWith('/evidence/') && !href.includes('/returns/files/') && !href.endsWith('/pdf') && !/[?&](csv|file)=/.test(href)
}

/** Pages that differ only in their numbers, days and words of search are of one kind. */
function kindOf(path) {
  const { pathname, searchParams } = new URL(path, 'http://of')
  const parts = pathname.split('/').map((part) => (/^\d/.test(part) ? '#' : part))
  if (parts[1] === 'handbook') return parts.length > 3 ? `${parts[1]}/chapter` : parts[1]
  // The pages on which something is done are made from one template: a few of them stand for all.
  const done = parts.findIndex((part) => part === 'actions' || part === 'duties')
  if (done > 0 && parts.length > done + 1) return [...parts.slice(0, done + 1), parts.at(-1).length % 4].join('/')
  if (parts[1] === 'for-parents') return parts.length > 3 ? 'for-parents/page' : parts.slice(1, 2).concat(parts.length > 2 ? 'pack' : []).join('/')
  if (parts.includes('receipts') || parts.includes('letters')) return parts.slice(0, 4).join('/')
  return [parts.join('/'), ...[...searchParams.keys()].toSorted()].join(' ')
}

test('a page that is for others, or that does not exist, says so and stays accessible', async (t) => {
  const page = await open(t)
  await signIn(page, person('governor'))
  for (const [path, status] of [['/board', 403], ['/pupils', 403], ['/schools/2', 403], ['/nowhere', 404]]) {
    const answer = await page.goto(address(path))
    assert.equal(answer.status(), status, path)
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, path)
    await assertAccessible(page)
    await assertFits(page, WIDTHS.phone)
  }
})
