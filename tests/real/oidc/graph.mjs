// A Graph as small as the client needs: who am I, my calendars, and a calendar view with pages.
import { existsSync, readFileSync } from 'node:fs';

const PAGE = 3; // events per page at most, whatever $top asks: a client that reads one page only is found out
const DAY = 86_400_000;
const more = `${process.env.WORLD}/events.json`; // what a part adds to every default calendar: [{ start, hours, subject }]

const calendarId = (upn, name) => `AAMk${Buffer.from(`${upn}|${name}`).toString('base64url')}=`;
const ownerOf = (id) => Buffer.from(id.slice(4), 'base64url').toString().split('|')[0];
const stamp = (ms) => new Date(ms).toISOString().replace('Z', '0000');
const fault = (status, code, message) => ({ status, body: { error: { code, message, innerError: { 'request-id': '0' } } } });

// What strangers call their invitations: one meeting each, every day.
const SUBJECTS = JSON.parse(process.env.SUBJECTS ?? '[]');

// Every calendar has something on every day: the default one a meeting of both companies, an own one and an all-day
// event, the second one a lunch.
function eventsOf(upn, name, from, to) {
  const day = (start, hours, subject, more = {}) => ({ start, end: start + hours * 3_600_000, subject, more });
  const laid = [];
  for (let at = Math.floor(from / DAY) * DAY - DAY; at < to; at += DAY) {
    if (name === 'Calendar') {
      laid.push(day(at, 24, `away ${upn}`, { isAllDay: true, showAs: 'free' }));
      laid.push(day(at + 9 * 3_600_000, 1, 'both companies', { iCalUId: `both-${at}` }));
      laid.push(day(at + 11 * 3_600_000, 0.5, `own ${upn}`));
      laid.push(day(at + 14 * 3_600_000, 0.5, `late ${upn}`, { showAs: 'tentative' }));
      SUBJECTS.forEach((subject, n) => laid.push(day(at + 16 * 3_600_000, 0.25, subject, { id: `AAMk${at}-${n}=`, iCalUId: `${at}-${n}` })));
    } else {
      laid.push(day(at + 12 * 3_600_000, 1, `lunch ${upn}`));
    }
  }
  const added = name === 'Calendar' && existsSync(more) ? JSON.parse(readFileSync(more)) : [];
  laid.push(...added.map(({ start, hours, subject }) => day(Date.parse(start), hours, subject)));
  return laid.filter((event) => event.start < to && event.end > from).map(({ start, end, subject, more }) => ({
    '@odata.etag': 'W/"1"', id: `${calendarId(upn, name).slice(0, -1)}${start}=`, iCalUId: `${upn}-${subject}-${start}`,
    subject, isAllDay: false, isCancelled: false, showAs: 'busy', sensitivity: 'normal', type: 'singleInstance',
    start: { dateTime: stamp(start), timeZone: 'UTC' }, end: { dateTime: stamp(end), timeZone: 'UTC' },
    location: { displayName: 'Room 4' }, organizer: { emailAddress: { name: upn, address: upn } }, attendees: [],
    responseStatus: { response: 'organizer', time: '0001-01-01T00:00:00Z' }, onlineMeeting: null, categories: [],
    webLink: 'https://outlook.example/event', seriesMasterId: null, ...more,
  }));
}

export function graph({ graphUrl, whose, log }) {
  const calendarsOf = (upn) => ['Calendar', 'Team'].map((name) => ({
    id: calendarId(upn, name), name, isDefaultCalendar: name === 'Calendar', canEdit: true, canShare: true,
    color: 'auto', hexColor: '', owner: { name: upn.split('@')[0], address: upn },
  }));

  function view(url, upn, name, prefer) {
    const from = Date.parse(zoned(url.searchParams.get('startDateTime')));
    const to = Date.parse(zoned(url.searchParams.get('endDateTime')));
    if (!(from < to)) return fault(400, 'ErrorInvalidParameter', 'startDateTime and endDateTime are required and in order.');
    if (/outlook\.timezone="(?!UTC)/i.test(prefer ?? '')) return fault(501, 'NotImplemented', 'This Graph speaks UTC only.');
    const top = Math.min(PAGE, Number(url.searchParams.get('$top') ?? 10));
    const skip = Number(url.searchParams.get('$skip') ?? 0);
    const all = eventsOf(upn, name, from, to);
    return page(url, all.slice(skip, skip + top), skip + top < all.length && skip + top);
  }

  function page(url, value, next) {
    const wanted = url.searchParams.get('$select')?.split(',');
    const body = { '@odata.context': `${graphUrl}/v1.0/$metadata`, value: wanted
      ? value.map((item) => Object.fromEntries(Object.entries(item).filter(([key]) => key === 'id' || wanted.includes(key))))
      : value };
    if (next) {
      url.searchParams.set('$skip', next);
      body['@odata.nextLink'] = `${graphUrl}${url.pathname}?${url.searchParams}`;
    }
    return { status: 200, body };
  }

  const zoned = (time) => /(Z|[+-]\d\d:\d\d)$/i.test(time ?? '') ? time : `${time}Z`;

  // A token for the Graph of another cloud.
  const foreign = ({ scopes }) => !scopes.some((scope) => scope.startsWith(`${graphUrl}/`));

  function answer(url, who, prefer) {
    if (!who) return fault(401, 'InvalidAuthenticationToken', 'Access token has expired or is not yet valid.');
    if (foreign(who)) return fault(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.');
    const { upn, guest, scopes } = who;
    const may = (name) => scopes.some((scope) => scope.startsWith(`${graphUrl}/${name}`));
    const place = url.pathname.replace(/^\/v1\.0/, '');
    if (place === '/me') {
      return { status: 200, body: { id: '0', displayName: upn.split('@')[0], mail: upn, userPrincipalName: upn } };
    }
    if (!may('Calendars.')) return fault(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
    if (guest) return fault(404, 'MailboxNotEnabledForRESTAPI', 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.');
    if (place === '/me/calendars') return page(url, calendarsOf(upn), false);
    if (place === '/me/calendarView' || place === '/me/calendar/calendarView') return view(url, upn, 'Calendar', prefer);
    const one = /^\/me\/calendars\/([^/]+)\/calendarView$/.exec(place);
    const calendar = one && calendarsOf(upn).find(({ id }) => id === decodeURIComponent(one[1]));
    if (calendar) return view(url, upn, calendar.name, prefer);
    return fault(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
  }

  return async function handle(req, res) {
    const url = new URL(req.url, graphUrl);
    const who = await whose(/^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1]);
    const { status, body } = answer(url, who, req.headers.prefer);
    // An id carries its owner's name: one that is asked for with somebody else's token has crossed over.
    const id = /^\/v1\.0\/me\/calendars\/([^/]+)/.exec(url.pathname)?.[1];
    const crossed = Boolean(who && (foreign(who) || (id && ownerOf(decodeURIComponent(id)) !== who.upn)));
    log({ at: 'graph', graph: graphUrl, tenant: who?.tenant, user: who?.upn, path: url.pathname, query: url.search, status, crossed });
    res.writeHead(status, { 'content-type': 'application/json', 'request-id': '0' }).end(JSON.stringify(body));
  };
}
