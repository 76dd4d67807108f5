import { invariant } from '../../../src/base/invariant.ts';
import { Rational } from '../../../src/base/rational.ts';
import { parseInstant, type Zone, zoneOf } from '../../../src/base/zone.ts';
import type { Line, Member, Occurrence } from '../../../src/model/occurrence.ts';
import type { Source } from '../../../src/simulate/source.ts';

/*
 * Histories as text, one event a line:
 *
 *     2026-03-02       ann buys 40 as A1
 *     2026-03-02 14:05 ann buys 2 LATTE at 4.50 redeeming MoneyOff
 *     2026-03-20       ann returns 10 of A1
 *     2026-04-01       ann review
 *     2026-04-02       ann survey score = 9
 */
const LINE = /^(\S+(?: \d\d:\d\d)?)\s+(\S+) (.+)$/;
const GOODS = /^(buys|returns) (\d+(?:\.\d+)?)(?: ([A-Z][A-Z0-9-]*) at (\d+(?:\.\d+)?))?(.*)$/;

export const BERLIN = known('Europe/Berlin');

export function sourceOf(text: string, members: readonly Partial<Member>[] = []): Source {
    const lines = text.split('\n').map(line => line.trim());
    const occurrences = lines.filter(line => line !== '').map(occurrenceOf);
    return arraySource(occurrences, members);
}

/** Members that no event names come with `members`; what is not said of a member is not known. */
export function arraySource(occurrences: readonly Occurrence[], members: readonly Partial<Member>[] = []): Source {
    const sorted = occurrences.toSorted((a, b) => a.at - b.at || a.sequence - b.sequence);
    const ids = new Set([...members.flatMap(({ id }) => id ?? []), ...sorted.map(({ member }) => member)]);
    const roster = [...ids].sort().map((id): Member => {
        const said = members.find(each => each.id === id);
        return { id, joined: undefined, referrer: undefined, fields: new Map(), ...said };
    });
    const days = sorted.map(({ at }) => BERLIN.dayAt(at));
    return {
        async *members() {
            for (const member of roster) {
                yield { member, occurrences: sorted.filter(each => each.member === member.id) };
            }
        },
        async *timeOrder() {
            yield* sorted;
        },
        figures: {
            rows: sorted.length,
            members: roster.length,
            events: sorted.length,
            from: days[0],
            to: days.at(-1),
            rejected: 0,
            repeated: 0,
        },
        rejects: [],
        remarks: [],
    };
}

function occurrenceOf(text: string, sequence: number): Occurrence {
    const [, time = '', member = '', what = ''] = LINE.exec(text) ?? [];
    const at = parseInstant(time.includes(' ') ? time : `${time} 12:00`, BERLIN);
    invariant(at !== undefined, `'${text}' begins with a time`);
    const event = { id: `e${sequence}`, member, at, sequence, tenders: undefined, shipping: undefined };
    const [, verb, quantity = '', sku, price, rest = ''] = GOODS.exec(what) ?? [];
    if (verb === undefined) {
        const [, name = what, field, value = ''] = /^(\w+) (\w+) = (\S+)$/.exec(what) ?? [];
        const fields = new Map(field === undefined ? [] : [[field, number(value)]]);
        return { ...event, event: name, fields, lines: [], order: undefined, redeems: [] };
    }
    const order = /(?:as|of) (\S+)/.exec(rest)?.[1];
    const reward = /redeeming (\S+)/.exec(rest)?.[1];
    return {
        ...event,
        event: verb === 'buys' ? 'purchase' : 'return',
        fields: new Map(),
        lines: [lineOf(sku, quantity, price)],
        order,
        redeems: reward === undefined ? [] : [{ reward, times: 1 }],
    };
}

/** `40` is one unit of nothing in particular for 40. */
export function lineOf(sku: string | undefined, quantity: string, price: string | undefined): Line {
    return {
        index: 0,
        sku,
        quantity: price === undefined ? Rational.ONE : number(quantity),
        price: number(price ?? quantity),
        paid: false,
        cost: undefined,
        tax: undefined,
        giftCard: false,
        fields: new Map(),
    };
}

function number(text: string): Rational {
    const value = Rational.parse(text);
    invariant(value !== undefined, `'${text}' is a number`);
    return value;
}

function known(name: string): Zone {
    const zone = zoneOf(name);
    invariant(zone !== undefined, `${name} is a time zone`);
    return zone;
}
