import type { Day } from '../base/calendar.ts';
import { formatDate } from '../base/calendar.ts';
import { plural } from '../base/text.ts';
import type { Shared } from '../engine/shared.ts';
import type { TimeLine } from '../engine/time-line.ts';
import type { CustomerMeasures } from '../model/documents/customers.ts';
import type { LawBreach, SimulationDocument } from '../model/documents/simulation.ts';
import type { Member } from '../model/occurrence.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Program } from '../model/program.ts';
import { accountsOf } from '../model/wallet.ts';
import { BudgetSums } from './budget-sums.ts';
import { countFolded, type EngineChoice, type EngineUsed, NotCompiled } from './count-folded.ts';
import type { CountedCoverage, Coverage } from './coverage/coverage.ts';
import { coverageDocument } from './coverage/document.ts';
import type { Cell } from './csv.ts';
import { lostGiftRemark, simulationDocument } from './figures/document.ts';
import { type CountedDraws, countDraws, forecastOf } from './forecast/forecast.ts';
import { type Frame, frameOf, openTalliesOf } from './frame.ts';
import type { Months } from './months.ts';
import { replay } from './replay.ts';
import type { Listener, Replayed } from './replay-request.ts';
import { countOutcome, memberRow, noCounts } from './rows/member-row.ts';
import type { Source } from './source.ts';
import { addUp } from './tally/adding.ts';
import { addTallies, type CountedTallies, countedTallies, openingOf, type Tallies } from './tally/tallies.ts';
import type { MemberEnd, MemberTally } from './tally/tally.ts';

export interface SimulationRequest {
    readonly program: Program;
    readonly source: Source;
    /** Name of the data, for the reader. */
    readonly dataset: string;
    readonly sample?: { readonly members: number; readonly seed: number } | undefined;
    /** Last local day: what falls due later does not happen. The day of the last event where it is absent. */
    readonly until?: Day | undefined;
    /** The version before, whose rules hold until this local day. */
    readonly after?: { readonly program: Program; readonly until: Day } | undefined;
    /** How often the program's assumptions are drawn, and the seed of the first draw; absent: no forecast. */
    readonly forecast?: { readonly draws: number; readonly seed: number } | undefined;
    /** What runs members; `auto` unless it is said: both come to the same. */
    readonly engine?: EngineChoice | undefined;
    /** Told which one it was. */
    readonly onEngine?: ((used: EngineUsed) => void) | undefined;
    readonly signal?: AbortSignal | undefined;
    /** Every few thousand events. */
    readonly onProgress?: ((done: { readonly events: number; readonly members: number }) => void) | undefined;
    /** Every outcome: of one member in order, of several members in any. */
    readonly onOutcome?: ((outcome: Outcome) => void) | undefined;
    /** Every member where it stands at the end, as a row under `memberColumns`. */
    readonly onMember?: ((row: readonly Cell[]) => void) | undefined;
    /** Watches what each member reaches: all of them are run here, by the interpreter. */
    readonly coverage?: Coverage | undefined;
    /** Called once for each member; what it gives back hears all that happens to this member. */
    readonly watch?: ((member: Member) => Watcher) | undefined;
    /**
     * Members are run elsewhere, part by part, and what was counted of each part is handed over, in the order of
     * members. Only for programs in which nothing is shared, or by code, which refuses where it would matter. Who runs the
     * parts hears outcomes and members.
     */
    readonly inParts?: ((take: (part: CountedPart) => void) => Promise<void>) | undefined;
    /** What is known of the same customers by another version; what it is asked with works it out. */
    readonly customers?: ((work: () => CustomerMeasures) => CustomerMeasures) | undefined;
}

/** What was counted of some members, as plain data. */
export interface CountedPart {
    readonly tallies: CountedTallies;
    readonly draws: CountedDraws | undefined;
    readonly coverage: CountedCoverage | undefined;
    readonly budgets: Shared['state']['budgets'];
}

/** Follows one member through a simulation. */
export interface Watcher {
    readonly take: (outcome: Outcome) => void;
    readonly close: (end: MemberEnd, timeLine: TimeLine) => void;
}

export type SimulationResult =
    | { readonly kind: 'figures'; readonly document: SimulationDocument }
    /** The engine broke its own laws: a bug of ours. There are no figures, as they could be wrong. */
    | { readonly kind: 'broken laws'; readonly checked: number; readonly broken: readonly LawBreach[] };

/** Runs the program over all members and counts. Throws the signal's reason when aborted. */
export async function simulate(request: SimulationRequest): Promise<SimulationResult> {
    const frame = frameOf(request);
    const tallies = openTalliesOf(frame);
    const { shared, lostGifts, draws } = await count(request, frame, tallies);
    const laws = tallies.laws.figures();
    if (laws.broken.length > 0) return { kind: 'broken laws', ...laws };
    const remarks = [...versionRemark(request), ...lostGiftRemark(lostGifts), ...periodRemark(request)];
    const { dataset, sample, source, program, forecast } = request;
    const { reported, months, period } = frame;
    const counted = { program: reported, dataset, sample, source, months, tallies, shared, remarks, period };
    const document = { ...simulationDocument(counted, request.customers), ...coverageOf(request) };
    if (draws === undefined || forecast === undefined) return { kind: 'figures', document };
    return { kind: 'figures', document: { ...document, forecast: forecastOf(draws, { program, ...forecast }) } };
}

function coverageOf({ coverage, program }: SimulationRequest): Pick<SimulationDocument, 'coverage'> {
    if (coverage === undefined) return {};
    return { coverage: coverageDocument([{ program, figures: coverage.figures() }], { of: 'members' }) };
}

/** Runs the program over the members of a source that is a part of a larger one, whose figures it has. */
export async function simulatePart(request: SimulationRequest): Promise<CountedPart> {
    const frame = frameOf(request);
    const tallies = openTalliesOf(frame);
    const { draws, shared } = await count(request, frame, tallies);
    const { budgets } = shared.state;
    return { tallies: countedTallies(tallies), draws, coverage: request.coverage?.counted(), budgets };
}

async function count(
    request: SimulationRequest,
    frame: Frame,
    tallies: Tallies,
): Promise<Replayed & { readonly draws: CountedDraws | undefined }> {
    const { program, source, after, signal, onProgress, inParts } = request;
    if (inParts !== undefined) return countParts(request, inParts, tallies);
    const { zone, begins, until, reported, months } = frame;
    const opening = openingOf(tallies);
    const replayed =
        (await replayedByCode(request, frame, tallies)) ??
        (await replay({
            ...{ program, source, begins, until, signal, onProgress },
            after: after && { program: after.program, until: zone.startOfDay(after.until) },
            open: member => listenerFor(member, { ...request, program: reported }, opening(member), months),
        }));
    const { forecast } = request;
    if (forecast === undefined || !isForecast(request)) return { ...replayed, draws: undefined };
    const draws = await countDraws({ program, source, begins, until, signal, onProgress, ...forecast });
    return { ...replayed, draws };
}

/** `undefined` where the interpreter is to run the members. */
async function replayedByCode(
    request: SimulationRequest,
    frame: Frame,
    tallies: Tallies,
): Promise<Replayed | undefined> {
    const { begins, until, months } = frame;
    const counted = await countFolded(request, { begins, until, months, tallies: () => openTalliesOf(frame) });
    if (counted.kind === 'refused') {
        if (request.engine === 'compiled') throw new NotCompiled(counted.reasons);
        request.onEngine?.({ engine: 'interpreter', reasons: counted.reasons });
        return undefined;
    }
    request.onEngine?.({ engine: 'compiled', reasons: [] });
    addTallies(tallies, countedTallies(counted.tallies));
    return { shared: counted.shared, lostGifts: 0 };
}

async function countParts(
    { program, signal, coverage, engine, onEngine }: SimulationRequest,
    inParts: NonNullable<SimulationRequest['inParts']>,
    tallies: Tallies,
): Promise<Replayed & { readonly draws: CountedDraws | undefined }> {
    let draws: CountedDraws | undefined;
    const budgets = new BudgetSums(program);
    await inParts(part => {
        addTallies(tallies, part.tallies);
        draws = addUp(draws, part.draws);
        budgets.addPart(part.budgets);
        if (part.coverage !== undefined) coverage?.add(part.coverage);
    });
    signal?.throwIfAborted();
    const reasons = budgets.hindrances();
    if (reasons.length > 0) throw new NotCompiled(reasons);
    if (engine === 'compiled') onEngine?.({ engine, reasons });
    return { shared: budgets.shared(), lostGifts: 0, draws };
}

/** Only what is asked for, and only where the program assumes anything. Assumptions are about one version. */
const isForecast = ({ program, after, forecast }: SimulationRequest): boolean =>
    after === undefined && (forecast?.draws ?? 0) > 0 && (program.assumptions ?? []).length > 0;

function listenerFor(
    member: Member,
    { program, onOutcome, onMember, watch, coverage }: SimulationRequest,
    tally: MemberTally,
    { indexOf }: Months,
): Listener {
    const counts = noCounts();
    const watcher = watch?.(member);
    const covering = coverage?.open(undefined);
    return {
        observer: covering?.observer,
        sink(outcome) {
            tally.take(outcome, indexOf(outcome.at));
            countOutcome(counts, outcome);
            onOutcome?.(outcome);
            watcher?.take(outcome);
            covering?.take(outcome);
        },
        applied: occurrence => tally.hear?.(occurrence),
        close(timeLine) {
            const end = endOf(timeLine, program);
            tally.close(end);
            watcher?.close(end, timeLine);
            covering?.close();
            onMember?.(memberRow(member, timeLine, counts, program));
        },
    };
}

function endOf(timeLine: TimeLine, program: Program): MemberEnd {
    const { ladders } = program;
    return {
        points: new Map(accountsOf(program).map(({ name }) => [name, timeLine.ledger(name)])),
        tiers: new Map(ladders.map(({ name }) => [name, timeLine.tier(name)])),
        breaches: timeLine.lawBreaches(),
        checks: timeLine.checks(),
    };
}

function versionRemark({ program, after, forecast }: SimulationRequest): string[] {
    if (after === undefined) return [];
    const [old, now] = [after.program, program].map(({ version }) =>
        version === undefined ? '' : ` of version ${version}`,
    );
    const [last, first] = [after.until - 1, after.until].map(formatDate);
    const held = `The old rules${old} held through ${last}, the new ones${now} from ${first} on.`;
    const isAsked = (forecast?.draws ?? 0) > 0 && (program.assumptions ?? []).length > 0;
    const none = 'No forecast is made of two versions one after the other: simulate the new one alone to have one.';
    return isAsked ? [held, none] : [held];
}

/** Time went on after the last event: the figures hold what fell due in it. */
function periodRemark({ source, until }: SimulationRequest): string[] {
    const { to } = source.figures;
    if (to === undefined || until === undefined || until === to) return [];
    if (until < to) return [`What happened after ${formatDate(until)} is left out.`];
    return [`The last event is of ${formatDate(to)}; ${plural(until - to, 'more day')} went by without events.`];
}
