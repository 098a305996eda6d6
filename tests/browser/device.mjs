// A phone or a tablet: a browser with a folder of its own that it finds again after it was closed, behind a network of its own.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { startNetwork } from './network.mjs'
import { WIDTHS, address } from './support.mjs'

/** A new device. It is put away when the test ends. */
export async function newDevice(test) {
  const device = new Device()
  device.folder = await mkdtemp(join(tmpdir(), 'rollbook-device-'))
  device.network = await startNetwork(address('/'))
  test.after(() => device.putAway())
  await device.open()
  return device
}

class Device {
  async open() {
    this.context = await chromium.launchPersistentContext(this.folder, {
      executablePath: process.env.ROLLBOOK_CHROMIUM,
      // The sandbox cannot start as root, which is what CI runs as.
      args: ['--no-sandbox'],
      viewport: { width: WIDTHS.phone, height: 640 },
      locale: 'en-GB',
      timezoneId: 'Europe/London',
    })
    this.context.setDefaultTimeout(20_000)
    this.page = this.context.pages()[0] ?? (await this.context.newPage())
  }

  /** Closes the browser and opens it again, as a phone does that ran out of power. */
  async restart() {
    await this.context.close()
    await this.open()
  }

  async putAway() {
    await this.context.close()
    this.network.close()
    await rm(this.folder, { recursive: true, force: true })
  }

  goto(path) {
    return this.page.goto(`${this.network.address}${path}`)
  }

  async signIn(who) {
    await this.goto('/sign-in')
    await this.page.getByLabel('E-mail address').fill(who.email)
    await this.page.getByLabel('Password', { exact: true }).fill(who.password)
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await this.page.waitForURL((url) => url.pathname !== '/sign-in')
    await this.isReady()
  }

  /** Waits until the program stands behind the pages and knows who is signed in. */
  async isReady() {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready
      if (!navigator.serviceWorker.controller) {
        await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
      }
    })
    await this.ask('prepare')
  }

  /** What the program answers to a question of a page. */
  ask(question, more = {}) {
    return this.page.evaluate(({ question, more }) => new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = (event) => resolve(event.data)
      navigator.serviceWorker.controller.postMessage({ ask: question, ...more }, [port2])
    }), { question, more })
  }

  /** The paths of the pages that can be read here without network. */
  copies() {
    return this.page.evaluate(async () => {
      const requests = await (await caches.open('rollbook copies')).keys()
      return requests.map(({ url }) => new URL(url).pathname)
    })
  }

  /** Everything that was submitted here, as the device keeps it: locked. */
  submissions() {
    return this.page.evaluate(() => new Promise((resolve, reject) => {
      const opening = indexedDB.open('rollbook')
      opening.onerror = () => reject(opening.error)
      opening.onsuccess = () => {
        const all = opening.result.transaction('submissions').objectStore('submissions').getAll()
        all.onsuccess = () => {
          opening.result.close()
          resolve(all.result.map(({ body, ...shown }) => ({ ...shown, isLocked: body.locked instanceof ArrayBuffer })))
        }
      }
    }))
  }
}
