// Copies of the pages that have to open without network: today's registers of the person's own classes, those they opened today, and
// the form for late arrivals. They go at sign-out, when another person signs in, and after the day.

const COPIES = 'rollbook copies'
const FIXED = `rollbook ${ASSETS[0] ?? ''}`
const PREPARE_EVERY_MS = 10 * 60 * 1000
const PATIENCE_MS = 6000

/** What belongs to every page, and the page that says that there is no network. */
async function keepFixed () {
  const cache = await caches.open(FIXED)
  await cache.addAll(ASSETS)
  await cache.put(ADDRESSES.kept, await fetch(ADDRESSES.kept, { credentials: 'omit' }))
}

async function removeOlder () {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== FIXED && name !== COPIES).map((name) => caches.delete(name)))
}

/** Whether a page is one of those that are kept. */
function isKept (path, device) {
  return device.pages.includes(path) || (path.startsWith(`${ADDRESSES.registers}/`) && path.includes(`/${device.day}/`))
}

/** Keeps a copy of the page at `path`, unless something that was submitted on it has yet to be sent. */
async function keepCopy (path, response) {
  const submissions = await allSubmissions()
  if (submissions.some((one) => one.form === path && one.state === 'kept')) return
  const headers = new Headers({ 'x-kept-at': String(Date.now()) })
  for (const name of ['content-type', 'content-security-policy']) headers.set(name, response.headers.get(name) ?? '')
  const html = await response.text()
  headers.set('x-title', encodeURIComponent(/<title>([^<]*) – /.exec(html)?.[1] ?? ''))
  const copy = new Response(html, { headers })
  // Whoever signed out while the page was on its way leaves nothing behind.
  if (await current()) await (await caches.open(COPIES)).put(path, copy)
}

/** Asks for the page at `path` and keeps it. Without network the older copy stays. Nobody reads this page now, so it is asked
 * for as a copy: the word that the last form left is for the page that somebody sees next. */
async function refresh (path) {
  try {
    const response = await fetch(path, { redirect: 'manual', credentials: 'same-origin', headers: { 'x-copy': 'yes' } })
    if (response.status === 200) await keepCopy(path, response)
  } catch { /* the copy that is there has to do */ }
}

/** Keeps what the person needs without network, when that was not done just now. */
async function prepare () {
  const before = await fact('device')
  if (before && Date.now() - before.prepared < PREPARE_EVERY_MS) return
  const { device } = await askServer()
  if (!device) return
  for (const path of device.pages) await refresh(path)
  await adopt({ prepared: Date.now() })
}

/** The copy of the page at `path`, which says when it was made. */
async function copyOf (path) {
  const copy = await caches.match(path, { cacheName: COPIES })
  if (!copy) return undefined
  const at = Number(copy.headers.get('x-kept-at'))
  const html = (await copy.text()).replace('<body ', `<body data-copy="${at}" `)
  return new Response(html, { headers: copy.headers })
}

/** The addresses and titles of all copies. */
async function listCopies () {
  const cache = await caches.open(COPIES)
  const requests = await cache.keys()
  return Promise.all(requests.map(async (request) => {
    const { headers } = await cache.match(request)
    const title = decodeURIComponent(headers.get('x-title') ?? '').replace(/&amp;/g, '&')
    return { href: new URL(request.url).pathname, title }
  }))
}

/** Answers a request for a page: from the network, and without it from the copy. */
async function page (request) {
  const { pathname, search } = new URL(request.url)
  const device = await current()
  const copy = () => (device && search === '' ? copyOf(pathname) : undefined)
  try {
    const response = await patiently(fetch(request), copy)
    if (device && response.status === 200 && search === '' && !response.headers.has('x-kept-at') && isKept(pathname, device)) {
      await keepCopy(pathname, response.clone())
    }
    return response
  } catch {
    return (await copy()) ?? (await (await caches.open(FIXED)).match(ADDRESSES.kept)) ?? Response.error()
  }
}

/** The answer of the network, or the copy when there is one and the network takes too long. */
async function patiently (answer, copy) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  const first = await Promise.race([answer, late])
  if (first) return first
  const kept = await copy()
  if (!kept) return answer
  answer.catch(() => {})
  return kept
}

async function asset (request) {
  const kept = await (await caches.open(FIXED)).match(request)
  return kept ?? fetch(request)
}
