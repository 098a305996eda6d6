// A network between a browser and the server that a story can cut, and that loses answers and delivers twice.

import { createServer, request } from 'node:http'
import { once } from 'node:events'

/** Starts one in front of `server`, such as `http://127.0.0.1:8080`. It lives as long as its story says. */
export async function startNetwork(server) {
  const network = new Network(server)
  await network.start()
  return network
}

class Network {
  /** `up`; `down`; `losing`: changes arrive and their answers do not; `twice`: changes arrive twice. */
  state = 'up'
  /** Requests to these addresses are cut, whatever the state. */
  closed = /^$/
  /** How often each fault really happened. */
  happened = { down: 0, losing: 0, twice: 0 }
  #sockets = new Set()
  #server

  constructor(server) {
    this.target = new URL(server)
    this.#server = createServer((incoming, answer) => this.#serve(incoming, answer).catch(() => incoming.socket.destroy()))
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      socket.on('error', () => {})
    })
  }

  async start() {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    this.address = `http://127.0.0.1:${this.#server.address().port}`
  }

  become(state) {
    this.state = state
    if (state === 'down') for (const socket of this.#sockets) socket.destroy()
  }

  close() {
    this.become('down')
    this.#server.close()
  }

  async #serve(incoming, answer) {
    if (this.state === 'down' || this.closed.test(incoming.url)) return this.#fail('down', incoming)
    const body = await whole(incoming)
    const isChange = incoming.method === 'POST' && incoming.url !== '/sign-in'
    const given = await this.#ask(incoming, body)
    if (isChange && this.state === 'losing') return this.#fail('losing', incoming)
    if (isChange && this.state === 'twice') {
      this.happened.twice += 1
      await this.#ask(incoming, body)
    }
    if (this.state === 'down') return this.#fail('down', incoming)
    answer.writeHead(given.status, given.headers)
    answer.end(given.body)
  }

  #fail(how, incoming) {
    this.happened[how] += 1
    incoming.socket.destroy()
  }

  async #ask(incoming, body) {
    const { hostname, port } = this.target
    const asked = request({ hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers })
    asked.end(body)
    const [answer] = await once(asked, 'response')
    return { status: answer.statusCode, headers: answer.rawHeaders, body: await whole(answer) }
  }
}

async function whole(stream) {
  const parts = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}
