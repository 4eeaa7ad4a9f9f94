// The real world of the tests: a certified OAuth server dressed as Entra, and a small Graph beside it.
//
// env: WORLD       folder for what the scripts read: ready.json, log.jsonl, minted.jsonl; and `ttl`, which they write
//      ROTATION    strict (default: a refresh token works once, reuse ends its whole family) | loose (as Entra does it)
//      TLS_CERT, TLS_KEY   serve Microsoft's own host names on port 443, those of every cloud; without them, two loopback
//                          ports over http
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

// A cloud is one login host with its Graphs. Source: Microsoft Graph, "National cloud deployments".
const CLOUDS = {
  'login.microsoftonline.com': ['graph.microsoft.com'],
  'login.microsoftonline.us': ['graph.microsoft.us', 'dod-graph.microsoft.us'],
  'login.partner.microsoftonline.cn': ['microsoftgraph.chinacloudapi.cn'],
};

const authorities = [];
// Whose access token is this, whichever cloud it is from?
const whose = async (token) => {
  for (const authority of authorities) {
    const found = await authority.whose(token);
    if (found) return found;
  }
};
const strict = ROTATION === 'strict';
// The handler of every address of a cloud.
function cloud(loginUrl, graphUrls) {
  const entra = authority({ loginUrl, graphUrls, strict, accessTokenSeconds, log, minted });
  authorities.push(entra);
  const graphs = graphUrls.map((graphUrl) => [graphUrl, graph({ graphUrl, whose, log })]);
  return Object.fromEntries([[loginUrl, entra.handle], ...graphs]);
}

let loginUrl, graphUrl;
if (TLS_CERT) {
  const handlers = {};
  for (const [login, graphs] of Object.entries(CLOUDS)) {
    Object.assign(handlers, cloud(`https://${login}`, graphs.map((host) => `https://${host}`)));
  }
  [loginUrl, graphUrl] = Object.keys(handlers);
  const tls = { cert: fs.readFileSync(TLS_CERT), key: fs.readFileSync(TLS_KEY) };
  await listen(https.createServer(tls, (req, res) => {
    const handle = handlers[`https://${req.headers.host}`];
    return handle ? handle(req, res) : res.writeHead(421).end();
  }), 443);
} else {
  let handlers;
  const origin = async () => {
    let own; // known once it listens
    const port = await listen(http.createServer((...a) => handlers[own](...a)), 0);
    return (own = `http://127.0.0.1:${port}`);
  };
  [loginUrl, graphUrl] = [await origin(), await origin()];
  handlers = cloud(loginUrl, [graphUrl]);
}
fs.writeFileSync(path.join(WORLD, 'ready.json'), JSON.stringify({ loginUrl, graphUrl }));
