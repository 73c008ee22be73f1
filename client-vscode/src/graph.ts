/** The stages of a Dockerfile as a graph, in a panel beside it; `dist/graph.js` (view.mts) draws it there. */
import { Uri, ViewColumn, type WebviewPanel, extensions, window } from 'vscode';

let panel: WebviewPanel | undefined;

/** Shows a graph that is given in Mermaid's text, in place of the one before. */
export function showGraph(graph: string): void {
  const dist = Uri.joinPath(extensions.getExtension('dockwright.dockwright')?.extensionUri ?? Uri.file('/'), 'dist');
  const options = { enableScripts: true, localResourceRoots: [dist] };
  if (panel === undefined) {
    const place = { preserveFocus: true, viewColumn: ViewColumn.Beside };
    panel = window.createWebviewPanel('dockwright.stages', 'Stages', place, options);
    panel.onDidDispose(() => { panel = undefined; });
  }
  panel.reveal(undefined, true);
  const { webview } = panel;
  const policy = `default-src 'none'; script-src ${webview.cspSource}; style-src 'unsafe-inline'`;
  const script = webview.asWebviewUri(Uri.joinPath(dist, 'graph.js')).toString();
  webview.html = `<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
    <pre class="mermaid">${graph.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>
    <script src="${script}"></script>`;
}
