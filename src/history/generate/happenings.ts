import type { Day } from '../../base/calendar.ts';
import type { Random } from '../../base/random.ts';
import type { Instant, Zone } from '../../base/zone.ts';
import type { EventKind } from '../../model/event.ts';
import { type Month, momentIn } from './calendar-of-orders.ts';
import type { Article, Catalogue } from './catalogue.ts';
import type { Person } from './people.ts';
import type { Profile } from './profile.ts';
import { makeValue } from './values.ts';

export interface MadeLine {
    readonly article: Article;
    readonly quantity: number;
}

/** Something that happens to a made-up member. */
export interface Happening {
    readonly event: string;
    readonly person: string;
    readonly at: Instant;
    readonly day: Day;
    readonly lines: readonly MadeLine[];
    /** The author's own fields of the event, as texts. */
    readonly fields: ReadonlyMap<string, string>;
    /** Given in the order of time. */
    order: string;
    /** What comes back of it later. */
    readonly laterReturn: { readonly at: Instant; readonly day: Day; readonly lines: readonly MadeLine[] } | undefined;
}

export interface Behaviour {
    readonly profile: Profile;
    readonly zone: Zone;
    readonly catalogue: Catalogue;
    readonly purchase: EventKind;
    /** Other kinds of events that the data has. */
    readonly others: readonly EventKind[];
    readonly mentioned: ReadonlyMap<string, readonly string[]>;
    /** Names that a redemption can choose among. */
    readonly rewards: readonly string[];
}

/** What a member begins in a month, in no order, with what follows from it by itself, which may come later. */
export function monthOf(person: Person, month: Month, behaviour: Behaviour): Happening[] {
    const random = person.random.fork(`month ${month.first}`);
    const { profile, others } = behaviour;
    const openers = others.filter(kind => !others.some(({ name }) => name === kind.closes));
    const times = (rate: number): undefined[] => Array.from({ length: random.poisson(rate * month.factor) });
    const happenings = [
        ...times(profile.ordersPerMonth * person.activity).map(() => makeOrder(person, month, random, behaviour)),
        ...openers.flatMap(kind =>
            times(profile.otherEvents).map(() => makeOther(kind, person, month, random, behaviour)),
        ),
    ];
    const begun = happenings.filter(({ day }) => day >= person.joined && day < person.leaves);
    return [...begun, ...begun.flatMap(happening => closings(happening, random, behaviour))];
}

function makeOrder(person: Person, month: Month, random: Random, behaviour: Behaviour): Happening {
    const { profile, zone, catalogue, purchase } = behaviour;
    const { day, at } = momentIn(month, profile, zone, random);
    const lines = Array.from({ length: 1 + random.poisson(profile.linesPerOrder - 1) }, () => ({
        article: catalogue.pick(random),
        quantity: 1 + random.poisson(profile.unitsPerLine - 1),
    }));
    const fields = fieldsOf(purchase, day, random, behaviour);
    const laterReturn = random.next() < profile.returnShare ? makeReturn(lines, day, random, behaviour) : undefined;
    return { event: purchase.name, person: person.id, at, day, lines, fields, order: '', laterReturn };
}

/** Some of the lines, each whole or in part. */
function makeReturn(
    lines: readonly MadeLine[],
    bought: Day,
    random: Random,
    behaviour: Behaviour,
): Happening['laterReturn'] {
    const { profile, zone } = behaviour;
    const day = bought + 1 + Math.floor(random.exponential(profile.returnAfterDays));
    const [open, close] = profile.hours;
    const at = zone.toInstant(day, open * 60 + random.int((close - open) * 60));
    const some = lines.filter(() => random.next() < 0.6);
    const back = (some.length === 0 ? lines.slice(0, 1) : some).map(({ article, quantity }) => ({
        article,
        quantity: 1 + random.int(quantity),
    }));
    return { at, day, lines: back };
}

function makeOther(kind: EventKind, person: Person, month: Month, random: Random, behaviour: Behaviour): Happening {
    const { day, at } = momentIn(month, behaviour.profile, behaviour.zone, random);
    const fields = new Map(fieldsOf(kind, day, random, behaviour));
    if (kind.name === 'redemption' && behaviour.rewards.length > 0) {
        fields.set('reward', random.pick(behaviour.rewards)).set('times', '1');
    }
    return { event: kind.name, person: person.id, at, day, lines: [], fields, order: '', laterReturn: undefined };
}

/** What closes an event comes within three days, but for one in ten that stays open. */
function closings(opened: Happening, random: Random, behaviour: Behaviour): Happening[] {
    const kinds = behaviour.others.filter(kind => kind.closes === opened.event && random.next() >= 0.1);
    return kinds.map(kind => {
        const at = opened.at + 60_000 * (5 + random.int(72 * 60));
        const day = behaviour.zone.dayAt(at);
        const fields = fieldsOf(kind, day, random, behaviour);
        return { ...opened, event: kind.name, at, day, fields, lines: [], laterReturn: undefined };
    });
}

function fieldsOf(kind: EventKind, day: Day, random: Random, { mentioned }: Behaviour): ReadonlyMap<string, string> {
    const own = kind.fields.filter(field => !field.builtIn || field.name === 'score');
    return new Map(
        own.map(({ name, type }) => {
            const texts = mentioned.get(`${kind.name}.${name}`) ?? [];
            return [name, makeValue(name, type, { random, day, mentioned: texts })];
        }),
    );
}
