/*
 * What Langium's core needs of vscode-languageserver-protocol, from the files that the protocol itself hands on: the
 * build puts this in its place, so that the command line need not load all that an editor could ask.
 */
export { CancellationToken, CancellationTokenSource } from '../node_modules/vscode-jsonrpc/lib/common/cancellation.js';
export { Emitter } from '../node_modules/vscode-jsonrpc/lib/common/events.js';
export { ResponseError } from '../node_modules/vscode-jsonrpc/lib/common/messages.js';

/** Of the protocol's LSPErrorCodes the two that Langium answers with. */
export const LSPErrorCodes = { RequestFailed: -32803, ServerCancelled: -32802 };
