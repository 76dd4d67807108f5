import { expect, test } from 'vitest';
import { type Case, story } from './support/story.ts';

const COLUMNS = { member: 'm', time: 'at', price: 'price' };

async function times(rows: readonly string[], more: Partial<Case> = {}, zone?: string): Promise<string[]> {
    const files = { 'p.csv': `m,at,price\n${rows.map(at => `ann,${at},1\n`).join('')}` };
    const source = { from: 'p.csv', columns: COLUMNS, ...(zone === undefined ? {} : { timezone: zone }) };
    const lines = await story({ files, sources: [['purchase', source]], ...more });
    return lines.slice(1).map(line => line.trim().slice(0, 16));
}

test('times without offset are local to the program, those with one are instants', async () => {
    const rows = [
        '2026-03-01',
        '2026-03-01 10:00',
        '2026-03-01T10:00:00Z',
        '2026-03-01T10:00:00-05:00',
        '2026-03-02T00:30:00.123+01:00',
    ];
    expect(await times(rows)).toEqual([
        '2026-03-01 00:00',
        '2026-03-01 10:00',
        '2026-03-01 11:00',
        '2026-03-01 16:00',
        '2026-03-02 00:30',
    ]);
});

test('a source can have a time zone of its own', async () => {
    expect(await times(['2026-03-01 10:00'], {}, 'America/New_York')).toEqual(['2026-03-01 16:00']);
});

test('on the day the clocks go forward an hour is missing, on the day they go back one comes twice', async () => {
    const rows = [
        '2026-03-29 01:30',
        '2026-03-29 02:30',
        '2026-03-29 03:29',
        '2026-10-25 02:30',
        '2026-10-25T02:30:00+01:00',
        '2026-10-25 03:00',
    ];
    expect(await times(rows)).toEqual([
        '2026-03-29 01:30',
        '2026-03-29 03:29',
        '2026-03-29 03:30',
        '2026-10-25 02:30',
        '2026-10-25 02:30',
        '2026-10-25 03:00',
    ]);
});

test('at one moment, the order of files and rows decides', async () => {
    const files = {
        'b.csv': 'm,at,note\nann,2026-03-01,b2\nann,2026-03-01,b3\n',
        'a.csv': 'm,at,note\nann,2026-03-01,a2\n',
    };
    const program = { events: { visit: { note: 'text' }, call: { note: 'text' } } };
    const columns = { member: 'm', time: 'at', note: 'note' };
    const sources = [
        ['visit', { from: 'b.csv', where: ['note is b3'], columns }],
        ['visit', { from: 'a.csv', columns }],
        ['call', { from: 'b.csv', where: ['note is b2'], columns }],
    ] as const;
    expect((await story({ files, program, sources })).map(line => line.slice(19))).toEqual([
        '',
        'call note=b2',
        'visit note=b3',
        'visit note=a2',
    ]);
});

test('joining is an event where it falls into the period of the data', async () => {
    const files = {
        'p.csv': 'm,at,price\nann,2026-03-03 10:00,1\nbob,2026-03-05 00:00,1\ncid,2026-03-05 23:30,1\n',
        'm.csv':
            'id,joined\nann,2026-03-02\nbob,2026-03-05\ncid,2026-03-06\ndan,2026-03-03\neve,2026-03-05T23:30:00Z\nfay,2026-03-04T23:30:00Z\n',
    };
    const sources = [
        ['member', { from: 'm.csv', columns: { id: 'id', joined: 'joined' } }],
        ['purchase', { from: 'p.csv', columns: COLUMNS }],
    ] as const;
    expect(await story({ files, sources })).toEqual([
        'ann joined 2026-03-02',
        '  2026-03-03 10:00 purchase: 1 x ? at 1',
        'bob joined 2026-03-05',
        '  2026-03-05 00:00 enrolment',
        '  2026-03-05 00:00 purchase: 1 x ? at 1',
        'cid joined 2026-03-06',
        '  2026-03-05 23:30 purchase: 1 x ? at 1',
        'dan joined 2026-03-03',
        '  2026-03-03 00:00 enrolment',
        'eve joined 2026-03-06',
        'fay joined 2026-03-05',
        '  2026-03-05 00:00 enrolment',
    ]);
});

test('joining makes no event where the data says itself when members enrol', async () => {
    const files = {
        'e.csv': 'm,at\nann,2026-03-03 10:00\n',
        'm.csv': 'id,joined\nann,2026-03-03\n',
    };
    const sources = [
        ['member', { from: 'm.csv', columns: { id: 'id', joined: 'joined' } }],
        ['enrolment', { from: 'e.csv', columns: { member: 'm', time: 'at' } }],
    ] as const;
    expect(await story({ files, sources })).toEqual(['ann joined 2026-03-03', '  2026-03-03 10:00 enrolment']);
});

test('a member enrols at the start of the day where the member is, and after a purchase made before', async () => {
    const files = {
        'p.csv': 'm,at,price\nann,2026-03-03T00:00:00Z,1\nann,2026-03-04T03:00:00Z,1\nann,2026-03-05T12:00:00Z,1\n',
        'm.csv': 'id,joined,zone\nann,2026-03-04,America/New_York\nbob,2026-03-04,\n',
    };
    const sources = [
        ['member', { from: 'm.csv', columns: { id: 'id', joined: 'joined', timezone: 'zone' } }],
        ['purchase', { from: 'p.csv', columns: COLUMNS }],
    ] as const;
    const program = { ownZones: true, timezone: 'UTC' };
    expect(await story({ files, program, sources })).toEqual([
        'ann joined 2026-03-04 timezone=America/New_York',
        '  2026-03-03 00:00 purchase: 1 x ? at 1',
        '  2026-03-04 03:00 purchase: 1 x ? at 1',
        '  2026-03-04 05:00 enrolment',
        '  2026-03-05 12:00 purchase: 1 x ? at 1',
        'bob joined 2026-03-04',
        '  2026-03-04 00:00 enrolment',
    ]);
});
