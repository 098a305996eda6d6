// What every browser story needs: a browser, the demo's people, signing in, and questions to ask of a page.
//
// `cargo xtask browser` starts the demo and says in two variables where its sign-ins and the browser are.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before } from 'node:test'
import { chromium } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Widths in CSS pixels. A phone of 320 is also a screen of 1280 at 400%. */
export const WIDTHS = { phone: 320, tablet: 768, desk: 1280 }

const demo = JSON.parse(readFileSync(required('ROLLBOOK_SIGN_INS'), 'utf8'))

/** Everybody who can sign in: role, email, password, school, name. */
export const people = demo.people

/** The first person with this role. */
export function person(role) {
  const found = people.find((each) => each.role === role)
  assert.ok(found, `the demo has nobody with the role "${role}"`)
  return found
}

/** The full address of a path of the application. */
export function address(path) {
  return new URL(path, demo.address).href
}

/** Gives the stories of one file a browser. Call it once, at the top of the file. */
export function useBrowser() {
  let browser
  before(async () => {
    // The sandbox cannot start as root, which is what CI runs as.
    browser = await chromium.launch({ executablePath: required('ROLLBOOK_CHROMIUM'), args: ['--no-sandbox'] })
  })
  after(() => browser?.close())

  /** A page of its own, with its own cookies. Closed when the test ends. */
  return async function open(test, { width = WIDTHS.desk, javaScript = true } = {}) {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      javaScriptEnabled: javaScript,
      locale: 'en-GB',
      timezoneId: 'Europe/London',
    })
    context.setDefaultTimeout(20_000)
    test.after(() => context.close())
    return context.newPage()
  }
}

/** Signs `who` in by the form and arrives at their work of today. */
export async function signIn(page, who) {
  await page.goto(address('/sign-in'))
  await page.getByLabel('E-mail address').fill(who.email)
  await page.getByLabel('Password', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** Asserts that axe finds nothing on the page. */
export async function assertAccessible(page) {
  // Not as a script of the page, which our content security policy rightly refuses.
  await page.evaluate(AXE)
  const violations = await page.evaluate(async (rules) => {
    const result = await window.axe.run(document, { runOnly: { type: 'tag', values: rules } })
    return result.violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`))
  }, RULES)
  assert.deepEqual(violations, [], `axe on ${new URL(page.url()).pathname}`)
}

/** Asserts that nothing makes the page scroll sideways at `width`. */
export async function assertFits(page, width) {
  await page.setViewportSize({ width, height: 800 })
  const wide = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= limit) return []
    // What is inside a scrolling table may stick out; it makes no page wide.
    const sticksOut = (element) => element.getBoundingClientRect().right > limit + 1 && !element.closest('.rb-scroll')
    return [...document.body.querySelectorAll('*')].filter(sticksOut).slice(0, 5).map((element) => element.outerHTML.slice(0, 120))
  })
  assert.deepEqual(wide, [], `${new URL(page.url()).pathname} is wider than ${width} pixels`)
}

/** Everything that the browser complains about from now on: scripts that fail, files it misses, what the policy refuses. */
export function complaintsOf(page) {
  const complaints = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(`${page.url()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return complaints
}

/** The addresses that the links found by `selector` lead to, each once, without the place in the page. */
export async function hrefs(page, selector) {
  const all = await page.locator(selector).evaluateAll((links) => links.map((link) => link.getAttribute('href').split('#')[0]))
  return [...new Set(all)]
}

function required(name) {
  assert.ok(process.env[name], `${name} is not set: run these stories with \`cargo xtask browser\``)
  return process.env[name]
}
