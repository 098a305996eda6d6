// Keys and a live count for taking a register. Without it the form works the same, by mouse, touch and tab.

const form = document.getElementById('register')
const keys = { '/': 'present', '\\': 'present', n: 'absent', l: 'late' }

if (form) {
  const pupils = [...form.querySelectorAll('.rb-pupil')]
  form.addEventListener('change', () => count(pupils))
  document.addEventListener('keydown', (event) => press(event, pupils))
  count(pupils)
}

function press (event, pupils) {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const at = pupils.findIndex((pupil) => pupil.contains(event.target))
  if (event.target.matches('input:not([type=radio]), textarea, select')) {
    // Enter in a small field goes on to the next pupil instead of submitting half a register.
    if (event.key === 'Enter' && at >= 0) { event.preventDefault(); go(pupils, at + 1) }
    return
  }
  if (event.key === 'ArrowDown' && at >= 0) { event.preventDefault(); go(pupils, at + 1) }
  if (event.key === 'ArrowUp' && at >= 0) { event.preventDefault(); go(pupils, at - 1) }
  const value = keys[event.key.toLowerCase()]
  if (!value) return
  event.preventDefault()
  if (at < 0) { go(pupils, Math.max(0, pupils.findIndex((pupil) => !chosen(pupil)))) } else { choose(pupils, at, value) }
}

function choose (pupils, at, value) {
  const radio = pupils[at].querySelector(`input[type=radio][value=${value}]`)
  radio.checked = true
  radio.dispatchEvent(new Event('change', { bubbles: true }))
  if (value === 'late') { pupils[at].querySelector('.rb-minutes input').focus() } else { go(pupils, at + 1) }
}

function go (pupils, at) {
  const pupil = pupils[at]
  if (pupil) (chosen(pupil) || pupil.querySelector('input[type=radio]')).focus()
}

function chosen (pupil) {
  return pupil.querySelector('input[type=radio]:checked')
}

function count (pupils) {
  const open = pupils.filter((pupil) => !chosen(pupil))
  const told = document.createElement('strong')
  told.textContent = `${pupils.length - open.length} of ${pupils.length} marked.`
  const parts = [told]
  open.forEach((pupil, at) => {
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = `#${pupil.querySelector('input[type=radio]').id}`
    link.textContent = pupil.querySelector('legend').textContent
    parts.push(at === 0 ? ' Still to mark: ' : ', ', link)
  })
  if (open.length) parts.push('.')
  document.getElementById('marked').replaceChildren(...parts)
}
