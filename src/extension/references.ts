import * as vscode from 'vscode';

interface Place {
    readonly line: number;
    readonly character: number;
}

interface Location {
    readonly uri: string;
    readonly range: { readonly start: Place; readonly end: Place };
}

/** Shows places that the server has found beside the text. */
export async function showReferences(uri: string, position: Place, locations: readonly Location[]): Promise<void> {
    const place = ({ line, character }: Place) => new vscode.Position(line, character);
    await vscode.commands.executeCommand(
        'editor.action.showReferences',
        vscode.Uri.parse(uri),
        place(position),
        locations.map(
            ({ uri, range }) =>
                new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(place(range.start), place(range.end))),
        ),
    );
}
