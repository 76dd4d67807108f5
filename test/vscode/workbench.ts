import type { FrameLocator, Page } from 'playwright-core';

/** What a person does in VS Code, by keyboard: names on screen change less than the page's structure. */

export async function waitForWorkbench(page: Page): Promise<void> {
    await page.locator('.monaco-workbench').waitFor();
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
}

/** Opens a file by name, or a place in it: `coffee.loyalty:12:3`, both from 1. */
export async function openFile(page: Page, place: string): Promise<void> {
    await page.keyboard.press('Control+P');
    await chooseFirst(page, place);
    const [file = place] = place.split(':');
    await page.locator('.tab.active', { hasText: file }).waitFor();
}

/** Runs a command by its title in the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
    await page.keyboard.press('F1');
    await chooseFirst(page, `>${title}`);
}

async function chooseFirst(page: Page, text: string): Promise<void> {
    const quickInput = page.locator('.quick-input-widget');
    await quickInput.locator('input[type=text]').fill(text);
    const name = text.replace(/^>/, '').replace(/:\d+(:\d+)?$/, '');
    await quickInput.locator('.monaco-list-row.focused', { hasText: name }).waitFor();
    await page.keyboard.press('Enter');
    await quickInput.waitFor({ state: 'hidden' });
}

/** Resolves when the editor shows words in at least three colours. */
export async function waitForHighlighting(page: Page): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
        const html = await page.locator('.editor-instance .view-lines').first().innerHTML();
        if (new Set(html.match(/\bmtk\d+\b/g)).size >= 3) return;
        await page.waitForTimeout(100);
    }
    throw new Error('The editor shows its text in fewer than three colours.');
}

/** Puts the cursor on the first place in the active editor that has this text. */
export async function goToText(page: Page, text: string): Promise<void> {
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+F');
    const find = page.locator('.find-widget.visible');
    await find.locator('textarea').first().fill(text);
    await page.keyboard.press('Enter');
    await find.locator('.matchesCount', { hasText: /^\d+ of/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowLeft'); // from the end of the selection to its start
}

/** Shows what the first place with this text says when one points at it. */
export async function hoverText(page: Page, text: string): Promise<void> {
    await goToText(page, text);
    await runCommand(page, 'Show or Focus Hover');
    await page.locator('.monaco-hover:visible .hover-contents').first().waitFor();
}

export async function openProblems(page: Page): Promise<void> {
    await runCommand(page, 'Problems: Focus on Problems View');
    await page.locator('.markers-panel-container').waitFor();
}

/** What a panel of the extension shows: VS Code keeps it in a frame within a frame. */
export function webviewContent(page: Page): FrameLocator {
    return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}
