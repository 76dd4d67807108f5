import type { Day } from '../base/calendar.ts';
import { formatDate } from '../base/calendar.ts';
import { plural } from '../base/text.ts';
import type { TimeLine } from '../engine/time-line.ts';
import type { ForecastFigures } from '../model/documents/forecast.ts';
import type { LawBreach, SimulationDocument } from '../model/documents/simulation.ts';
import type { Member } from '../model/occurrence.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Program } from '../model/program.ts';
import { accountsOf } from '../model/wallet.ts';
import type { Cell } from './csv.ts';
import { lostGiftRemark, simulationDocument } from './figures/document.ts';
import { forecast } from './forecast/forecast.ts';
import { type Months, monthsOf } from './months.ts';
import { reportedProgram } from './relay.ts';
import { replay } from './replay.ts';
import type { Listener, Replay } from './replay-request.ts';
import { countOutcome, memberRow, noCounts } from './rows/member-row.ts';
import type { Source } from './source.ts';
import { createTallies, openTallies, type Tallies } from './tally/tallies.ts';
import type { MemberEnd, MemberTally } from './tally/tally.ts';
import { programZone } from './zone.ts';

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
    readonly signal?: AbortSignal | undefined;
    /** Every few thousand events. */
    readonly onProgress?: ((done: { readonly events: number; readonly members: number }) => void) | undefined;
    /** Every outcome: of one member in order, of several members in any. */
    readonly onOutcome?: ((outcome: Outcome) => void) | undefined;
    /** Every member where it stands at the end, as a row under `memberColumns`. */
    readonly onMember?: ((row: readonly Cell[]) => void) | undefined;
    /** Called once for each member; what it gives back hears all that happens to this member. */
    readonly watch?: ((member: Member) => Watcher) | undefined;
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
    const { program, source, after } = request;
    const reported = after === undefined ? program : reportedProgram(after.program, program);
    const zone = programZone(program);
    const period = periodOf(request);
    const { from, to } = period ?? { from: 0, to: 0 };
    const months = period === undefined ? NO_MONTHS : monthsOf(from, to, zone);
    const tallies = createTallies(reported, months, { from, to, zone });
    const window = { begins: period && zone.startOfDay(from), until: zone.startOfDay(to + 1) - 1 };
    const { shared, lostGifts } = await replay({
        program,
        source,
        ...window,
        after: after && { program: after.program, until: zone.startOfDay(after.until) },
        signal: request.signal,
        onProgress: request.onProgress,
        open: member => listenerFor(member, { ...request, program: reported }, tallies, months),
    });
    const laws = tallies.laws.figures();
    if (laws.broken.length > 0) return { kind: 'broken laws', ...laws };
    const remarks = [...versionRemark(request), ...lostGiftRemark(lostGifts), ...periodRemark(request)];
    const { dataset, sample } = request;
    const counted = { program: reported, dataset, sample, source, months, tallies, shared, remarks, period };
    const document = simulationDocument(counted);
    const assumed = await forecastOf(request, window);
    return { kind: 'figures', document: assumed === undefined ? document : { ...document, forecast: assumed } };
}

/** Only what is asked for, and only where the program assumes anything. */
async function forecastOf(
    { program, source, after, signal, onProgress, forecast: asked }: SimulationRequest,
    window: Pick<Replay, 'begins' | 'until'>,
): Promise<ForecastFigures | undefined> {
    // Assumptions are about one version.
    if (after !== undefined || asked === undefined || asked.draws === 0 || (program.assumptions ?? []).length === 0)
        return undefined;
    return forecast({ program, source, ...window, signal, onProgress, ...asked });
}

const NO_MONTHS: Months = { names: [], indexOf: () => 0, indexOfDay: () => 0 };

/** First and last local day; undefined where nothing happened. */
function periodOf({ source, until }: SimulationRequest): { readonly from: Day; readonly to: Day } | undefined {
    const { from, to } = source.figures;
    const last = until ?? to;
    if (from === undefined || last === undefined) return undefined;
    return { from, to: Math.max(from, last) };
}

function listenerFor(
    member: Member,
    { program, onOutcome, onMember, watch }: SimulationRequest,
    tallies: Tallies,
    { indexOf }: Months,
): Listener {
    const tally: MemberTally = openTallies(tallies, member);
    const counts = noCounts();
    const watcher = watch?.(member);
    return {
        sink(outcome) {
            tally.take(outcome, indexOf(outcome.at));
            countOutcome(counts, outcome);
            onOutcome?.(outcome);
            watcher?.take(outcome);
        },
        applied: occurrence => tally.hear?.(occurrence),
        close(timeLine) {
            const end = endOf(timeLine, program);
            tally.close(end);
            watcher?.close(end, timeLine);
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

function versionRemark({ program, after }: SimulationRequest): string[] {
    if (after === undefined) return [];
    const [old, now] = [after.program, program].map(({ version }) =>
        version === undefined ? '' : ` of version ${version}`,
    );
    const [last, first] = [after.until - 1, after.until].map(formatDate);
    return [`The old rules${old} held through ${last}, the new ones${now} from ${first} on.`];
}

/** Time went on after the last event: the figures hold what fell due in it. */
function periodRemark({ source, until }: SimulationRequest): string[] {
    const { to } = source.figures;
    if (to === undefined || until === undefined || until === to) return [];
    if (until < to) return [`What happened after ${formatDate(until)} is left out.`];
    return [`The last event is of ${formatDate(to)}; ${plural(until - to, 'more day')} went by without events.`];
}
