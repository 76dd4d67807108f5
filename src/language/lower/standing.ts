import type { Expression } from '../../model/expression.ts';
import * as ast from '../generated/ast.ts';
import { TRUTH } from './context.ts';

type Standing = ast.Ladder | ast.Segment | ast.Contract | ast.Journey;

/** Where a member stands: the tier of a ladder, in a segment, under a contract, in a journey. */
export const isStanding = (node: unknown): node is Standing =>
    ast.isLadder(node) || ast.isSegment(node) || ast.isContract(node) || ast.isJourney(node);

export function standing(place: Pick<Expression, 'span' | 'text'>, node: Standing): Expression {
    switch (node.$type) {
        case 'Ladder':
            return { ...place, kind: 'tier', type: { kind: 'tier', ladder: node.name }, ladder: node.name };
        case 'Segment':
            return { ...place, kind: 'segment', type: TRUTH, segment: node.name };
        case 'Contract':
            return { ...place, kind: 'contract', type: TRUTH, contract: node.name };
        case 'Journey':
            return { ...place, kind: 'journey', type: TRUTH, journey: node.name };
    }
}
