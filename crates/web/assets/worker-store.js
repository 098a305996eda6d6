// What the device keeps: submissions in their order, and a few facts, in one IndexedDB.

/** A request of IndexedDB as a promise. */
function done (request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

let opened

function database () {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('rollbook', 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('submissions', { keyPath: 'place', autoIncrement: true })
      request.result.createObjectStore('facts')
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => { opened = undefined; reject(request.error) }
  })
  return opened
}

/** One change of one table, finished only when it is on the disk. */
async function change (table, work) {
  const transaction = (await database()).transaction(table, 'readwrite', { durability: 'strict' })
  const finished = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve
    transaction.onabort = () => reject(transaction.error)
  })
  const result = await done(work(transaction.objectStore(table)))
  await finished
  return result
}

async function look (table, work) {
  return done(work((await database()).transaction(table).objectStore(table)))
}

/** Everything submitted on this device, in order. */
const allSubmissions = () => look('submissions', (table) => table.getAll())
const addSubmission = (one) => change('submissions', (table) => table.add(one))
const putSubmission = (one) => change('submissions', (table) => table.put(one))
const removeSubmission = (place) => change('submissions', (table) => table.delete(place))

const fact = (name) => look('facts', (table) => table.get(name))
const setFact = (name, value) => change('facts', (table) => table.put(value, name))
const removeFact = (name) => change('facts', (table) => table.delete(name))
