/** Commands of the editor, as code lenses and menus name them. */
export const commands = {
    /** Arguments: URI of a file; all tests of its program, or of all programs where there is none. */
    runTests: 'loyalty.runTests',
    /** Arguments: URI of the file, title of the test. */
    runTest: 'loyalty.runTest',
    /** Arguments: URI of a file of the program, name of the dataset (its only or first one where there is none). */
    simulate: 'loyalty.simulate',
    cancelSimulation: 'loyalty.cancelSimulation',
    showReport: 'loyalty.showReport',
    saveReport: 'loyalty.saveReport',
    restartServer: 'loyalty.restartServer',
    /** Arguments: URI, position, locations; all as in the Language Server Protocol. */
    showReferences: 'loyalty.showReferences',
    showOutput: 'loyalty.showOutput',
} as const;
