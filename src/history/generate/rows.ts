import { formatDate } from '../../base/calendar.ts';
import type { Zone } from '../../base/zone.ts';
import type { DataSource } from '../../model/dataset.ts';
import type { Field } from '../../model/event.ts';
import { isoTime } from './calendar-of-orders.ts';
import type { Happening, MadeLine } from './happenings.ts';
import type { Person } from './people.ts';
import { passing } from './shape.ts';
import { inHundredths, makeValue } from './values.ts';

/** The cells of a member, in the order of the file's columns. */
export function memberRow(
    person: Person,
    source: DataSource,
    columns: readonly string[],
    world: { readonly memberFields: readonly Field[]; readonly mentioned: ReadonlyMap<string, readonly string[]> },
): string[] {
    const random = person.random.fork('fields');
    const values = new Map(
        world.memberFields
            .filter(({ builtIn }) => !builtIn)
            .map(({ name, type }): [string, string] => {
                const mentioned = world.mentioned.get(`member.${name}`) ?? [];
                return [name, makeValue(name, type, { random: random.fork(name), day: person.joined, mentioned })];
            }),
    );
    values
        .set('id', person.id)
        .set('joined', formatDate(person.joined))
        .set('referrer', person.referrer ?? '');
    values.set('timezone', random.pick(ZONES));
    return cellsOf(source, columns, name => values.get(name) ?? '');
}

const ZONES = ['Europe/Berlin', 'Europe/Berlin', 'Europe/London', 'America/New_York'];

/** The rows of an event: one for each line of an order, one for anything else. `first` numbers rows that have ids. */
export function happeningRows(
    happening: Happening,
    source: DataSource,
    columns: readonly string[],
    at: { readonly zone: Zone; readonly first: number },
): string[][] {
    const shared = new Map(happening.fields);
    shared.set('member', happening.person).set('time', isoTime(happening.at, at.zone)).set('order', happening.order);
    const lines: readonly (MadeLine | undefined)[] = happening.lines.length === 0 ? [undefined] : happening.lines;
    return lines.map((line, index) => {
        const values = line === undefined ? new Map<string, string>() : lineValues(line, index);
        values.set('id', String(at.first + index + 1));
        return cellsOf(source, columns, name => values.get(name) ?? shared.get(name) ?? '');
    });
}

function lineValues({ article, quantity }: MadeLine, index: number): Map<string, string> {
    const price = inHundredths(article.price);
    const amount = inHundredths(article.price * quantity);
    const values = new Map(article.fields);
    values
        .set('sku', article.sku)
        .set('quantity', String(quantity))
        .set('line', String(index + 1));
    values.set('price', price).set('list_price', price).set('amount', amount).set('paid', amount);
    return values.set('cost', inHundredths(article.cost)).set('tax', '19%').set('gift_card', 'no');
}

function cellsOf(source: DataSource, columns: readonly string[], textOf: (field: string) => string): string[] {
    const cells = new Map<string, string>();
    for (const { field, column, negated } of source.columns) {
        const value = textOf(field);
        if (!cells.has(column)) cells.set(column, negated && /[1-9]/.test(value) ? `-${value}` : value);
    }
    for (const filter of source.filters) cells.set(filter.column, passing(filter));
    return columns.map(column => cells.get(column) ?? '');
}
