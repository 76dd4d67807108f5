import { formatInstant, type Zone } from '../../base/zone.ts';
import type { TimeLine } from '../../engine/time-line.ts';
import type { StoryDocument, StoryEntry } from '../../model/documents/story.ts';
import type { Member, Occurrence } from '../../model/occurrence.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import { memberZone } from '../zone.ts';
import { Balances } from './balances.ts';
import { linesOf } from './lines.ts';
import { whyTierFell, whyTiersStay } from './tiers.ts';
import { titleOf } from './titles.ts';

export type StoryLine = StoryEntry['lines'][number];

/** What sentences need to know of what was told before. */
export interface Telling {
    readonly program: Program;
    readonly zone: Zone;
    /** When each purchase was, by the id of its occurrence. */
    readonly purchases: ReadonlyMap<string, { readonly at: number; readonly order: string | undefined }>;
    /** What was last said of why a rule did not apply: it is not said again until it changes. */
    readonly refusals: Map<string, string>;
}

/** Makes entries of outcomes: what happened at one moment for one reason is told together. */
export class Narrator {
    readonly #telling: Telling;
    readonly #purchases = new Map<string, { at: number; order: string | undefined }>();
    readonly #balances: Balances;
    readonly #tiers = new Map<string, string>();
    readonly #entries: StoryEntry[] = [];
    #heard: Outcome[] = [];
    /** Why tiers were lost, of what was heard. */
    #falls: StoryLine[] = [];
    #timeLine: TimeLine | undefined;

    constructor(program: Program, member: Member) {
        const zone = memberZone(program, member);
        this.#telling = { program, zone, purchases: this.#purchases, refusals: new Map() };
        this.#balances = new Balances(program);
        for (const { name, tiers } of program.ladders) this.#tiers.set(name, tiers[0]?.name ?? '');
    }

    watch(timeLine: TimeLine): void {
        this.#timeLine = timeLine;
    }

    hear(outcome: Outcome): void {
        const [last] = this.#heard;
        if (last !== undefined && (last.cause !== outcome.cause || last.at !== outcome.at)) this.#tell([]);
        this.#heard.push(outcome);
        if (outcome.kind === 'tier' && this.#timeLine !== undefined) {
            this.#falls.push(...whyTierFell(this.#telling.program, this.#timeLine, outcome));
        }
    }

    /** After an event: what it did not change although one might think so. */
    lookAfter({ id, event, at }: Occurrence): void {
        if (this.#heard[0]?.cause !== id || this.#timeLine === undefined) return;
        this.#tell(event === 'return' ? whyTiersStay(this.#telling.program, this.#timeLine, at) : []);
    }

    entries(): StoryDocument['entries'] {
        this.#tell([]);
        return this.#entries;
    }

    #tell(after: readonly StoryLine[]): void {
        const outcomes = this.#heard;
        const falls = this.#falls;
        [this.#heard, this.#falls] = [[], []];
        const [first] = outcomes;
        if (first === undefined) return;
        for (const outcome of outcomes) this.#note(outcome);
        // What is said of the tier that stays says what is missing to it, too.
        const told = after.length === 0 ? outcomes : outcomes.filter(outcome => !isAboutTiers(outcome));
        const lines = [...linesOf(told, this.#telling), ...falls, ...after];
        if (!outcomes.some(isWorthTelling)) return;
        this.#entries.push({
            at: formatInstant(first.at, this.#telling.zone),
            title: titleOf(outcomes, this.#telling),
            lines,
            balances: this.#balances.now(),
            tiers: Object.fromEntries(this.#tiers),
        });
    }

    #note(outcome: Outcome): void {
        if (outcome.kind === 'posting') this.#balances.add(outcome);
        if (outcome.kind === 'tier') this.#tiers.set(outcome.ladder, outcome.to);
        if (outcome.kind === 'purchase' && outcome.cause !== undefined) {
            this.#purchases.set(outcome.cause, { at: outcome.at, order: outcome.order });
        }
    }
}

const isAboutTiers = (outcome: Outcome): boolean => outcome.kind === 'verdict' && outcome.step === 'tier';

/** A trigger that looked and did nothing is no event in a member's life. */
const isWorthTelling = ({ kind }: Outcome): boolean => kind !== 'verdict' && kind !== 'unknown';
