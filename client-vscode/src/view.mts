/** Runs in the panel of the graph: draws it in the colours of the editor. */
import mermaid from 'mermaid';

const dark = document.body.classList.contains('vscode-dark') || document.body.classList.contains('vscode-high-contrast');
// The default layout, ELK, would make the panel three times as large.
mermaid.initialize({ layout: 'dagre', startOnLoad: false, securityLevel: 'strict', theme: dark ? 'dark' : 'default' });
void mermaid.run();
