// The register's log as `rollbook export` writes it, behind the back of every page.

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The entries of a school's log in order, each with its marks of `day`. */
export async function readLog(urn, day) {
  const folder = await mkdtemp(join(tmpdir(), 'rollbook-log-'))
  try {
    const out = join(folder, 'export')
    const records = process.env.ROLLBOOK_RECORDS
    await promisify(execFile)(process.env.ROLLBOOK_PROGRAM, ['export', '--store', records, '--school', urn, '--day', day, '--out', out])
    const read = (name) => readFile(join(out, 'schools', urn, name), 'utf8')
    return merged(await read('entries.csv'), await read('marks.csv'), day)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function merged(entries, marks, day) {
  const all = new Map(rows(entries).map((entry) => [entry.number, { ...entry, number: Number(entry.number), marks: [] }]))
  for (const mark of rows(marks)) if (mark.day === day) all.get(mark.entry).marks.push(mark)
  return [...all.values()].filter((entry) => entry.marks.length > 0)
}

/** The rows of a table; in these two no cell with a comma in it is looked at. */
function rows(text) {
  const [head, ...lines] = text.trim().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((line) => {
    const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, ''))
    return Object.fromEntries(names.map((name, at) => [name, cells[at]]))
  })
}
