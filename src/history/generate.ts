import type { Day } from '../base/calendar.ts';
import { invariant } from '../base/invariant.ts';
import { Random } from '../base/random.ts';
import { type Zone, zoneOf } from '../base/zone.ts';
import type { Dataset } from '../model/dataset.ts';
import type { Program } from '../model/program.ts';
import { type Month, monthsFrom } from './generate/calendar-of-orders.ts';
import { makeCatalogue } from './generate/catalogue.ts';
import { type Behaviour, type Happening, monthOf } from './generate/happenings.ts';
import { mentionedTexts } from './generate/mentioned.ts';
import { type Person, peopleOf } from './generate/people.ts';
import type { Profile } from './generate/profile.ts';
import { happeningRows, memberRow } from './generate/rows.ts';
import { defaultDataset, defaultProgram, type FileShape, shapeOf } from './generate/shape.ts';
import { RowWriter } from './generate/writer.ts';
import { programZone } from './plan.ts';

export interface GenerateRequest {
    /** With a program, its fields, zone, rewards and the texts of its rules shape the data. */
    readonly program?: Program | undefined;
    /** One of the program's: its files and columns are written. Else members.csv, purchases.csv and returns.csv. */
    readonly dataset?: Dataset | undefined;
    readonly folder: string;
    readonly members: number;
    /** Calendar months, the one of `start` included. */
    readonly months: number;
    readonly seed: number;
    readonly profile: Profile;
    readonly start: Day;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((share: number) => void) | undefined;
}

export interface Generated {
    /** Paths relative to the folder. */
    readonly files: readonly { readonly path: string; readonly rows: number }[];
    /** Why nothing was written, as sentences. */
    readonly problems: readonly string[];
}

/**
 * Writes made-up members and what they did. The same request writes the same bytes, on every machine. Existing files
 * are replaced when all are finished. Throws the signal's reason when aborted; then nothing is left behind.
 */
export async function generateData(request: GenerateRequest): Promise<Generated> {
    const { dataset = defaultDataset } = request;
    const world = worldOf(request);
    const shape = shapeOf(dataset, world);
    if (shape.problems.length > 0) return { files: [], problems: shape.problems };
    const writers: RowWriter[] = [];
    try {
        for (const file of shape.files) writers.push(await RowWriter.open(request.folder, file));
        await writeAll(request, world, shape.files, writers);
        for (const writer of writers) await writer.finish();
    } catch (cause) {
        for (const writer of writers) await writer.drop();
        throw cause;
    }
    const files = shape.files.map(({ path }, index) => ({ path, rows: writers[index]?.rows ?? 0 }));
    return { files, problems: [] };
}

/** What of a program shapes its data; without one, what the profile says. */
interface World extends Pick<Program, 'memberFields' | 'itemFields' | 'events' | 'rewards'> {
    readonly zone: Zone;
    readonly mentioned: ReadonlyMap<string, readonly string[]>;
}

function worldOf({ program, profile }: GenerateRequest): World {
    if (program !== undefined) return { ...program, zone: programZone(program), mentioned: mentionedTexts(program) };
    const zone = zoneOf('UTC');
    invariant(zone !== undefined, 'UTC is a time zone');
    const categories = profile.categories.map(({ name }) => name);
    return { ...defaultProgram(categories, profile.channels), zone, mentioned: new Map() };
}

async function writeAll(
    request: GenerateRequest,
    world: World,
    files: readonly FileShape[],
    writers: readonly RowWriter[],
): Promise<void> {
    const { start, profile, members, signal, onProgress } = request;
    const months = monthsFrom(start, request.months, profile);
    const last = months.at(-1);
    const end = last === undefined ? start : last.first + last.days.length;
    const random = new Random(request.seed);
    const personOf = peopleOf({ profile, members, start, end, random });
    const behaviour = behaviourOf(profile, world, files, random);
    await writeMembers({ members, personOf, world }, files, writers);
    const later = new Later(months, end);
    let orders = 0;
    for (const [index, month] of months.entries()) {
        signal?.throwIfAborted();
        for (let person = 0; person < members; person++) later.put(monthOf(personOf(person), month, behaviour));
        orders = later.numberOrders(index, orders);
        await writeHappenings(later.take(index), behaviour, files, writers);
        onProgress?.((index + 1) / months.length);
    }
}

function behaviourOf(profile: Profile, world: World, files: readonly FileShape[], random: Random): Behaviour {
    const { zone, mentioned } = world;
    const purchase = world.events.find(({ name }) => name === 'purchase');
    invariant(purchase !== undefined, 'every program knows purchases');
    const targets = new Set(files.flatMap(file => file.sources.map(source => source.target)));
    const itemFields = world.itemFields.filter(({ builtIn }) => !builtIn);
    return {
        profile,
        zone,
        catalogue: makeCatalogue({ profile, itemFields, mentioned, random: random.fork('catalogue') }),
        purchase,
        others: world.events.filter(({ name }) => targets.has(name) && !MADE_OTHERWISE.has(name)),
        mentioned,
        rewards: world.rewards.map(({ name }) => name),
    };
}

/** Purchases and returns have their own ways; enrolments come from joining. */
const MADE_OTHERWISE = new Set(['purchase', 'return', 'enrolment']);

async function writeMembers(
    people: { readonly members: number; readonly personOf: (index: number) => Person; readonly world: World },
    files: readonly FileShape[],
    writers: readonly RowWriter[],
): Promise<void> {
    const { members, personOf, world } = people;
    for (const [index, file] of files.entries()) {
        for (const source of file.sources.filter(({ target }) => target === 'member')) {
            for (let number = 0; number < members; number++) {
                await writers[index]?.write(memberRow(personOf(number), source, file.columns, world));
            }
        }
    }
}

async function writeHappenings(
    happenings: readonly Happening[],
    behaviour: Behaviour,
    files: readonly FileShape[],
    writers: readonly RowWriter[],
): Promise<void> {
    for (const happening of happenings) {
        for (const [index, file] of files.entries()) {
            const writer = writers[index];
            if (writer === undefined) continue;
            for (const source of file.sources.filter(({ target }) => target === happening.event)) {
                for (const row of happeningRows(happening, source, file.columns, {
                    zone: behaviour.zone,
                    first: writer.rows,
                })) {
                    await writer.write(row);
                }
            }
        }
    }
}

/** What is still to come, by month; what comes after the data is forgotten. */
class Later {
    readonly #months: readonly Month[];
    readonly #end: Day;
    readonly #buckets: Happening[][];

    constructor(months: readonly Month[], end: Day) {
        this.#months = months;
        this.#end = end;
        this.#buckets = months.map(() => []);
    }

    put(happenings: readonly Happening[]): void {
        for (const happening of happenings) {
            if (happening.day >= this.#end) continue;
            const index = this.#months.findLastIndex(month => month.first <= happening.day);
            this.#buckets[index]?.push(happening);
        }
    }

    /** Gives orders their numbers in the order of time, from `next` on, and puts down what comes back of them. */
    numberOrders(index: number, next: number): number {
        const orders = (this.#buckets[index] ?? []).filter(({ event }) => event === 'purchase').sort(byTime);
        let number = next;
        for (const order of orders) {
            order.order = `O${String(++number).padStart(7, '0')}`;
            const { laterReturn } = order;
            if (laterReturn === undefined) continue;
            this.put([{ ...order, ...laterReturn, event: 'return', fields: NO_FIELDS, laterReturn: undefined }]);
        }
        return number;
    }

    /** In the order of time. */
    take(index: number): Happening[] {
        const happenings = this.#buckets[index] ?? [];
        this.#buckets[index] = [];
        return happenings.sort(byTime);
    }
}

const NO_FIELDS: ReadonlyMap<string, string> = new Map();

const byTime = (a: Happening, b: Happening): number =>
    a.at - b.at || (a.person < b.person ? -1 : a.person > b.person ? 1 : a.event < b.event ? -1 : 1);
