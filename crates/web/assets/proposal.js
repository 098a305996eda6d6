// Checks a proposed chapter as it is typed. Without it the button does the same.

const form = document.getElementById('propose')
const PAUSE = 700
let waits
let asked

if (form) form.addEventListener('input', later)

function later () {
  clearTimeout(waits)
  waits = setTimeout(check, PAUSE)
}

async function check () {
  asked?.abort()
  asked = new AbortController()
  const place = document.getElementById('checked')
  const fields = new URLSearchParams(new FormData(form))
  fields.set('do', 'check')
  place.setAttribute('aria-busy', 'true')
  try {
    const answer = await fetch(form.action, { method: 'POST', body: fields, signal: asked.signal })
    // A text with faults is answered with 422, and the faults.
    if (!answer.ok && answer.status !== 422) throw new Error(`answered ${answer.status}`)
    show(place, new DOMParser().parseFromString(await answer.text(), 'text/html'))
  } catch (error) {
    if (error.name === 'AbortError') return
    const told = document.createElement('p')
    told.className = 'rb-empty'
    told.textContent = 'This could not be checked as you typed. Choose “Check”.'
    place.replaceChildren(told)
  }
  place.removeAttribute('aria-busy')
}

// What was found takes the place of what was found before. Chapters to be changed too come in; what is typed in them stays.
function show (place, page) {
  const found = page.getElementById('checked')
  if (!found) throw new Error('no answer to a check')
  place.replaceChildren(...found.childNodes)
  const beside = document.getElementById('beside')
  for (const chapter of page.querySelectorAll('#beside > div')) {
    if (!document.getElementById(chapter.id)) beside.append(chapter)
  }
}
