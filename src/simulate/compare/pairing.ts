import type { Day } from '../../base/calendar.ts';
import type { Member } from '../../model/occurrence.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import type { Watcher } from '../simulate.ts';
import type { MemberEnd, PlainMember } from '../tally/tally.ts';
import { programZone } from '../zone.ts';
import { type Account, accountOf, type Books, keepAccount } from './account.ts';
import { type Difference, differenceOf } from './pair.ts';
import { Scales } from './scales.ts';
import { type CountedSums, Sums } from './sums.ts';
import { type CountedTriggers, TriggerPairs } from './trigger-pairs.ts';

/** One member in the old and the new version. */
export interface Paired {
    readonly member: string;
    /** Day of joining, or of what happened first; absent where neither is known. */
    readonly since: Day | undefined;
    readonly difference: Difference;
    /** Minor units, as the old version has it. */
    readonly spend: bigint;
    readonly purchases: number;
    readonly before: Account;
    readonly after: Account;
    /** For each segment, whether the member is in it. */
    readonly segments: readonly boolean[];
}

/** A segment, and the version that says who is in it. */
export interface SegmentAsked {
    readonly name: string;
    readonly title: string;
    readonly side: number;
}

/** Plain data, but for fractions. */
export interface CountedPairs {
    readonly paired: readonly Paired[];
    readonly triggers: CountedTriggers;
    readonly sums: readonly CountedSums[];
}

const NO_DIFFERENCE: Difference = { verdict: 'same', gain: 0n, points: new Map() };

const OLD = 0;
const NEW = 1;

/**
 * Brings together what several versions come to for the same member, whichever is ready first. The first version is
 * the old one, the second the new one, the others have some of the edits: of them only sums are kept.
 */
export class Pairing {
    readonly scales: Scales;
    readonly segments: readonly SegmentAsked[];
    readonly paired: Paired[] = [];
    readonly triggers: TriggerPairs;
    /** By version. */
    readonly sums: readonly Sums[];
    readonly #programs: readonly Program[];
    readonly #books: readonly Books[];
    readonly #scales: readonly Scales[];
    readonly #open = new Map<string, Opened>();
    readonly #onPaired: (paired: Paired) => void;

    /** `programs`: the old version, the new version, and any others. */
    constructor(programs: readonly [Program, Program, ...Program[]], onPaired: (paired: Paired) => void = () => {}) {
        const [before, after] = programs;
        this.#programs = programs;
        this.#books = programs.map(program => ({
            program,
            rewards: new Set(program.rewards.map(({ name }) => name)),
            shared: new Set(),
        }));
        this.#scales = programs.map(program => new Scales(before, program));
        this.#onPaired = onPaired;
        this.scales = new Scales(before, after);
        this.segments = segmentsOf(before, after);
        this.triggers = new TriggerPairs(before, after);
        this.sums = programs.map(() => new Sums());
    }

    /** All that was found out, as plain data. */
    counted(): CountedPairs {
        return { paired: this.paired, triggers: this.triggers.counted(), sums: this.sums };
    }

    /** Adds what another pairing of the same versions has found out of other members, who come after these. */
    add({ paired, triggers, sums }: CountedPairs): void {
        for (const [version, each] of sums.entries()) this.sums[version]?.addAll(each);
        this.triggers.addCounted(triggers);
        for (const each of paired) {
            this.paired.push(each);
            this.#onPaired(each);
        }
    }

    /** Follows a member through the simulation of one of the versions by the interpreter. */
    watch(version: number, member: Member): Watcher {
        const { take, close } = this.follow(version, member);
        const segments = this.#programs[version]?.segments ?? [];
        return {
            take,
            close: (end, timeLine) =>
                close(end, name => {
                    const when = segments.find(segment => segment.name === name)?.when;
                    return when !== undefined && timeLine.holdsNow(when);
                }),
        };
    }

    /** Follows a member through one of the versions. Who closes says whether the member is in a segment at the end. */
    follow(version: number, member: Member): Follower {
        // Every version has its books.
        const books = this.#books[version] as Books;
        const opened = this.#opened(member);
        const keeping = keepAccount(books, account => this.#close(opened, version, account));
        return {
            take: keeping.take,
            close: (end, isIn) => {
                this.#note(opened, version, isIn);
                keeping.close(end);
            },
        };
    }

    /** As `follow`, of a member of plain rows. */
    count(version: number, plain: Omit<PlainMember, 'month'>, isIn: (segment: string) => boolean): void {
        const opened = this.#opened(plain.member);
        this.#note(opened, version, isIn);
        this.#close(opened, version, accountOf(this.#books[version] as Books, plain));
    }

    #opened(member: Member): Opened {
        const opened = this.#open.get(member.id) ?? { member, accounts: [], left: this.#programs.length, segments: [] };
        this.#open.set(member.id, opened);
        return opened;
    }

    #note(opened: Opened, version: number, isIn: (segment: string) => boolean): void {
        for (const [index, { name, side }] of this.segments.entries())
            if (side === version) opened.segments[index] = isIn(name);
    }

    #close(opened: Opened, version: number, account: Account): void {
        opened.accounts[version] = account;
        if (--opened.left === 0) this.#settle(opened);
    }

    #settle({ member: { id, joined }, accounts, segments }: Opened): void {
        this.#open.delete(id);
        const [before, after] = [accounts[OLD] as Account, accounts[NEW] as Account];
        const difference = differenceOf(before, after, this.scales);
        for (const [version, account] of accounts.entries()) {
            const sums = this.sums[version] as Sums;
            sums.add(account, this.#differenceIn(version, before, account, difference));
            if (account !== before && !sameFirings(before.fired, account.fired)) sums.heard++;
        }
        this.triggers.add(before, after);
        const paired: Paired = {
            member: id,
            since: joined ?? this.#dayOf(before.first),
            difference,
            spend: before.revenue,
            purchases: before.purchases,
            before: withoutFired(before),
            after: withoutFired(after),
            segments,
        };
        this.paired.push(paired);
        this.#onPaired(paired);
    }

    /** `known`: of the new version. */
    #differenceIn(version: number, before: Account, account: Account, known: Difference): Difference {
        if (version === OLD) return NO_DIFFERENCE;
        return version === NEW ? known : differenceOf(before, account, this.#scales[version] as Scales);
    }

    #dayOf(first: number | undefined): Day | undefined {
        const [, after] = this.#programs;
        return first === undefined || after === undefined ? undefined : programZone(after).dayAt(first);
    }
}

interface Follower {
    readonly take: (outcome: Outcome) => void;
    readonly close: (end: MemberEnd, isIn: (segment: string) => boolean) => void;
}

interface Opened {
    readonly member: Member;
    readonly accounts: Account[];
    readonly segments: boolean[];
    /** Versions that are not ready. */
    left: number;
}

function sameFirings(a: Account['fired'], b: Account['fired']): boolean {
    if (a.size !== b.size) return false;
    if (a.size === 0) return true;
    return [...a].every(([trigger, occasions]) => {
        const others = b.get(trigger);
        return others?.size === occasions.size && [...occasions].every(occasion => others.has(occasion));
    });
}

const NOTHING_FIRED: Account['fired'] = new Map();

/** There are many members, and firings have been counted. */
const withoutFired = (account: Account): Account =>
    account.fired.size === 0 ? account : { ...account, fired: NOTHING_FIRED };

/** As the old version says; those that only the new one has, as that says. */
function segmentsOf(before: Program, after: Program): SegmentAsked[] {
    const old = new Set(before.segments.map(({ name }) => name));
    return [
        ...before.segments.map(({ name, title }) => ({ name, title, side: OLD })),
        ...after.segments.flatMap(({ name, title }) => (old.has(name) ? [] : [{ name, title, side: NEW }])),
    ];
}
