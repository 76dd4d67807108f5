import { type AstNode, type LangiumDocument, URI, UriUtils } from 'langium';
import type { Day } from '../base/calendar.ts';
import { currencyDecimals } from '../base/currency.ts';
import { didYouMean } from '../base/did-you-mean.ts';
import { atOnce, type Steps } from '../base/steps.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Program } from '../model/program.ts';
import { importMissing, programMissing, programTwice } from './checks/names.ts';
import * as ast from './generated/ast.ts';
import { followsFromHalf } from './half-declared.ts';
import { withoutIgnored } from './ignoring.ts';
import { LIBRARY_URI } from './library.ts';
import { findingOf, type Lowering, reportTo, spanOf } from './lower/context.ts';
import { Kept } from './lower/kept.ts';
import { writeClosest } from './lower/mend.ts';
import { lowerProgram } from './lower/program.ts';
import { nameFindings } from './name-findings.ts';
import { declarationsOf, documentOf, fileOf, importUri, isRelativePath, type Names } from './names.ts';
import { pieceAt, piecesOf } from './pieces/parser.ts';
import type { LoyaltyServices } from './services.ts';
import { brokenDeclarations, syntaxFindings } from './syntax-findings.ts';

/** What one program comes to: all findings of its files, and the program when none of them is an error. */
export class Analysed {
    readonly findings: readonly Finding[];
    /** As `program`, but of all places in it only those in datasets are sure to be those of now: it is there at once. */
    readonly draft: () => Program | undefined;
    private readonly whole: () => Program | undefined;
    private readonly byFile: ReadonlyMap<string, readonly Finding[]>;
    private made: Program | undefined;
    private noError: boolean | undefined;

    constructor(findings: readonly Finding[], draft: () => Program | undefined, whole = draft) {
        this.findings = findings;
        this.draft = draft;
        this.whole = whole;
        this.byFile = Map.groupBy(findings, ({ span }) => span.file);
    }

    /** Made when it is first asked for. */
    get program(): Program | undefined {
        this.made ??= this.whole();
        return this.made;
    }

    get hasNoError(): boolean {
        this.noError ??= this.findings.every(({ severity }) => severity !== 'error');
        return this.noError;
    }

    findingsIn(file: string): readonly Finding[] {
        return this.byFile.get(file) ?? [];
    }
}

/** Findings of one document alone: syntax, imports, names. */
export function localFindings(services: LoyaltyServices, document: LangiumDocument, lowering: Lowering): void {
    if (document.uri.toString() === LIBRARY_URI) return;
    lowering.findings.push(...syntaxFindings(document), ...importFindings(services, document));
    for (const piece of piecesOf(document)) {
        if (piece.hasErrors)
            lowering.kept.lower(lowering, piece, 'names', own => nameFindings(services, document, piece, own));
    }
}

/** Findings of a program and its files beyond those of each alone, and the program itself. */
export function* analyse(services: LoyaltyServices, root: LangiumDocument, kept: Kept): Steps<Analysed> {
    const documents = services.loyalty.Names.closureOf(root);
    const file = fileOf(root);
    const [program, ...further] = file ? declarationsOf(file, 'Program') : [];
    const lowering = loweringOf(services, root, kept);
    const { findings, broken } = lowering;
    kept.begin(`${lowering.currency} ${lowering.currencyDecimals}`);
    for (const document of documents) {
        localFindings(services, document, lowering);
        yield;
    }
    for (const second of further)
        lowering.report(programTwice, { node: second, property: 'name' }, [second.name, program?.name ?? '']);
    for (const each of documents.slice(1).map(fileOf)) {
        for (const other of each ? declarationsOf(each, 'Program') : [])
            if (program) lowering.report(programTwice, { node: other, property: 'name' }, [other.name, program.name]);
    }
    const local = findings.length;
    const lowered = yield* lowerProgram(lowering, program);
    yield;
    const isMeant = outside(broken);
    const isNews = followsFromHalf(services, documents, broken);
    const all = findings.filter((each, index) => (index < local || isMeant(each)) && isNews(each));
    yield;
    const unique = distinct(all.filter(each => each.span.file !== LIBRARY_URI));
    yield;
    const isWhole = program && !unique.some(each => each.severity === 'error');
    if (!isWhole) return new Analysed(unique, () => undefined);
    return new Analysed(unique, lowered, kept.hasOld ? () => wholeProgram(services, root, program) : lowered);
}

function wholeProgram(services: LoyaltyServices, root: LangiumDocument, program: ast.Program): Program {
    return atOnce(lowerProgram(loweringOf(services, root, new Kept()), program))();
}

/** What is said within a declaration that could not be read follows from that. */
export function outside(broken: ReadonlySet<AstNode>): (finding: Finding) => boolean {
    const stretches = [...broken].map(node => spanOf(node));
    return ({ span }) =>
        !stretches.some(node => node.file === span.file && node.start <= span.start && span.end <= node.end);
}

export function loweringOf(services: LoyaltyServices, root: LangiumDocument, kept: Kept): Lowering {
    const names = services.loyalty.Names;
    const documents = names.closureOf(root);
    const file = fileOf(root);
    const [program] = file ? declarationsOf(file, 'Program') : [];
    const code = program?.clauses.find(ast.isCurrencyClause)?.currencies[0];
    const currency = code?.name ?? 'EUR';
    const findings: Finding[] = [];
    return {
        names,
        broken: brokenDeclarations(documents),
        root,
        documents,
        currency,
        currencyDecimals: code?.decimals === undefined ? (currencyDecimals(currency) ?? 2) : Number(code.decimals),
        kept,
        pieceAt: (uri, offset) =>
            pieceAt(services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri)), offset),
        findings,
        inlineMetrics: new Map(),
        rankings: [],
        report: reportTo(findings),
    };
}

/** The files of the programs that a file is part of; itself where it stands alone. */
export function rootsOf(names: Names, document: LangiumDocument): readonly LangiumDocument[] {
    const roots = names.programsOf(document).map(documentOf);
    return roots.length > 0 ? roots : [document];
}

/** All findings of one document: its own, and those of every program that it is part of; but for those that it ignores. */
export function findingsOf(services: LoyaltyServices, document: LangiumDocument, today?: Day): readonly Finding[] {
    const uri = document.uri.toString();
    if (uri === LIBRARY_URI) return [];
    const roots = services.loyalty.Names.programsOf(document).map(documentOf);
    const analysed = rootsOf(services.loyalty.Names, document).flatMap(root =>
        services.loyalty.Analyses.of(root).findingsIn(uri),
    );
    const missing = roots.length === 0 ? withoutProgram(document) : [];
    const own = roots.length > 1 ? distinct(analysed) : [...analysed, ...missing];
    const isWhole = roots.length > 0 && roots.every(root => services.loyalty.Analyses.of(root).hasNoError);
    return withoutRemarked(own, document, today, isWhole);
}

/** But for those that the text itself says to ignore. */
export function withoutRemarked(
    findings: readonly Finding[],
    document: LangiumDocument,
    today: Day | undefined,
    isWhole: boolean,
): readonly Finding[] {
    return withoutIgnored(findings, {
        file: document.uri.toString(),
        text: document.parseResult.value.$cstNode?.root.fullText ?? '',
        positionAt: offset => document.textDocument.positionAt(offset),
        today,
        isWhole,
    });
}

/** A file of no program is told so, once, instead of errors about every unit. */
function withoutProgram(document: LangiumDocument): readonly Finding[] {
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

function importFindings(services: LoyaltyServices, document: LangiumDocument): Finding[] {
    const file = fileOf(document);
    // Most files import what is there.
    if (!file || services.loyalty.Names.importsOf(document).length === file.imports.length) return [];
    return file.imports.flatMap(node => {
        if (!node.path) return [];
        const place = { node, property: 'path' };
        if (!isRelativePath(node.path))
            return [findingOf(importMissing, place, [node.path, ': the path must be relative, with /', ''])];
        const uri = importUri(document.uri, node.path);
        const documents = services.shared.workspace.LangiumDocuments;
        if (uri && documents.hasDocument(uri)) return [];
        // Of names that are equally near always the same one, in whatever order files came to be known.
        const paths = documents.all
            .toArray()
            .flatMap(each => pathBetween(document, each) ?? [])
            .toSorted();
        const fixes = writeClosest(node.path, paths, place, better => `"${better}"`);
        return [findingOf(importMissing, place, [node.path, '', didYouMean(node.path, paths)], { fixes })];
    });
}

/** How one file is written in an import of another. */
function pathBetween(from: LangiumDocument, to: LangiumDocument): string | undefined {
    if (from === to || to.uri.scheme !== from.uri.scheme || to.uri.toString() === LIBRARY_URI) return undefined;
    return UriUtils.relative(UriUtils.dirname(from.uri), to.uri);
}

export function distinct(findings: readonly Finding[]): Finding[] {
    const seen = new Set<string>();
    return findings.filter(each => {
        const key = `${each.span.file}:${each.span.start}:${each.span.end}:${each.code}:${each.message}`;
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
    });
}
