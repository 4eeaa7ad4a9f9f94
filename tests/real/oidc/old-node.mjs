// Debian's own Node is 18; the library wants things that came with 20 and 22. This lends them to it.
import crypto, { createHash, webcrypto } from 'node:crypto';
import { register } from 'node:module';

globalThis.crypto ??= webcrypto;
URL.parse ??= (...address) => { try { return new URL(...address); } catch { return null; } };

// A module of Node itself cannot be added to, so its callers are turned to another name.
globalThis.cryptoHash = (algorithm, data, encoding) => createHash(algorithm).update(data).digest(encoding);
const turnCallers = `export async function load(url, context, next) {
  const module = await next(url, context);
  if (url.includes('/oidc-provider/')) module.source = String(module.source).replaceAll('crypto.hash(', 'cryptoHash(');
  return module;
}`;
if (!crypto.hash) register(`data:text/javascript,${encodeURIComponent(turnCallers)}`);
