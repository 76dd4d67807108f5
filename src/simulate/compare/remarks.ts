import type { ComparisonDocument } from '../../model/documents/comparison.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import type { ComparisonRequest } from './compare.ts';

interface Runs {
    readonly before: SimulationDocument;
    readonly after: SimulationDocument;
    readonly request: Pick<ComparisonRequest, 'remarks'>;
}

/** What a reader must know to trust the figures; first, what no replay can know. */
export function remarksOn(
    { members, delta, triggers }: Pick<ComparisonDocument, 'members' | 'delta' | 'triggers'>,
    { before, after, request }: Runs,
): string[] {
    const changed =
        members.same < members.all || !isZero(delta) || triggers.some(({ gained, lost }) => gained + lost > 0);
    return [
        ...(changed ? [BEHAVIOUR] : []),
        ...(after.totals.returns === 0 ? [NO_RETURNS] : []),
        ...request.remarks,
        ...new Set([...before.remarks, ...after.remarks]),
    ];
}

const BEHAVIOUR =
    'Members are taken to do what they did: both versions are run over the same purchases. In truth they would behave differently: who gets more may buy more, who loses a tier may stay away. These figures say what the change does before anyone answers it.';

const NO_RETURNS = 'The data has no returns: what returns would take back is in no figure.';

const isZero = ({ cost, revenue, margin }: ComparisonDocument['delta']): boolean =>
    [cost, revenue, margin].every(({ amount }) => !/[1-9]/.test(amount));
