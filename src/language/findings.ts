import { type AstNode, type LangiumDocument, type Reference, UriUtils } from 'langium';
import type { Day } from '../base/calendar.ts';
import { currencyDecimals } from '../base/currency.ts';
import { closest, didYouMean } from '../base/did-you-mean.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Program } from '../model/program.ts';
import { importMissing, programMissing, programTwice, unknownName } from './checks/names.ts';
import { unexpected } from './checks/syntax.ts';
import * as ast from './generated/ast.ts';
import { withoutIgnored } from './ignoring.ts';
import { LIBRARY_URI } from './library.ts';
import { findingOf, type Lowering, replace, spanOf } from './lower/context.ts';
import { quoteIfNeeded, writeClosest } from './lower/mend.ts';
import { lowerProgram } from './lower/program.ts';
import { fileOf, importUri, isRelativePath } from './names.ts';
import { type LoyaltyScopeProvider, nameOf } from './scope.ts';
import type { LoyaltyServices } from './services.ts';

/** What one program comes to: all findings of its files, and the program when none of them is an error. */
export interface Analysed {
    readonly findings: readonly Finding[];
    readonly program: Program | undefined;
}

/** Findings of one document alone: syntax, imports, names. */
export function localFindings(services: LoyaltyServices, document: LangiumDocument): readonly Finding[] {
    if (document.uri.toString() === LIBRARY_URI) return [];
    return [...syntaxFindings(document), ...importFindings(services, document), ...nameFindings(services, document)];
}

/** Findings of a program and its files beyond those of each alone, and the program itself. */
export function analyse(services: LoyaltyServices, root: LangiumDocument): Analysed {
    const names = services.loyalty.Names;
    const documents = names.closureOf(root);
    const file = fileOf(root);
    const program = file?.declarations.find(ast.isProgram);
    const findings: Finding[] = documents.flatMap(each => localFindings(services, each));
    const code = program?.clauses.find(ast.isCurrencyClause)?.currencies[0];
    const broken = brokenDeclarations(documents);
    const lowering: Lowering = {
        names,
        broken,
        root,
        documents,
        currency: code?.name ?? 'EUR',
        currencyDecimals:
            code?.decimals === undefined ? (currencyDecimals(code?.name ?? 'EUR') ?? 2) : Number(code.decimals),
        findings,
        inlineMetrics: new Map(),
        rankings: [],
        report: (check, place, args, options) => {
            findings.push(findingOf(check, place, args, options));
        },
    };
    for (const second of file?.declarations.filter(ast.isProgram).slice(1) ?? [])
        lowering.report(programTwice, { node: second, property: 'name' }, [second.name, program?.name ?? '']);
    for (const each of documents.slice(1)) {
        for (const other of fileOf(each)?.declarations.filter(ast.isProgram) ?? [])
            if (program) lowering.report(programTwice, { node: other, property: 'name' }, [other.name, program.name]);
    }
    const local = findings.length;
    const lowered = lowerProgram(lowering, program);
    const stretches = [...broken].map(node => spanOf(node));
    const meant = findings
        .slice(local)
        .filter(
            each =>
                !stretches.some(
                    node => node.file === each.span.file && node.start <= each.span.start && each.span.end <= node.end,
                ),
        );
    const unique = distinct([...findings.slice(0, local), ...meant].filter(each => each.span.file !== LIBRARY_URI));
    return {
        findings: unique,
        program: program && !unique.some(each => each.severity === 'error') ? lowered : undefined,
    };
}

/** Declarations with a syntax error: what their lowering would say is a consequence, and is left out. */
function brokenDeclarations(documents: readonly LangiumDocument[]): ReadonlySet<ast.Declaration> {
    const broken = documents.flatMap(document => {
        const errors = syntaxFindings(document);
        const declarations = errors.length === 0 ? [] : (fileOf(document)?.declarations ?? []);
        return declarations.filter(each => {
            const { start, end } = spanOf(each);
            return errors.some(error => start <= error.span.start && error.span.start <= end);
        });
    });
    return new Set(broken);
}

/** All findings of one document: its own, and those of every program that it is part of; but for those that it ignores. */
export function findingsOf(services: LoyaltyServices, document: LangiumDocument, today?: Day): readonly Finding[] {
    const uri = document.uri.toString();
    if (uri === LIBRARY_URI) return [];
    const roots = services.loyalty.Names.programsOf(document).map(program =>
        services.shared.workspace.LangiumDocuments.all.find(each => fileOf(each)?.declarations.includes(program)),
    );
    const known = roots.filter(root => root !== undefined);
    const analysed = (known.length > 0 ? known : [document]).flatMap(
        root => services.loyalty.Analyses.of(root).findings,
    );
    const missing = known.length === 0 ? withoutProgram(document) : [];
    const own = distinct([...analysed, ...missing]).filter(each => each.span.file === uri);
    return withoutIgnored(own, {
        file: uri,
        text: document.textDocument.getText(),
        positionAt: offset => document.textDocument.positionAt(offset),
        today,
        isWhole: known.length > 0 && analysed.every(each => each.severity !== 'error'),
    });
}

/** A file of no program is told so, once, instead of errors about every unit. */
export function withoutProgram(document: LangiumDocument): readonly Finding[] {
    const file = fileOf(document);
    const first = file?.declarations[0];
    if (!file) return [];
    if (first) return [findingOf(programMissing, first, [])];
    const span = { file: document.uri.toString(), start: 0, end: 0, line: 0, column: 0 };
    const { code, severity } = programMissing;
    return [
        { code, severity, message: programMissing.message(), span, endLine: 0, endColumn: 0, fixes: [], related: [] },
    ];
}

function syntaxFindings(document: LangiumDocument): Finding[] {
    const { parserErrors, lexerReport } = document.parseResult;
    const text = document.textDocument;
    const at = (start: number, end: number, message: string): Finding => {
        const from = text.positionAt(start);
        const to = text.positionAt(end);
        const span = { file: document.uri.toString(), start, end, line: from.line, column: from.character };
        return {
            code: unexpected.code,
            severity: 'error',
            message,
            span,
            endLine: to.line,
            endColumn: to.character,
            fixes: [],
            related: [],
        };
    };
    const lexical = (lexerReport?.diagnostics ?? []).map(each =>
        at(each.offset, each.offset + each.length, each.message),
    );
    const grammatical = parserErrors.map(error => {
        const previous = 'previousToken' in error ? (error.previousToken as typeof error.token | undefined) : undefined; // Chevrotain's mismatch errors carry it
        const found = error.token;
        const elsewhere =
            found.tokenType.name === 'EOF' ||
            (previous?.endLine !== undefined && found.startLine !== undefined && found.startLine > previous.endLine);
        const end = previous?.endOffset;
        if (elsewhere && end !== undefined && !Number.isNaN(end)) return at(end + 1, end + 1, error.message);
        const start = Number.isNaN(found.startOffset) ? text.getText().trimEnd().length : found.startOffset;
        return at(start, start + Math.max(found.image.length, 0), error.message);
    });
    return [...lexical, ...grammatical];
}

function importFindings(services: LoyaltyServices, document: LangiumDocument): Finding[] {
    const file = fileOf(document);
    if (!file) return [];
    return file.imports.flatMap(node => {
        if (!node.path) return [];
        const place = { node, property: 'path' };
        if (!isRelativePath(node.path))
            return [findingOf(importMissing, place, [node.path, ': the path must be relative, with /', ''])];
        const uri = importUri(document.uri, node.path);
        const documents = services.shared.workspace.LangiumDocuments;
        if (uri && documents.hasDocument(uri)) return [];
        const paths = documents.all.map(each => pathBetween(document, each)).filter(path => path !== undefined);
        const fixes = writeClosest(node.path, paths, place, better => `"${better}"`);
        return [findingOf(importMissing, place, [node.path, '', didYouMean(node.path, paths)], { fixes })];
    });
}

/** How one file is written in an import of another. */
function pathBetween(from: LangiumDocument, to: LangiumDocument): string | undefined {
    if (from === to || to.uri.scheme !== from.uri.scheme || to.uri.toString() === LIBRARY_URI) return undefined;
    return UriUtils.relative(UriUtils.dirname(from.uri), to.uri);
}

const wordsFor: Record<string, string> = {
    Unit: 'unit',
    Currency: 'currency',
    Points: 'points',
    EventDecl: 'event',
    Occasion: 'event',
    Happens: 'event',
    Ladder: 'ladder',
    Tier: 'tier',
    Earn: 'earning rule',
    Price: 'price',
    CombinedRule: 'rule',
    BudgetedRule: 'rule',
    Trigger: 'trigger',
    Coupon: 'coupon',
    Reward: 'reward',
    Contract: 'contract',
    EnumValue: 'channel',
    Constant: 'value',
    Field: 'field',
    Person: 'person',
    Segment: 'segment',
    Invariant: 'invariant',
    OrderName: 'order',
    Returned: 'order or reward',
    Quantifiable: 'name',
};

/** References that lead nowhere. One that hangs on another that leads nowhere is left out. */
/** `opened happened`: only an event can have been meant. */
const isHappening = ({ $container, $containerProperty }: AstNode): boolean =>
    ast.isHappened($container) && $containerProperty === 'left';

function nameFindings(services: LoyaltyServices, document: LangiumDocument): Finding[] {
    const scopes = services.references.ScopeProvider;
    const alone = services.loyalty.Names.programsOf(document).length === 0;
    return document.references.flatMap(reference => {
        if (!('ref' in reference) || !reference.error) return [];
        const single: Reference = reference;
        const cst = single.$refNode;
        const info = single.error?.info;
        if (!cst || !info || single.$refText === '') return [];
        const type = services.shared.AstReflection.getReferenceType(info);
        if ((type === 'Unit' || type === 'Currency') && alone && !isPointsLike(single.$refText)) return [];
        if (hangsOnBroken(info.container, info.property)) return [];
        const candidates = (scopes as LoyaltyScopeProvider)
            .candidates(info)
            .filter(each => !isHappening(info.container) || ast.isEventDecl(each))
            .map(nameOf)
            .filter(each => each !== undefined); // ours, see services.ts
        const better = closest(single.$refText, candidates, 1)[0];
        const fixes = better ? [{ title: `Write ${better}`, edits: [replace(cst, quoteIfNeeded(better))] }] : [];
        return [
            findingOf(
                unknownName,
                cst,
                [wordsFor[type] ?? 'name', single.$refText, didYouMean(single.$refText, candidates)],
                { fixes },
            ),
        ];
    });
}

function isPointsLike(text: string): boolean {
    return !/^[A-Z]{3}$/.test(text);
}

function hangsOnBroken(
    node: ast.Expression | { readonly $type: string; readonly $container?: unknown },
    property: string,
): boolean {
    if (ast.isNameRef(node) && property === 'tail') return node.head?.ref === undefined;
    if (ast.isConstantRef(node)) {
        const owner = node.$container;
        const left = ast.isIs(owner) || ast.isInList(owner) || ast.isHas(owner) ? owner.left : undefined;
        if (ast.isNameRef(left)) return left.head?.ref === undefined || left.tail.some(each => each.ref === undefined);
        if (ast.isFieldValue(owner)) return owner.field?.ref === undefined;
    }
    if (ast.isFieldValue(node) && ast.isHappening(node.$container)) return node.$container.event?.ref === undefined;
    return false;
}

function distinct(findings: readonly Finding[]): Finding[] {
    const seen = new Set<string>();
    return findings.filter(each => {
        const key = `${each.span.file}:${each.span.start}:${each.span.end}:${each.code}:${each.message}`;
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
    });
}
