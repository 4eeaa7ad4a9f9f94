// Entra's addresses in front of glewlwyd, and a small Graph beside it. Only paths are translated, and the interval between polls is
// told too short, so that glewlwyd itself asks to slow down; what it answers is passed on as it is.
//
// env: WORLD       folder for what the scripts read: ready.json, log.jsonl, minted.jsonl
//      GLEWLWYD    where glewlwyd listens
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { parse } from 'node:querystring';
import { graph } from './graph.mjs';

const { WORLD, GLEWLWYD } = process.env;
const TENANTS = { // by id: one plugin of glewlwyd each, named like the domain's first part
  'a1b2c3d4-0000-4000-8000-00000000c0de': 'contoso.example',
  'b2c3d4e5-0000-4000-8000-00000000fab0': 'fabrikam.example',
};
const ENDPOINTS = { devicecode: 'device_authorization', token: 'token' };
const append = (file) => (entry) => fs.appendFileSync(path.join(WORLD, file), JSON.stringify(entry) + '\n');
const log = append('log.jsonl');
const minted = append('minted.jsonl');
const plugin = (domain) => `${GLEWLWYD}/api/${domain.split('.')[0]}`;
const tenantOfToken = new Map();

// glewlwyd on sqlite fails where two tokens are minted at once, so it is asked one thing after the other.
let turn = Promise.resolve();
const ask = (address, request) => (turn = turn.catch(() => {}).then(() => fetch(address, request)));

const listen = (handle) => new Promise((done) => {
  const server = http.createServer((...a) => handle(...a)).listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${server.address().port}`));
});

async function entra(req, res) {
  const [, name, endpoint] = /^\/([^/]+)\/oauth2\/v2\.0\/(devicecode|token)$/.exec(req.url) ?? [];
  const tenant = TENANTS[name] ?? Object.values(TENANTS).find((domain) => domain === name);
  if (!tenant) return res.writeHead(404).end();
  let body = '';
  for await (const chunk of req) body += chunk;
  const asked = parse(body);
  const headers = { 'content-type': req.headers['content-type'] };
  const answer = await ask(`${plugin(tenant)}/${ENDPOINTS[endpoint]}`, { method: req.method, headers, body });
  let text = await answer.text();
  const said = text ? JSON.parse(text) : {};
  for (const kind of ['device_code', 'access_token', 'refresh_token']) {
    if (!said[kind]) continue;
    minted({ kind, tenant, value: said[kind] });
    tenantOfToken.set(said[kind], tenant);
  }
  if (said.interval) text = JSON.stringify({ ...said, interval: 1 });
  const minter = tenantOfToken.get(asked.refresh_token ?? asked.device_code);
  log({ at: endpoint, tenant, grant: asked.grant_type, status: answer.status, error: said.error, type: said.token_type,
    claims: asked.claims, length: text.length, ms: Date.now(), crossed: minter !== undefined && minter !== tenant });
  res.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' }).end(text);
}

// Whose access token is this? glewlwyd knows.
async function whose(token) {
  for (const tenant of Object.values(TENANTS)) {
    const answer = token && await ask(`${plugin(tenant)}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer?.ok) continue;
    const { scope } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
    return { upn: (await answer.json()).email, tenant, guest: false, scopes: scope.split(' ') };
  }
}

let mailbox;
const loginUrl = await listen(entra);
const graphUrl = await listen((...a) => mailbox(...a));
mailbox = graph({ graphUrl, whose, log });
fs.writeFileSync(path.join(WORLD, 'ready.json'), JSON.stringify({ loginUrl, graphUrl }));
