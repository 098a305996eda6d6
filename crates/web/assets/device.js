// What this device keeps, said on every page; and the person's part in it: sending again, removing, signing out with work unsent.
// Without it, and without the program behind it, every page works as it does with network.

const place = document.getElementById('device')
const FIRST_WAIT_MS = 2000
const LONGEST_WAIT_MS = 60 * 1000
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
let wait = FIRST_WAIT_MS
let timer
let known = { unsent: 0 }
// What stands below everything else: what the form was filled in with, and a warning.
const said = []
// What somebody has changed on this page before it was ready.
const touched = new Set()

if (place && 'serviceWorker' in navigator) begin()

async function begin () {
  const { serviceWorker } = navigator
  try {
    if (document.querySelector('.rb-header__out')) await serviceWorker.register('/service-worker.js')
  } catch {
    return
  }
  serviceWorker.addEventListener('message', show)
  serviceWorker.addEventListener('controllerchange', () => { ask('prepare').then(show) })
  addEventListener('online', again)
  document.addEventListener('visibilitychange', () => { if (!document.hidden) again() })
  document.querySelector('.rb-header__out')?.addEventListener('submit', leave)
  document.addEventListener('input', ({ target }) => touched.add(target.name))
  narrow()
  await show()
  fill()
  place.dataset.ready = 'yes'
  if (!document.body.dataset.copy) await ask('prepare')
  again()
}

/** Asks the program behind the pages; nothing while there is none yet. */
function ask (question, more = {}) {
  const worker = navigator.serviceWorker.controller
  if (!worker) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = (event) => resolve(event.data)
    worker.postMessage({ ask: question, path: formPath(), ...more }, [port2])
  })
}

/** Where the form of this page goes, if it is one that is kept. */
function formPath () {
  return document.getElementById('register')?.getAttribute('action') ?? location.pathname
}

/** Sends at once, as after the network came back, and then ever more rarely until everything is sent. */
function again () {
  clearTimeout(timer)
  wait = FIRST_WAIT_MS
  if (known.unsent > 0) attempt()
}

async function attempt () {
  await ask('send')
  await show()
  if (known.unsent === 0) return
  clearTimeout(timer)
  timer = setTimeout(attempt, wait * (0.75 + Math.random() / 2))
  wait = Math.min(wait * 2, LONGEST_WAIT_MS)
}

async function show () {
  const copies = document.getElementById('copies')
  known = (await ask('state', { list: copies !== null })) ?? known
  place.replaceChildren(...lines(known))
  if (copies && known.copies?.length) copies.replaceChildren(...known.copies.map(({ href, title }) => inside('li', [link(href, title)])))
}

function lines (state) {
  const all = []
  if (document.body.dataset.copy) {
    all.push(note(`This page was kept on this device at ${time.format(Number(document.body.dataset.copy))}. What others did since is not on it.`))
  }
  if (location.search === '?left') {
    all.push(note('You are signed out on this device. Without network the sign-in itself could not be ended: sign out again when it is back.'))
  }
  if (state.unsent > 0) {
    const what = `Kept on this device, not yet sent (${state.unsent}). `
    all.push(state.isSignedOut
      ? note(what, link(`/sign-in?next=${encodeURIComponent(location.pathname)}`, `Sign in again as ${state.reader} to send it.`))
      : note(what, 'It is sent when the network is back.'))
  } else if (state.sent) {
    all.push(note(`Sent ${time.format(state.sent.at)}: ${state.sent.about}.`))
  }
  if (state.waiting > 0 || state.sent?.open > 0) all.push(note('Somebody else gave other marks meanwhile: ', link('/submissions', 'look at both sides'), '.'))
  for (const one of state.refused ?? []) all.push(note(`${one.about} was not accepted. ${one.words} `, removal(one)))
  return [...all, ...said.map((words) => note(words))]
}

function say (words) {
  said.push(words)
  place.append(note(words))
}

function note (...parts) {
  return inside('div', [inside('p', parts)], 'rb-note')
}

function inside (name, parts, className = '') {
  const element = document.createElement(name)
  element.className = className
  element.append(...parts)
  return element
}

function link (href, words) {
  const element = inside('a', [words], 'govuk-link')
  element.href = href
  return element
}

function removal (one) {
  const button = inside('button', ['Remove it from this device'], 'govuk-button govuk-button--secondary rb-button')
  button.type = 'button'
  button.addEventListener('click', async () => { await ask('remove', { place: one.place }); await show() })
  return button
}

/** A copy older than what was last submitted on it shows what was submitted, but for what somebody has just changed. */
function fill () {
  const form = document.getElementById('register')
  const copy = Number(document.body.dataset.copy ?? Infinity)
  const last = known.form
  if (!form || !last || last.made < copy) return
  for (const [name, value] of last.fields.filter(([name]) => !touched.has(name))) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === 'radio') field.checked = field.value === value
      else if (field.type !== 'hidden') field.value = value
    }
  }
  form.dispatchEvent(new Event('change'))
  const words = last.isSent ? 'sent from this device' : 'kept on this device and not yet sent'
  say(`Below is what was submitted at ${time.format(last.made)}, ${words}.`)
}

/** Whoever signs out with work unsent is told first. */
function leave (event) {
  const button = event.target.querySelector('button')
  if (known.unsent === 0 || button.dataset.told) return
  event.preventDefault()
  button.dataset.told = 'yes'
  button.textContent = 'Sign out anyway'
  say(`Not yet sent: ${known.unsent}. If you sign out it stays on this device, locked, until you sign in here again.`)
  place.scrollIntoView({ block: 'center' })
}

/** Shows only the children whose name has what was typed. */
function narrow () {
  const input = document.querySelector('[data-narrows]')
  const select = input && document.getElementById(input.dataset.narrows)
  if (!select) return
  const all = [...select.children].map((child) => child.cloneNode(true))
  input.addEventListener('input', () => {
    const sought = input.value.trim().toLowerCase()
    const fits = (option) => option.value === '' || option.textContent.toLowerCase().includes(sought)
    select.replaceChildren(...all.map((child) => child.cloneNode(true)))
    for (const option of [...select.options]) if (!fits(option)) option.remove()
    for (const group of [...select.querySelectorAll('optgroup')]) if (!group.children.length) group.remove()
    const left = [...select.options].filter((option) => option.value !== '')
    if (left.length === 1) left[0].selected = true
  })
}
