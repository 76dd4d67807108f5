import { type URI, UriUtils } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CONFIG_FILE, isLevel, type SeverityByCode, whyNotSo } from '../diagnostics/severities.ts';
import { dataDiagnostics } from '../history/diagnostics.ts';
import { entries } from '../language/checks/index.ts';
import { LoyaltyDocumentBuilder } from './document-builder.ts';
import { isConfig } from './update-handler.ts';

const ownSeverities: SeverityByCode = new Map();

/** How serious findings are by the `loyalty.config.json` in the folder of a file, or in one above it in the workspace. */
export class ProjectSeverities {
    private readonly shared: LangiumSharedServices;
    private readonly byConfig = new Map<string, Promise<SeverityByCode>>();
    private readonly configs = new Map<string, URI | undefined>();

    constructor(shared: LangiumSharedServices) {
        this.shared = shared;
        shared.lsp.DocumentUpdateHandler.onWatchedFilesChange(({ changes }) => {
            if (changes.some(isConfig)) this.forget();
        });
    }

    async of(file: URI): Promise<SeverityByCode> {
        const config = this.configFor(UriUtils.dirname(file));
        if (config === undefined) return ownSeverities;
        const key = config.toString();
        const known = this.byConfig.get(key) ?? this.read(config);
        this.byConfig.set(key, known);
        return known;
    }

    /** A project says something else now. */
    private forget(): void {
        const { DocumentBuilder } = this.shared.workspace;
        if (DocumentBuilder instanceof LoyaltyDocumentBuilder) DocumentBuilder.checkAllAgain();
        for (const uri of this.byConfig.keys()) this.tell(uri, []);
        this.byConfig.clear();
        this.configs.clear();
    }

    /** Nothing is read outside the workspace. */
    private configFor(folder: URI): URI | undefined {
        const key = folder.toString();
        if (this.configs.has(key)) return this.configs.get(key);
        const folders = this.shared.workspace.WorkspaceManager.workspaceFolders ?? [];
        const isInside = folders.some(({ uri }) => key === uri || key.startsWith(`${uri}/`));
        const path = UriUtils.joinPath(folder, CONFIG_FILE);
        const isHere = isInside && this.shared.workspace.FileSystemProvider.existsSync(path);
        const found = isHere ? path : isInside ? this.configFor(UriUtils.dirname(folder)) : undefined;
        this.configs.set(key, found);
        return found;
    }

    private async read(config: URI): Promise<SeverityByCode> {
        const text = await this.shared.workspace.FileSystemProvider.readFile(config).catch(() => '{}');
        const document = TextDocument.create(config.toString(), 'json', 0, text);
        const settings = settingsIn(text);
        if (settings === undefined) {
            this.tell(config.toString(), [complaint(document, '', `'${CONFIG_FILE}' must be JSON.`)]);
            return ownSeverities;
        }
        const judged = settings.map(([code, level]) => ({ code, level, reason: whyNotSo(known, code, level) }));
        this.tell(
            config.toString(),
            judged.flatMap(({ code, reason }) => (reason === undefined ? [] : [complaint(document, code, reason)])),
        );
        return new Map(
            judged.flatMap(({ code, level, reason }) =>
                reason === undefined && isLevel(level) ? [[code, level] as const] : [],
            ),
        );
    }

    private tell(uri: string, diagnostics: Diagnostic[]): void {
        this.shared.lsp.Connection?.sendDiagnostics({ uri, diagnostics }).catch(console.error);
    }
}

const known = [...entries, ...dataDiagnostics];

/** Codes and what is said of them; undefined where it is no JSON. */
function settingsIn(text: string): readonly (readonly [string, string])[] | undefined {
    try {
        const content: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
        const isObject = typeof content === 'object' && content !== null && 'severities' in content;
        const severities = isObject ? content.severities : undefined;
        if (typeof severities !== 'object' || severities === null) return [];
        return Object.entries(severities).map(([code, level]) => [code, String(level)]);
    } catch {
        return undefined;
    }
}

/** At the code where it stands, else at the start. */
function complaint(document: TextDocument, code: string, message: string): Diagnostic {
    const written = JSON.stringify(code);
    const start = Math.max(0, code === '' ? 0 : document.getText().indexOf(written));
    const end = code === '' ? 0 : start + written.length;
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    return { source: 'loyalty', severity: DiagnosticSeverity.Error, message, range };
}
