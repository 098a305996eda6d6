// The program's ears: forms that are submitted, pages that are opened, questions that pages ask.

self.addEventListener('install', (event) => {
  event.waitUntil(keepFixed().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(removeOlder().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== self.location.origin) return
  if (request.mode !== 'navigate') {
    if (request.method === 'GET' && ASSETS.includes(url.pathname)) event.respondWith(asset(request))
  } else if (request.method === 'GET') {
    event.respondWith(page(request))
  } else if ([ADDRESSES.signIn, ADDRESSES.signOut].includes(url.pathname)) {
    event.respondWith(forget().then(() => fetch(request)).catch(() => elsewhere(`${ADDRESSES.kept}?left`)))
  } else if (destination(url.pathname) && isOurs(request)) {
    event.respondWith(submitted(request, url.pathname))
  }
})

self.addEventListener('sync', (event) => {
  event.waitUntil(send().then(({ outcome }) => { if (outcome === 'offline') throw new Error('still without network') }))
})

self.addEventListener('message', (event) => {
  const work = { state, prepare, send: () => send().then(state), remove }[event.data.ask]
  if (!work) return
  const answered = work(event.data).catch(() => undefined).then((answer) => event.ports[0]?.postMessage(answer))
  event.waitUntil(answered)
})

/** Whether a form was sent from a page of ours. Another site's is left to the server, which refuses it. */
function isOurs (request) {
  return request.referrer !== '' && new URL(request.referrer).origin === self.location.origin
}

const elsewhere = (path) => Response.redirect(new URL(path, self.location.origin), 303)

/** A form: written down, then sent; and what could not be sent is kept. */
async function submitted (request, path) {
  const fields = new URLSearchParams(await request.clone().text())
  const id = crypto.randomUUID()
  awaited.add(id)
  const one = await keep(id, path, fields).catch(() => undefined)
  if (one) await tell()
  const answer = one && (await send(id).catch(() => ({ outcome: 'offline' })))
  awaited.delete(id)
  // Not made for the person who is signed in here: the server says what is to be done.
  if (!one) return fetch(request)
  if (answer.outcome === 'saved') return elsewhere(answer.href || path)
  if (['look', 'invalid', 'refused'].includes(answer.outcome)) return byItself(one, fields)
  await self.registration.sync?.register('send').catch(() => {})
  return elsewhere(ADDRESSES.kept)
}

/** Nothing was saved, and the person is there: the form itself says why, or shows both sides. */
async function byItself (one, fields) {
  const { token } = await askServer()
  if (!token) return elsewhere(ADDRESSES.kept)
  fields.set('csrf', token)
  try {
    const response = await fetch(one.form, post(fields))
    await removeSubmission(one.place)
    await tell()
    return response
  } catch {
    return elsewhere(ADDRESSES.kept)
  }
}

/** What a page says about this device. */
async function state ({ path, list } = {}) {
  const device = await current()
  if (!device) return { unsent: 0, copies: [], refused: [] }
  const own = (await allSubmissions()).filter((one) => one.person === device.person)
  const sent = own.filter((one) => one.state === 'sent').at(-1)
  const shown = ({ place, about, words }) => ({ place, about, words })
  return {
    reader: device.reader,
    isSignedOut: device.isSignedOut,
    waiting: device.waiting,
    unsent: own.filter((one) => one.state === 'kept').length,
    sent: sent && { at: sent.at, about: sent.about, open: sent.open },
    refused: own.filter((one) => one.state === 'refused').map(shown),
    copies: list ? await listCopies() : [],
    form: await lastForm(own.filter((one) => one.form === path && one.state !== 'refused').at(-1), device)
  }
}

async function lastForm (one, device) {
  if (!one) return undefined
  return { made: one.made, isSent: one.state === 'sent', fields: [...new URLSearchParams(await unlock(device.key, one.body))] }
}

/** Removes something that the server refused, when the person has read why. */
async function remove ({ place }) {
  const device = await current()
  const one = (await allSubmissions()).find((each) => each.place === place)
  if (one && one.person === device?.person && one.state === 'refused') await removeSubmission(place)
  return state()
}

/** Tells every open page that something has changed. */
async function tell () {
  for (const client of await self.clients.matchAll()) client.postMessage('changed')
}
