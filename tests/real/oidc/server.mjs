// The real world of the tests: a certified OAuth server dressed as Entra, and a small Graph beside it.
//
// env: WORLD       folder for what the scripts read: ready.json, log.jsonl, minted.jsonl; and `ttl`, which they write
//      ROTATION    strict (default: a refresh token works once, reuse ends its whole family) | loose (as Entra does it)
//      TLS_CERT, TLS_KEY   serve Microsoft's own host names on port 443; without them, two loopback ports over http
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import './old-node.mjs';
import { graph } from './graph.mjs';

const { authority } = await import('./entra.mjs'); // after what it needs on an old Node
const { WORLD, ROTATION = 'strict', TLS_CERT, TLS_KEY } = process.env;
const append = (file) => (entry) => fs.appendFileSync(path.join(WORLD, file), JSON.stringify(entry) + '\n');
const log = append('log.jsonl');
const minted = append('minted.jsonl');
const accessTokenSeconds = () => Number(fs.readFileSync(path.join(WORLD, 'ttl'), 'utf8'));

const listen = (server, port) => new Promise((done, fail) =>
  server.once('error', fail).listen(port, '127.0.0.1', () => done(server.address().port)));

let entra, mailbox;
let loginUrl, graphUrl;
if (TLS_CERT) {
  loginUrl = 'https://login.microsoftonline.com';
  graphUrl = 'https://graph.microsoft.com';
  const hosts = { 'login.microsoftonline.com': (...a) => entra.handle(...a), 'graph.microsoft.com': (...a) => mailbox(...a) };
  const tls = { cert: fs.readFileSync(TLS_CERT), key: fs.readFileSync(TLS_KEY) };
  await listen(https.createServer(tls, (req, res) => {
    const handle = hosts[req.headers.host];
    return handle ? handle(req, res) : res.writeHead(421).end();
  }), 443);
} else {
  const port = (handle) => listen(http.createServer(handle), 0);
  loginUrl = `http://127.0.0.1:${await port((...a) => entra.handle(...a))}`;
  graphUrl = `http://127.0.0.1:${await port((...a) => mailbox(...a))}`;
}

entra = authority({ loginUrl, graphUrl, strict: ROTATION === 'strict', accessTokenSeconds, log, minted });
mailbox = graph({ graphUrl, whose: entra.whose, log });
fs.writeFileSync(path.join(WORLD, 'ready.json'), JSON.stringify({ loginUrl, graphUrl }));
