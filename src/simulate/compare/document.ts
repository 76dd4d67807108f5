import { Rational } from '../../base/rational.ts';
import type {
    ComparisonDocument,
    GoalDelta,
    TopMember,
    TwoStories,
    VersionFigures,
} from '../../model/documents/comparison.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import { money, unitsText } from '../figures/text.ts';
import { attributed, type Switches } from './attribution.ts';
import { breakdownsOf } from './breakdowns.ts';
import type { ComparedVersion, ComparisonRequest } from './compare.ts';
import type { Edit } from './difference/edits.ts';
import { sayEdit } from './difference/words.ts';
import { comparedTotals, deltaOf, minorOf } from './figures.ts';
import { gainFigures, type Measure, measureOf } from './gains.ts';
import { mergedNames } from './merged.ts';
import type { Paired, Pairing } from './pairing.ts';
import { byGain, byLoss, gainSign, type Ranking } from './ranking.ts';
import { remarksOn } from './remarks.ts';
import type { Scales } from './scales.ts';
import { tierMoves } from './tier-moves.ts';
import { Top } from './top.ts';

/** All that was found out. */
export interface Compared {
    readonly request: ComparisonRequest;
    readonly edits: readonly Edit[];
    readonly switches: Switches;
    /** By version: the old one, the new one, those with some of the edits. */
    readonly documents: readonly SimulationDocument[];
    readonly pairing: Pairing;
    readonly stories: ReadonlyMap<string, TwoStories>;
}

const OLD = 0;
const NEW = 1;

export function comparisonDocument(compared: Compared): ComparisonDocument {
    const { request, edits, switches, documents, pairing } = compared;
    const [before, after] = [documents[OLD] as SimulationDocument, documents[NEW] as SimulationDocument];
    const { scales, sums } = pairing;
    const program = request.new.program;
    const totals = {
        old: comparedTotals(before, sums[OLD] ?? NOTHING, request.old.program),
        new: comparedTotals(after, sums[NEW] ?? NOTHING, program),
    };
    const delta = deltaOf(totals.old, totals.new, scales);
    const total = totalGain(minorOf(delta.cost, program), scales.amountOf(sums[NEW]?.gain ?? 0n), program);
    const measure = measureOf(pairing.paired, scales, program, total);
    const counted = sums[NEW];
    const outturns = documents.map((document, version) => ({
        cost: minorOf(document.totals.cost, program),
        document,
        sums: sums[version] as (typeof sums)[number],
    }));
    const say = (edit: Edit) => sayEdit(edit, { old: request.old.texts, new: request.new.texts });
    const { edits: figures, interaction } = attributed(edits, switches, outturns, { scales, program, say });
    const members = { all: counted?.all ?? 0, ...(counted?.members ?? { same: 0, better: 0, worse: 0, mixed: 0 }) };
    const document = {
        schema: 'loyalty/comparison/1' as const,
        old: versionOf(request.old),
        new: versionOf(request.new),
        data: after.data,
        members,
        delta,
        totals,
        gains: gainFigures(pairing.paired, measure),
        breakdowns: breakdownsOf({ program, paired: pairing.paired, scales, segments: pairing.segments, total }),
        tiers: tiersOf(before, after, scales),
        tierMoves: tierMoves(pairing.paired, scales),
        triggers: pairing.triggers.figures(),
        edits: figures,
        ...(interaction === undefined ? {} : { interaction }),
        goals: goalsOf(before, after),
        top: {
            winners: topOf(compared, measure, byGain(scales), 1),
            losers: topOf(compared, measure, byLoss(scales), -1),
        },
        conditions: [],
    };
    return { ...document, remarks: remarksOn(document, { before, after, request }) };
}

const NOTHING = { credit: 0n, apart: 0n };

/**
 * What the gains of all members come to: the difference in cost, which is rounded in several places. Where points are
 * lost on their way from member to member it is more than that; then it is what the gains come to by themselves.
 */
function totalGain(cost: bigint, gain: Rational, { currency, points }: Program): bigint {
    const exact = gain.toUnits(currency.decimals, 'half up');
    const off = cost > exact ? cost - exact : exact - cost;
    return off <= BigInt(ROUNDINGS * (points.length + 1)) ? cost : exact;
}

/** Of one kind of points in both versions. */
const ROUNDINGS = 8;

function versionOf({ program, label }: ComparedVersion): VersionFigures {
    const { name, title, version, currency, files } = program;
    return {
        name,
        title,
        ...(version === undefined ? {} : { version }),
        currency: currency.code,
        label,
        file: files[0] ?? '',
    };
}

function tiersOf(before: SimulationDocument, after: SimulationDocument, scales: Scales): ComparisonDocument['tiers'] {
    return Object.fromEntries(
        scales.ladders.map(ladder => [ladder, { old: before.tiers[ladder] ?? {}, new: after.tiers[ladder] ?? {} }]),
    );
}

function goalsOf(before: SimulationDocument, after: SimulationDocument): GoalDelta[] {
    const find = ({ goals }: SimulationDocument, name: string) => goals.find(goal => goal.name === name);
    const names = mergedNames(
        before.goals.map(({ name }) => name),
        after.goals.map(({ name }) => name),
    );
    return names.map(name => {
        const [old, fresh] = [find(before, name), find(after, name)];
        return {
            name,
            text: fresh?.text ?? old?.text ?? '',
            ...(fresh?.place === undefined ? {} : { place: fresh.place }),
            ...(old === undefined ? {} : { old: { status: old.status, actual: old.actual } }),
            ...(fresh === undefined ? {} : { new: { status: fresh.status, actual: fresh.actual } }),
        };
    });
}

const TOP = 10;

function topOf({ request, pairing, stories }: Compared, measure: Measure, ranking: Ranking, sign: number): TopMember[] {
    const { scales, paired } = pairing;
    const top = new Top(TOP, ranking);
    for (const each of paired) if (Math.sign(gainSign(each, scales)) === sign) top.add(each);
    return top.best().map(each => topMember(each, { request, scales, measure, story: stories.get(each.member) }));
}

interface Telling {
    readonly request: ComparisonRequest;
    readonly scales: Scales;
    readonly measure: Measure;
    readonly story: TwoStories | undefined;
}

function topMember(paired: Paired, { request, scales, measure, story }: Telling): TopMember {
    const { member, before, after, spend } = paired;
    const { program } = request.new;
    const both = <T>(of: (account: typeof before, side: 'old' | 'new') => T) => ({
        old: of(before, 'old'),
        new: of(after, 'new'),
    });
    return {
        member,
        gain: unitsText(
            Rational.of(measure.of(paired), measure.parts).toUnits(measure.decimals, 'half up'),
            measure.decimals,
        ),
        money: both(({ money: given, rewards }) => money(given + rewards, program)),
        points: Object.fromEntries(
            scales.points.map(name => [
                name,
                both((account, side) =>
                    Rational.fromUnits(scales.units(name, account.points, side), scales.decimalsOf(name)).toDecimal(),
                ),
            ]),
        ),
        tiers: Object.fromEntries(scales.ladders.map(ladder => [ladder, both(({ tiers }) => tiers.get(ladder) ?? '')])),
        spend: money(spend, program),
        ...(story === undefined ? {} : { story }),
    };
}
