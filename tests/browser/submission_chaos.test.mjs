// Chaos: two devices, registers that both fill in, networks that break, lose answers and deliver twice, browsers that are closed in
// between. Afterwards the log is asked: nothing lost, nothing doubled. It takes every register of the school, so it comes last.
//
// A round is made from one seed and holds ten runs, each about one register. `ROLLBOOK_CHAOS_SEED=17 ROLLBOOK_CHAOS_RUNS=10` runs the
// round of seed 17 alone.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newDevice } from './device.mjs'
import { readLog } from './log.mjs'
import { chance } from './seed.mjs'
import { person } from './support.mjs'

const DAY = '2026-11-24'
const RUNS = Number(process.env.ROLLBOOK_CHAOS_RUNS ?? 200)
const FIRST_SEED = Number(process.env.ROLLBOOK_CHAOS_SEED ?? 1)
const RUNS_A_ROUND = 10
const HILLSIDE = '999001'

test(`${RUNS} runs of chaos lose nothing and double nothing`, async (t) => {
  const before = await readLog(HILLSIDE, DAY)
  const devices = [await newDevice(t), await newDevice(t)]
  const rounds = []
  for (let seed = FIRST_SEED; rounds.length * RUNS_A_ROUND < RUNS; seed += 1) {
    try {
      rounds.push(await round(seed, devices))
    } catch (error) {
      throw new Error(`seed ${seed} failed: run it again with ROLLBOOK_CHAOS_SEED=${seed} ROLLBOOK_CHAOS_RUNS=${RUNS_A_ROUND}`, { cause: error })
    }
  }
  const log = await readLog(HILLSIDE, DAY)
  const known = new Set(before.map((entry) => entry.number))
  check(rounds, log, known)
  say(t, rounds, devices)
})

/** One round: both devices open the registers, break down, submit, are closed, come back, and send. */
async function round(seed, devices) {
  const luck = chance(seed)
  const people = [person('school office'), luck.is(0.5) ? person('school office') : person('attendance lead')]
  const done = { seed, submits: [], outcomes: new Map(), asked: 0, restarts: 0 }
  await Promise.all(devices.map(async (device, at) => {
    device.network.become('up')
    const isNew = device.who?.email !== people[at].email
    device.who = people[at]
    if (isNew) await device.signIn(device.who)
  }))
  const paths = await registers(devices[0], luck)
  const plans = devices.map((_, at) => plan(chance(seed * 1000 + luck.below(1000)), paths, at))
  await Promise.all(devices.map((device, at) => alone(device, plans[at], done)))
  for (const device of devices) await comeBack(device, done)
  await Promise.all(devices.map((device, at) => together(device, plans[at], done)))
  for (const device of devices) await comeBack(device, done)
  return done
}

/** Ten registers of the day. */
async function registers(device, luck) {
  await device.goto('/registers')
  const links = await device.page.locator('a[href^="/registers/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  const groups = [...new Set(links.map((link) => link.split('/')[2]).filter((part) => /^\d+$/.test(part)))]
  const all = groups.flatMap((group) => ['am', 'pm'].map((half) => `/registers/${group}/${DAY}/${half}`))
  assert.ok(all.length >= RUNS_A_ROUND, `${all.length} registers`)
  const chosen = []
  while (chosen.length < RUNS_A_ROUND) chosen.push(...all.splice(luck.below(all.length), 1))
  return chosen
}

/**
 * What one device does in a round: half of the registers without network, opened before and perhaps with a restart in between, as
 * the other device does at the same time; and the others, of which both have one, with a network that fails in the middle.
 */
function plan(luck, paths, place) {
  const changes = () => Array.from({ length: 1 + luck.below(3) }, () => [luck.below(3), luck.one(['present', 'absent', 'late'])])
  const steps = (path) => Array.from({ length: luck.is(0.2) ? 2 : 1 }, () => (
    { path, network: luck.one(['up', 'up', 'down', 'losing', 'twice']), changes: changes(), goesOn: luck.is(0.5), isFresh: luck.is(0.3) }
  ))
  const alone = paths.slice(0, 5).flatMap(steps)
  const together = [paths[5], ...paths.slice(6 + 2 * place, 8 + 2 * place)].flatMap(steps)
  return { alone, together, restartAt: luck.is(0.5) ? luck.below(alone.length) : -1 }
}

async function alone(device, { alone: steps, restartAt }, done) {
  // Some copies are of an earlier round, and so of an older register.
  const copies = await device.copies()
  for (const { path, isFresh } of steps) if (isFresh || !copies.includes(path)) await device.goto(path)
  device.network.become('down')
  for (const [at, step] of steps.entries()) {
    if (at === restartAt) {
      await device.restart()
      done.restarts += 1
    }
    await device.goto(step.path)
    await submit(device, step, done)
  }
}

async function together(device, { together: steps }, done) {
  for (const step of steps) {
    device.network.become('up')
    await device.goto(step.path)
    device.network.become(step.network)
    await submit(device, step, done)
  }
}

async function submit(device, { path, changes, goesOn }, done) {
  const filled = await fillIn(device, changes)
  const { pathname } = new URL(device.page.url())
  if (pathname === path) {
    assert.ok((await device.page.getByRole('alert').count()) > 0, `${path} came back without saying why`)
    done.asked += 1
    // Nothing was saved: the person sees both sides, and may submit again.
    if (goesOn) await submit(device, { path, changes, goesOn: false }, done)
    return
  }
  const kept = (await device.submissions()).filter((one) => one.form === path).at(-1)
  assert.ok(kept, `${path} was submitted and nothing is written down at ${pathname}`)
  done.submits.push({ id: kept.id, path, ...filled })
}

/** Fills the open register in and submits it. Gives what was seen before and what was chosen, by pupil. */
async function fillIn(device, changes) {
  // Until then the page does not show what was submitted on it before.
  await device.page.locator('#device[data-ready]').waitFor({ state: 'attached' })
  const filled = await device.page.evaluate((changes) => {
    const pupils = [...document.querySelectorAll('#register .rb-pupil')]
    const id = (pupil) => pupil.querySelector('input[type=radio]').name.slice(5)
    const chosen = () => Object.fromEntries(pupils.map((pupil) => [id(pupil), pupil.querySelector('input[type=radio]:checked')?.value ?? '']))
    const names = Object.fromEntries(pupils.map((pupil) => [id(pupil), pupil.querySelector('legend').textContent]))
    const seen = chosen()
    for (const pupil of pupils) if (!seen[id(pupil)]) pupil.querySelector('input[value=present]').checked = true
    for (const [at, value] of changes) {
      const pupil = pupils[at % pupils.length]
      pupil.querySelector(`input[value=${value}]`).checked = true
      if (value === 'late') pupil.querySelector('.rb-minutes input').value ||= '5'
    }
    return { seen, names, chosen: chosen() }
  }, changes)
  await device.page.evaluate(() => { window.isBefore = true; document.getElementById('register').requestSubmit() })
  await device.page.waitForFunction(() => !window.isBefore && document.readyState !== 'loading')
  return filled
}

/** The network is back: the same person signs in again where that is needed, and everything is sent, asked for twice at once. */
async function comeBack(device, done) {
  device.network.become('up')
  await device.goto('/registers')
  if (new URL(device.page.url()).pathname === '/sign-in') {
    await collect(device, done)
    await device.signIn(device.who)
  }
  for (let tries = 0; tries < 20; tries += 1) {
    const [state] = await Promise.all([device.ask('send'), device.ask('send')])
    if (state?.unsent === 0) break
  }
  await collect(device, done)
}

/** What became of each submission so far. */
async function collect(device, done) {
  for (const one of await device.submissions()) {
    const before = done.outcomes.get(one.id)
    if (before?.state !== 'sent') done.outcomes.set(one.id, one)
  }
}

const kindOf = (letters) => ({ '/': 'present', '\\': 'present', L: 'late', U: 'late' })[letters] ?? 'away'
const isSame = (choice, letters) => (kindOf(letters) === 'away' ? ['absent', 'kept'].includes(choice) : choice === 'kept' || choice === kindOf(letters))

function check(rounds, log, known) {
  const submits = rounds.flatMap((round) => round.submits.map((one) => ({ ...one, seed: round.seed, outcome: round.outcomes.get(one.id) })))
  for (const { id, seed, path, outcome } of submits) {
    assert.equal(outcome?.state, 'sent', `seed ${seed}: ${path} was submitted as ${id} and has not arrived`)
  }
  assert.equal(new Set(submits.map((one) => one.id)).size, submits.length, 'every submission has an id of its own')
  const became = submits.map((one) => one.outcome.entry).filter(Boolean).toSorted((one, other) => one - other)
  const fresh = log.filter((entry) => !known.has(entry.number)).map((entry) => entry.number)
  assert.deepEqual(fresh, became, 'each submission became one entry at most, and the log has no other')
  for (const one of submits) checkOne(one, log)
}

/** Every mark that was submitted is in its entry, stood already, was not changed on the device, or is shown to a person. */
function checkOne({ seed, id, path, seen, chosen, names, outcome }, log) {
  const session = path.split('/').slice(3)
  const isOf = (mark, pupil) => mark.pupil === pupil && mark.half === session[1]
  const own = log.find((entry) => entry.number === outcome.entry)
  const until = outcome.entry ?? Infinity
  const missing = Object.keys(chosen).filter((pupil) => {
    const set = own?.marks.find((mark) => isOf(mark, pupil))
    if (set) return !isSame(chosen[pupil], set.code)
    const stood = log.filter((entry) => entry.number < until).flatMap((entry) => entry.marks).filter((mark) => isOf(mark, pupil))
    const had = outcome.entry === null ? stood.some((mark) => isSame(chosen[pupil], mark.code)) : stood.length > 0 && isSame(chosen[pupil], stood.at(-1).code)
    return !had && chosen[pupil] !== seen[pupil]
  })
  const who = missing.map((pupil) => names[pupil])
  assert.ok(who.length <= outcome.open, `seed ${seed}: ${path}, ${id}: ${who.join(', ')} lost, and ${outcome.open} shown to a person`)
}

function say(t, rounds, devices) {
  const sum = (of) => rounds.reduce((total, round) => total + of(round), 0)
  const faults = (kind) => devices.reduce((total, device) => total + device.network.happened[kind], 0)
  const open = sum((round) => [...round.outcomes.values()].filter((one) => one.open > 0).length)
  t.diagnostic(`seeds ${FIRST_SEED} to ${rounds.at(-1).seed}: ${sum((round) => round.submits.length)} submissions, ${open} for a person to settle later, `
    + `${sum((round) => round.asked)} asked at once, ${sum((round) => round.restarts)} restarts, ${faults('down')} requests cut, ${faults('losing')} answers lost, `
    + `${faults('twice')} delivered twice`)
}
