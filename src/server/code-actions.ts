import type { LangiumDocument } from 'langium';
import type { CodeActionProvider } from 'langium/lsp';
import {
    type CodeAction,
    CodeActionKind,
    type CodeActionParams,
    type Diagnostic,
    type Range,
} from 'vscode-languageserver';
import type { Edit, Finding } from '../diagnostics/finding.ts';
import type { DataFiles } from './data-files.ts';
import { allFindings } from './findings.ts';
import { workspaceEditOf } from './positions.ts';
import { refactoringKinds } from './refactorings/index.ts';
import { offered, workedOut } from './refactorings/offered.ts';
import type { LoyaltyServerServices } from './services.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.loyalty`;

/** What mends a finding, one by one or all at once, and what rewrites a program. Findings are those of the document now, not those the editor remembers. */
export class LoyaltyCodeActions implements CodeActionProvider {
    static readonly kinds = [...new Set([CodeActionKind.QuickFix, FIX_ALL, ...refactoringKinds])];
    private readonly services: LoyaltyServerServices;

    private readonly files: DataFiles;

    constructor(services: LoyaltyServerServices, files: DataFiles) {
        this.services = services;
        this.files = files;
    }

    async getCodeActions(document: LangiumDocument, { context, range }: CodeActionParams): Promise<CodeAction[]> {
        const findings = await allFindings(this.services, this.files, document);
        const wants = (kind: string): boolean =>
            context.only?.some(only => kind === only || kind.startsWith(`${only}.`)) ?? !kind.startsWith('source.');
        const touched = findings.filter(
            ({ span, endLine }) =>
                span.line <= range.end.line && endLine >= range.start.line && overlaps(document, span, range),
        );
        return [
            ...(wants(CodeActionKind.QuickFix)
                ? touched.flatMap(each => this.quickFixes(each, context.diagnostics))
                : []),
            ...(wants(FIX_ALL) ? this.fixAll(findings) : []),
            ...(await this.refactorings(document, range, wants)),
        ];
    }

    private async refactorings(
        document: LangiumDocument,
        range: Range,
        wants: (kind: string) => boolean,
    ): Promise<CodeAction[]> {
        if (!this.services.editor.Client.resolvesActions) return workedOut(this.services, document, range, wants);
        return offered(this.services, document, range).filter(({ kind = '' }) => wants(kind));
    }

    private quickFixes(finding: Finding, diagnostics: readonly Diagnostic[]): CodeAction[] {
        const mended = diagnostics.filter(each => each.code === finding.code && each.message === finding.message);
        return finding.fixes.flatMap(({ title, edits }, index) => {
            const edit = workspaceEditOf(edits, this.services.shared.workspace.LangiumDocuments);
            if (!edit) return [];
            return [
                {
                    title,
                    kind: CodeActionKind.QuickFix,
                    diagnostics: mended,
                    isPreferred: index === 0 && finding.fixes.length === 1,
                    edit,
                },
            ];
        });
    }

    /** The first fix of each finding, as far as they do not touch the same text. */
    private fixAll(findings: readonly Finding[]): CodeAction[] {
        const chosen: Edit[] = [];
        for (const { fixes } of findings) {
            const edits = fixes[0]?.edits ?? [];
            if (edits.every(edit => chosen.every(other => !collide(edit, other)))) chosen.push(...edits);
        }
        const edit = chosen.length > 0 && workspaceEditOf(chosen, this.services.shared.workspace.LangiumDocuments);
        return edit ? [{ title: 'Mend all that can be mended', kind: FIX_ALL, edit }] : [];
    }
}

function overlaps(document: LangiumDocument, span: Finding['span'], range: CodeActionParams['range']): boolean {
    const start = document.textDocument.offsetAt(range.start);
    const end = document.textDocument.offsetAt(range.end);
    return span.start <= end && span.end >= start;
}

function collide(a: Edit, b: Edit): boolean {
    return a.file === b.file && a.start <= b.end && b.start <= a.end;
}
