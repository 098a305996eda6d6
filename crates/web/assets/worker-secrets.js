// What is written stays unreadable without the key of the person who wrote it. The server tells the key to whoever signs in as that
// person; it is forgotten at sign-out and after the day, and what was not yet sent waits for it.

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
const hexOf = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The key as the browser keeps it: it can be used and never read out. */
function keyOf (hex) {
  return crypto.subtle.importKey('raw', bytesOf(hex), 'AES-GCM', false, ['encrypt', 'decrypt'])
}

async function lock (key, text) {
  const once = crypto.getRandomValues(new Uint8Array(12))
  return { once, locked: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: once }, key, new TextEncoder().encode(text)) }
}

async function unlock (key, { once, locked }) {
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: once }, key, locked))
}

/** What stands behind the ever different token of a form, as a digest: the same for every form of one sign-in. */
async function proofOf (token) {
  const bytes = bytesOf(token)
  if (bytes.length !== 64) return ''
  const own = bytes.slice(32).map((byte, at) => byte ^ bytes[at])
  return hexOf(await crypto.subtle.digest('SHA-256', own))
}
