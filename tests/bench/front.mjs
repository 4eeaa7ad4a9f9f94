// A server as it is reached in earnest: TLS and HTTP/2 in front of a plain server. front.mjs TARGET KEY CERT prints its own address, and,
// for every line it reads, how many connections there were since the last.
import http from 'node:http'
import http2 from 'node:http2'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [target, key, cert] = process.argv.slice(2)
const agent = new http.Agent({ keepAlive: true })
let connections = { tls: 0, http2: 0 }

const front = http2.createSecureServer({ key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: true }, (request, response) => {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !name.startsWith(':')))
  const behind = http.request(new URL(request.url, target), { agent, method: request.method, headers }, answer => {
    const { connection, 'transfer-encoding': chunked, 'keep-alive': alive, ...own } = answer.headers
    response.writeHead(answer.statusCode, own)
    answer.pipe(response)
  })
  request.pipe(behind)
})
front.on('secureConnection', () => { connections.tls += 1 })
front.on('session', () => { connections.http2 += 1 })
front.listen(0, '127.0.0.1', () => console.log(`https://127.0.0.1:${front.address().port}`))
createInterface({ input: process.stdin }).on('line', () => {
  console.log(JSON.stringify(connections))
  connections = { tls: 0, http2: 0 }
}).on('close', () => process.exit(0))
