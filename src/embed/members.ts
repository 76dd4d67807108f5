import { didYouMean } from '../base/did-you-mean.ts';
import type { Instant } from '../base/zone.ts';
import type { Due } from '../engine/due.ts';
import type { Engine } from '../engine/engine.ts';
import { groupFields } from '../engine/rulebook.ts';
import type { Shared } from '../engine/shared.ts';
import { toSnapshot } from '../engine/snapshot.ts';
import type { TimeLine } from '../engine/time-line.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Program } from '../model/program.ts';
import { accountsOf } from '../model/wallet.ts';
import { rankingsOf } from '../simulate/rankings.ts';
import { TimeOrder } from '../simulate/time-order.ts';
import type { Balance, Effects, ResumeOptions, Upcoming } from './asked.ts';
import { type BasketGiven, type EventGiven, type Given, type MemberGiven, Reader, type When } from './given.ts';
import { type Quote, quoteOf } from './quote.ts';
import { type Refused, type Result, refuse } from './result.ts';
import { identityOf, opened, type SavedMember, type SavedMembers, sealed, unreadable } from './saved.ts';
import { iso, Teller } from './told.ts';

/** The members of a program, as they live: they join, buy, are asked about, and are saved. */
export class Members {
    readonly program: Program;
    readonly #engine: Engine;
    readonly #shared: Shared;
    readonly #begins: Instant;
    readonly #order: TimeOrder;
    readonly #lines = new Map<string, TimeLine>();
    readonly #teller: Teller;
    #events: number;
    #heard: Outcome[] = [];
    #missed = new Set<string>();

    /** @internal Ask `openMembers` or `resumeMembers`. */
    constructor(engine: Engine, shared: Shared, begins: Instant, events: number) {
        this.program = engine.program;
        this.#engine = engine;
        this.#shared = shared;
        this.#begins = begins;
        this.#events = events;
        this.#order = new TimeOrder(rankingsOf(engine.program, shared, { begins, everyone: true }));
        this.#teller = new Teller(engine.program);
    }

    /** Ids of those who are here. */
    get ids(): readonly string[] {
        return [...this.#lines.keys()];
    }

    has(member: string): boolean {
        return this.#lines.has(member);
    }

    /** Somebody becomes known. That alone is no event: feed `enrolment` where rules look at it. */
    join(member: string, given: MemberGiven = {}): Result<object> {
        if (this.#lines.has(member)) return refuse(`There is a member '${member}' already.`);
        const reader = new Reader(this.program);
        const known = reader.member(member, given);
        if (reader.problems.length > 0) return refuse(...reader.problems);
        this.#add(this.#engine.open(known, { ...this.#options(), begins: this.#begins }));
        return { ok: true };
    }

    /** What the program knows of a member changes. Fields that are not named stay. */
    change(member: string, fields: Readonly<Record<string, Given>>, at: When): Result<Effects> {
        const line = this.#lines.get(member);
        if (line === undefined) return this.#unknown(member);
        const reader = new Reader(this.program);
        const [values, instant] = [reader.memberFields(fields), reader.instant(at, `'at'`)];
        for (const group of groupFields({ ...this.program, points: accountsOf(this.program) }))
            if (values.has(group))
                reader.problems.push(`'${group}' changes by the events group_joined and group_left.`);
        if (reader.problems.length > 0) return refuse(...reader.problems);
        return this.#effects(() => {
            this.#order.advance(instant);
            line.change(values, instant);
            this.#order.touch(member);
        });
    }

    /**
     * Something has happened. All that falls due before it happens first, for every member who is here. Feed events in
     * the order of time; one that comes late counts from when it happened, as the program's page on late events says.
     */
    apply(event: EventGiven): Result<Effects> {
        const reader = new Reader(this.program);
        const occurrence = reader.occurrence(event, this.#events);
        if (reader.problems.length > 0) return refuse(...reader.problems);
        if (!this.#lines.has(occurrence.member)) return this.#unknown(occurrence.member);
        this.#events++;
        return this.#effects(() => this.#order.apply(occurrence));
    }

    /** Time goes on until this instant, itself included: points expire, tiers are reviewed, triggers fire. */
    advance(to: When): Result<Effects> {
        const reader = new Reader(this.program);
        const instant = reader.instant(to, 'The time');
        if (reader.problems.length > 0) return refuse(...reader.problems);
        return this.#effects(() => {
            this.#order.advance(instant);
            for (const line of this.#lines.values()) line.advance(instant);
        });
    }

    /** `undefined` where there is no such member, or no points and no wallet of that name. */
    balance(member: string, points: string): Balance | undefined {
        const line = this.#lines.get(member);
        const { wallets = [] } = this.program;
        if (line === undefined || ![...this.program.points, ...wallets].some(({ name }) => name === points))
            return undefined;
        const { available, pending, debt, account } = line.ledger(points);
        const say = (units: bigint): string => this.#teller.points(units, points);
        return {
            available: say(available),
            pending: say(pending),
            debt: say(debt),
            ...(account === undefined ? {} : { group: account }),
        };
    }

    /** `undefined` where there is no such member or ladder. */
    tier(member: string, ladder: string): string | undefined {
        return this.program.ladders.some(({ name }) => name === ladder)
            ? this.#lines.get(member)?.tier(ladder)
            : undefined;
    }

    /** Money that rules have given as credit, and that the member owes for promises not kept. */
    money(member: string): { readonly credit: string; readonly charged: string; readonly paidOut: string } | undefined {
        const line = this.#lines.get(member);
        if (line === undefined) return undefined;
        const say = (minor: bigint): string => this.#teller.money(minor);
        return { credit: say(line.credit()), charged: say(line.charged()), paidOut: say(line.paidOut()) };
    }

    /** What falls due for a member by itself, the next first. Some comes to nothing: a silence that was broken since. */
    upcoming(member: string): readonly Upcoming[] {
        return (this.#lines.get(member)?.dues() ?? []).map(({ at, task }) => ({
            at: iso(at),
            kind: task.kind,
            of: nameIn(task),
        }));
    }

    /** When something happens next by itself, for anybody who is here: the latest time to call `advance`. */
    nextDue(): string | undefined {
        const dues = [...this.#lines.values()].flatMap(line => line.nextDue() ?? []);
        return dues.length === 0 ? undefined : iso(dues.reduce((a, b) => Math.min(a, b)));
    }

    /**
     * What a basket would cost the member at that time, what it would earn, and why; for a time that is not before what
     * has happened. Nothing is changed: ask as often as you like.
     */
    quote(member: string, basket: BasketGiven): Result<{ readonly quote: Quote }> {
        if (!this.#lines.has(member)) return this.#unknown(member);
        const reader = new Reader(this.program);
        const given = { ...basket, id: ' quote', member, event: 'purchase' };
        const occurrence: Occurrence = reader.occurrence(given, this.#events);
        if (reader.problems.length > 0) return refuse(...reader.problems);
        return {
            ok: true,
            quote: quoteOf(occurrence, { engine: this.#engine, shared: this.#shared, lines: this.#lines }),
        };
    }

    /** Everybody who is here, and what members share, as plain JSON. */
    save(): SavedMembers {
        return sealed({
            schema: 'loyalty/members/1' as const,
            program: identityOf(this.program),
            begins: this.#begins,
            events: this.#events,
            shared: toSnapshot(this.#shared.state),
            members: [...this.#lines.values()].map(line => line.snapshot()),
        });
    }

    /** One member by itself, to be kept in a database: `resume` takes it up. */
    saveMember(member: string): Result<{ readonly saved: SavedMember }> {
        const line = this.#lines.get(member);
        if (line === undefined) return this.#unknown(member);
        const content = { schema: 'loyalty/member/1' as const, program: identityOf(this.program), member };
        return { ok: true, saved: sealed({ ...content, state: line.snapshot() }) };
    }

    /** Takes up a member whom `saveMember` wrote down. Who is here already, or of another program, is refused. */
    resume(saved: unknown, options: Pick<ResumeOptions, 'migrate'> = {}): Result<{ readonly member: string }> {
        const state = opened<SavedMember>(saved, 'loyalty/member/1', this.program, options.migrate === true);
        if ('ok' in state) return state;
        if (this.#lines.has(state.member)) return refuse(`The member '${state.member}' is here already.`);
        try {
            const problems = this.take([state.state]);
            return problems.length > 0 ? refuse(...problems) : { ok: true, member: state.member };
        } catch (error) {
            return unreadable(error);
        }
    }

    /** Lets go of a member who was saved. Balances of groups stay with what members share. */
    release(member: string): boolean {
        this.#order.remove(member);
        this.#shared.pools.lines.delete(member);
        return this.#lines.delete(member);
    }

    /** @internal Why not, a sentence each; none where all of them are here now. */
    take(states: SavedMembers['members']): readonly string[] {
        const refused = states.flatMap(state => this.#engine.refuses(state));
        if (refused.length > 0) return [...new Set(refused)];
        for (const state of states) this.#add(this.#engine.resume(state, { ...this.#options(), begins: this.#begins }));
        return [];
    }

    #add(line: TimeLine): void {
        this.#lines.set(line.member, line);
        this.#order.add(line);
    }

    #options() {
        return {
            sink: (outcome: Outcome) => void this.#heard.push(outcome),
            shared: this.#shared,
            gift: (to: string, gift: Parameters<TimeOrder['receive']>[1]) => {
                if (!this.#lines.has(to)) this.#missed.add(to);
                this.#order.receive(to, gift);
            },
            touched: (member: string) => this.#order.touch(member),
        };
    }

    #effects(work: () => void): Result<Effects> {
        this.#heard = [];
        this.#missed = new Set();
        work();
        const outcomes = this.#heard;
        this.#heard = [];
        const happened = outcomes.map(outcome => this.#teller.tell(outcome));
        return { ok: true, happened, outcomes, missed: [...this.#missed] };
    }

    #unknown(member: string): Refused {
        return refuse(
            `There is no member '${member}' here: let them join, or resume them.${didYouMean(member, this.ids)}`,
        );
    }
}

function nameIn(task: Due['task']): string {
    if ('points' in task) return task.points;
    if ('ladder' in task) return task.ladder;
    if ('contract' in task) return task.contract;
    if ('rebate' in task) return task.rebate;
    if ('invariant' in task) return task.invariant;
    return 'sku' in task ? task.sku : task.trigger;
}
