// Two Entra-shaped tenants on npm `oidc-provider`: its grants, rotation and device flow are left as they are;
// only routes, claims and the looks of tokens are Entra's.
import { createHash } from 'node:crypto';
import { parse } from 'node:querystring';
import { Provider } from 'oidc-provider';

const CLIENT_ID = '3f0c9c39-6d5e-4c0c-9a55-0d7f5a3b8e21'; // one registration, shared by both tenants
const TENANTS = {
  'a1b2c3d4-0000-4000-8000-00000000c0de': 'contoso.example',
  'b2c3d4e5-0000-4000-8000-00000000fab0': 'fabrikam.example',
};
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const sha = (text) => createHash('sha256').update(text).digest('hex');

// Entra's tokens are long; a store or a header that cannot hold that much must fail here, too.
const pad = (token, length) => token && `${token}.${sha(token).repeat(60).slice(0, length - token.length - 1)}`;
const unpad = (token) => String(token ?? '').split('.')[0];

// A person is at home in the tenant of the name's domain, and a guest everywhere else.
const homeOf = (upn, here) => Object.keys(TENANTS).find((tid) => upn.endsWith(`@${TENANTS[tid]}`)) ?? here;
const objectId = (upn, tid) => sha(`${upn} in ${tid}`).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

export function authority({ loginUrl, graphUrls, strict, accessTokenSeconds, log, minted }) {
  const providers = {};
  const tenantOfToken = new Map(); // every refresh token and device code → the tenant that minted it

  function tenant(tid) {
    const permissions = ['User.Read', 'Calendars.ReadBasic', 'Calendars.Read', 'Calendars.Read.Shared',
      'Calendars.ReadWrite', 'MailboxSettings.Read'];
    const provider = new Provider(`${loginUrl}/${tid}/v2.0`, {
      clients: [{
        client_id: CLIENT_ID, client_name: 'calcli', application_type: 'native', token_endpoint_auth_method: 'none',
        redirect_uris: ['http://localhost', 'http://localhost/', 'http://127.0.0.1', 'http://127.0.0.1/'],
        response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token', DEVICE_GRANT],
      }],
      scopes: ['openid', 'profile', 'offline_access',
        ...graphUrls.flatMap((graphUrl) => permissions.map((name) => `${graphUrl}/${name}`))],
      claims: { openid: ['sub', 'tid', 'oid', 'ver'], profile: ['name', 'preferred_username'] },
      conformIdTokenClaims: false, // Entra puts the claims straight into the id_token
      features: { deviceFlow: { enabled: true, mask: '*********' }, devInteractions: { enabled: true } },
      routes: {
        authorization: '/oauth2/v2.0/authorize', token: '/oauth2/v2.0/token',
        device_authorization: '/oauth2/v2.0/devicecode', code_verification: '/devicelogin', jwks: '/discovery/v2.0/keys',
      },
      pkce: { required: () => true },
      rotateRefreshToken: true,
      ttl: { AccessToken: accessTokenSeconds, RefreshToken: 86400, DeviceCode: 900, AuthorizationCode: 60,
        IdToken: 3600, Interaction: 3600, Session: 86400, Grant: 86400 },
      cookies: { keys: ['throw-away'] },
      findAccount: (_, upn) => ({
        accountId: upn,
        claims: () => ({ sub: upn, tid, oid: objectId(upn, tid), ver: '2.0', name: upn.split('@')[0],
          preferred_username: upn }),
      }),
    });
    if (!strict) provider.RefreshToken.prototype.consume = async () => {};
    provider.on('server_error', (_, error) => console.error(error));
    provider.on('grant.error', (_, error) => console.error(TENANTS[tid], error.error, error.error_detail ?? ''));
    provider.use((ctx, next) => likeEntra(tid, ctx, next));
    return provider;
  }

  // Dresses the answers of the device and token endpoints, and notes what was minted and by whom it was used.
  async function likeEntra(tid, ctx, next) {
    const asked = ctx.req.body ?? {};
    await next();
    const answer = ctx.body;
    const remember = (kind, value, user) => {
      tenantOfToken.set(value, tid);
      minted({ kind, tenant: TENANTS[tid], user, value });
    };
    if (ctx.oidc?.route === 'device_authorization' && answer?.device_code) {
      delete answer.verification_uri_complete;
      answer.interval = 1;
      answer.message = `To sign in, open ${answer.verification_uri} and enter ${answer.user_code}.`;
      remember('device_code', answer.device_code);
    }
    if (ctx.oidc?.route !== 'token') return;
    const user = ctx.oidc.entities.Account?.accountId;
    if (answer?.access_token) {
      remember('access_token', answer.access_token, user);
      answer.access_token = pad(answer.access_token, 2900);
      answer.ext_expires_in = answer.expires_in;
      if (answer.refresh_token) {
        remember('refresh_token', answer.refresh_token, user);
        answer.refresh_token = pad(answer.refresh_token, 1500);
      }
      if (asked.client_info === '1') {
        const home = homeOf(user, tid);
        const info = { uid: objectId(user, home), utid: home };
        answer.client_info = Buffer.from(JSON.stringify(info)).toString('base64url');
      }
    }
    const minter = tenantOfToken.get(asked.refresh_token ?? asked.device_code);
    log({ at: 'token', login: loginUrl, tenant: TENANTS[tid], grant: asked.grant_type, scope: asked.scope, claims: asked.claims, user, status: ctx.status,
      error: answer?.error, crossed: minter !== undefined && minter !== tid });
  }

  const callbacks = {};
  for (const tid of Object.keys(TENANTS)) callbacks[tid] = (providers[tid] = tenant(tid)).callback();

  async function handle(req, res) {
    const [, name, rest] = /^\/([^/?]+)(\/.*)$/.exec(req.url) ?? [];
    const tid = Object.keys(TENANTS).find((id) => id === name || TENANTS[id] === name);
    if (!tid) {
      const notFound = { error: 'invalid_request', error_description: `AADSTS90002: Tenant '${name}' not found.` };
      return res.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(notFound));
    }
    req.url = rest.replace('/v2.0/.well-known/', '/.well-known/');
    // The library knows no `select_account`, and gives a refresh token only to who consents anew; Entra does without.
    if (/^\/oauth2\/v2\.0\/authorize\?/.test(rest)) req.url = `${req.url.replace(/&?prompt=[^&]*/, '')}&prompt=consent`;
    req.originalUrl = `/${tid}${req.url}`;
    if (req.method === 'POST' && rest.startsWith('/oauth2/v2.0/token')) {
      let body = '';
      for await (const chunk of req) body += chunk;
      req.body = parse(body);
      if (req.body.refresh_token) req.body.refresh_token = unpad(req.body.refresh_token);
    }
    return callbacks[tid](req, res);
  }

  // Whose access token is this? → { upn, tenant, guest, scopes }, or undefined.
  async function whose(token) {
    for (const [tid, provider] of Object.entries(providers)) {
      const found = token && await provider.AccessToken.find(unpad(token));
      if (found && token === pad(unpad(token), 2900)) {
        return { upn: found.accountId, tenant: TENANTS[tid], guest: homeOf(found.accountId, tid) !== tid,
          scopes: found.scope.split(' ') };
      }
    }
  }

  return { handle, whose };
}
