import type { AstNode, CstNode, LangiumDocument } from 'langium';
import { GrammarUtils } from 'langium';
import type { Edit, Finding, Fix } from '../../diagnostics/finding.ts';
import type { Metric } from '../../model/metric.ts';
import type { Ranking } from '../../model/ranking.ts';
import type { Declared, Span } from '../../model/source.ts';
import type { Type } from '../../model/type.ts';
import type { Check } from '../checks/define.ts';
import type { Names } from '../names.ts';
import { documentOf } from '../names.ts';
import type { PieceAt } from '../pieces/anchored.ts';
import { beginningOf } from '../pieces/cst.ts';
import { pieceOf } from '../pieces/piece.ts';
import type { Kept } from './kept.ts';

/** A place of a finding: a node, or one property of it. */
export type Place = AstNode | { readonly node: AstNode; readonly property: string; readonly index?: number } | CstNode;

export interface ReportOptions {
    readonly fixes?: readonly Fix[];
    readonly related?: readonly { readonly message: string; readonly place: Place }[];
}

/** What lowering of one program knows and collects. */
export interface Lowering {
    readonly names: Names;
    /** The file with the program block, or the file that stands alone. */
    readonly root: LangiumDocument;
    /** Files of the program, the root first. */
    readonly documents: readonly LangiumDocument[];
    /** Declarations with a syntax error, which may lack anything: they are not lowered. */
    readonly broken: ReadonlySet<AstNode>;
    /** Code of the first currency. */
    readonly currency: string;
    readonly currencyDecimals: number;
    /** What was lowered before, and is still so. */
    readonly kept: Kept;
    readonly pieceAt: PieceAt;
    readonly findings: Finding[];
    /** Metrics written inline are collected here while expressions are lowered. */
    readonly inlineMetrics: Map<string, Metric>;
    /** Those of segments and tiers, collected while these are lowered. */
    readonly rankings: Ranking[];
    readonly report: <A extends readonly unknown[]>(
        check: Check<A>,
        place: Place,
        args: A,
        options?: ReportOptions,
    ) => void;
}

/** Adds what is reported to a list. */
export function reportTo(findings: Finding[]): Lowering['report'] {
    return (check, place, args, options) => {
        findings.push(findingOf(check, place, args, options));
    };
}

export const moneyIn = (currency: string): Type => ({ kind: 'money', currency });
export const NUMBER: Type = { kind: 'number' };
export const PERCENT: Type = { kind: 'percent' };
export const TRUTH: Type = { kind: 'truth' };

export function spanOf(place: Place): Span {
    const cst = cstOf(place);
    const file = documentOf(nodeOf(place)).uri.toString();
    const start = cst ? beginningOf(cst) : { line: 0, character: 0 };
    return { file, start: cst?.offset ?? 0, end: cst?.end ?? 0, line: start.line, column: start.character };
}

/** The author's words with white space folded. */
export function textOf(place: Place): string {
    return (cstOf(place)?.text ?? '').replace(/\s+/g, ' ').trim();
}

export function findingOf<A extends readonly unknown[]>(
    check: Check<A>,
    place: Place,
    args: A,
    options: ReportOptions = {},
): Finding {
    const cst = cstOf(place);
    const end = cst?.range.end ?? { line: 0, character: 0 };
    return {
        code: check.code,
        severity: check.severity,
        message: check.message(...args),
        span: spanOf(place),
        endLine: end.line,
        endColumn: end.character,
        fixes: options.fixes ?? [],
        related: (options.related ?? []).map(each => ({ message: each.message, span: spanOf(each.place) })),
    };
}

/** An edit that replaces a place by a text. */
export function replace(place: Place, text: string): Edit {
    const span = spanOf(place);
    return { file: span.file, start: span.start, end: span.end, text };
}

export function insertAfter(place: Place, text: string): Edit {
    const span = spanOf(place);
    return { file: span.file, start: span.end, end: span.end, text };
}

export function insertBefore(place: Place, text: string): Edit {
    const span = spanOf(place);
    return { file: span.file, start: span.start, end: span.start, text };
}

/** Removes a place with its line, when nothing else stands on it. */
export function removeLine(place: Place): Edit {
    const span = spanOf(place);
    const text = fileText(nodeOf(place));
    const before = text.slice(0, span.start);
    const lineStart = before.lastIndexOf('\n') + 1;
    const alone = before.slice(lineStart).trim() === '' && /^[ \t]*(\r?\n|$)/.test(text.slice(span.end));
    const lineEnd = text.indexOf('\n', span.end);
    return alone && lineEnd >= 0
        ? { file: span.file, start: lineStart, end: lineEnd + 1, text: '' }
        : { file: span.file, start: span.start, end: span.end, text: '' };
}

/** The text that was read, whatever has been typed meanwhile. */
export function fileText(node: AstNode): string {
    return node.$cstNode?.root.fullText ?? '';
}

export function declared(node: AstNode & { name?: string; title?: string }, fallback = ''): Declared {
    const name = node.name ?? fallback;
    return { name, title: node.title ?? name, doc: docOf(node), span: spanOf({ node, property: 'name' }) };
}

/** Text of the doc comment directly before a declaration, without its markers. */
export function docOf(node: AstNode): string {
    const cst = node.$cstNode;
    if (!cst) return '';
    const text = cst.root.fullText.slice(pieceOf(node)?.place.start ?? 0, cst.offset);
    const match = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(text.slice(-4000));
    if (!match) return '';
    return (match[1] ?? '')
        .split(/\r?\n/)
        .map(line => line.replace(/^\s*\*? ?/, '').trimEnd())
        .join('\n')
        .trim();
}

function nodeOf(place: Place): AstNode {
    if ('$type' in place) return place;
    return 'node' in place ? place.node : place.astNode;
}

function cstOf(place: Place): CstNode | undefined {
    if ('$type' in place) return place.$cstNode;
    if (!('node' in place)) return place;
    return GrammarUtils.findNodeForProperty(place.node.$cstNode, place.property, place.index) ?? place.node.$cstNode;
}
