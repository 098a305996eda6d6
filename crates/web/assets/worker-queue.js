// The queue: what was submitted is written down first and sent then, each under an id that was made here, in its order, until the
// server says that it has it. So nothing is lost with an answer, and nothing counts twice.

const SEND_PATIENCE_MS = 20 * 1000

/** The person whose device this is now; nobody after sign-out and after the day. */
async function current () {
  const device = await fact('device')
  if (device && Date.now() > device.until) {
    await forget()
    return undefined
  }
  return device
}

/** Takes over what the server said of the person. */
async function adopt (news) {
  const before = await fact('device')
  await setFact('device', { ...before, ...news })
}

/** Forgets everything that can be read: at sign-out, for another person, after the day. What was not yet sent stays, locked. */
async function forget () {
  await removeFact('device')
  await caches.delete(COPIES)
  for (const one of await allSubmissions()) {
    if (one.state === 'sent') await removeSubmission(one.place)
  }
}

/** Asks the server who is signed in: `{ device }`, `{ problem: 'offline' }` or `{ problem: 'signed out' }`. */
async function askServer () {
  let told
  try {
    const options = { redirect: 'manual', credentials: 'same-origin', cache: 'no-store', signal: AbortSignal.timeout(SEND_PATIENCE_MS) }
    const response = await fetch(ADDRESSES.device, options)
    if (response.type === 'opaqueredirect') {
      if (await fact('device')) await adopt({ isSignedOut: true })
      return { problem: 'signed out' }
    }
    if (!response.ok) return { problem: 'offline' }
    told = await response.json()
  } catch {
    return { problem: 'offline' }
  }
  const before = await fact('device')
  if (before && before.person !== told.person) await forget()
  const proof = await proofOf(told.token)
  const proofs = before?.person === told.person ? [...new Set([...before.proofs, proof])] : [proof]
  const until = Date.now() + told.seconds * 1000
  const prepared = before?.person === told.person ? before.prepared : 0
  const { person, reader, day, pages, waiting } = told
  await adopt({ person, reader, day, pages, waiting, until, prepared, proofs, key: await keyOf(told.key), isSignedOut: false })
  return { device: await fact('device'), token: told.token }
}

/** Where the form at `path` is sent by this program; nothing for every other form. */
function destination (path) {
  if (path === ADDRESSES.arrivals) return ADDRESSES.sendArrivals
  const register = new RegExp(`^${ADDRESSES.registers}/[^/]+/[^/]+/[^/]+$`)
  return register.test(path) ? `/submissions${path}` : undefined
}

/** Writes a form down under `id`. Nothing when it was not made for the person who is signed in here. */
async function keep (id, path, fields) {
  const device = await current()
  if (!device || !device.proofs.includes(await proofOf(fields.get('csrf') ?? ''))) return undefined
  const before = (await allSubmissions()).filter((one) => one.form === path && one.person === device.person && one.state !== 'refused')
  const one = {
    id,
    person: device.person,
    form: path,
    about: fields.get('about') ?? '',
    // Late arrivals are about different children, so none is the next version of another.
    after: path === ADDRESSES.arrivals ? '' : before.at(-1)?.id ?? '',
    made: Date.now(),
    state: 'kept',
    body: await lock(device.key, fields.toString())
  }
  one.place = await addSubmission(one)
  return one
}

let turn = Promise.resolve()

/** What somebody waits for at the screen: their own run sends it, so that they get the answer. */
const awaited = new Set()

/** Sends everything of the signed-in person in its order, one run at a time. `live` is what somebody waits for at the screen. */
function send (live) {
  const run = turn.then(() => navigator.locks.request('rollbook send', () => sendAll(live)))
  turn = run.catch(() => {})
  return run
}

async function sendAll (live) {
  const { device, token, problem } = await askServer()
  if (!device) return { outcome: problem }
  let last = { outcome: 'saved' }
  for (const one of await allSubmissions()) {
    if (one.state !== 'kept' || one.person !== device.person) continue
    if (awaited.has(one.id) && one.id !== live) break
    const answer = await sendOne(one, device, token, one.id === live)
    if (one.id === live) last = answer
    if (answer.outcome === 'offline') return answer
    if (answer.outcome === 'saved') await putSubmission({ ...one, state: 'sent', at: Date.now(), words: answer.words, open: answer.open, entry: answer.entry })
    if (answer.outcome === 'refused' && one.id !== live) await putSubmission({ ...one, state: 'refused', words: answer.words })
    if (answer.outcome === 'saved') await refresh(one.form === ADDRESSES.arrivals ? device.pages.at(-1) : one.form)
    await tell()
  }
  return last
}

async function sendOne (one, device, token, isLive) {
  const fields = new URLSearchParams(await unlock(device.key, one.body))
  fields.set('csrf', token)
  fields.set('submission', one.id)
  fields.set('after', one.after)
  fields.set('age', String(Math.max(0, Math.round((Date.now() - one.made) / 1000))))
  fields.set('presence', isLive ? 'waiting' : 'away')
  try {
    const response = await fetch(destination(one.form), post(fields))
    if (response.type === 'opaqueredirect') return { outcome: 'offline' }
    const answer = await response.json()
    return answer.outcome === 'again' ? { outcome: 'offline' } : answer
  } catch {
    // No answer, or one that is not the server's own: it is sent again, and counts once.
    return { outcome: 'offline' }
  }
}

function post (fields) {
  return { method: 'POST', body: fields, redirect: 'manual', credentials: 'same-origin', signal: AbortSignal.timeout(SEND_PATIENCE_MS) }
}
