import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import type { Chart, Document } from './document.ts';
import { figureSvg, plain } from './figure.ts';

const ROOMS = dirname(dirname(fileURLToPath(import.meta.url)));
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(ROOMS), { autoescape: true });

/** The drawing of a chart for a page; what the macros of views/document.njk ask for. */
export function chartSvg({ figure, words }: Chart): string {
  return figureSvg(figure, words);
}

/**
 * Writes a document as one web page that needs nothing else: no script, no picture or letters from elsewhere. Every text
 * is escaped.
 */
export function writeWebPage(document: Document): Buffer {
  const html = environment.render('documents/views/page.njk', { document, figures: chartSvg, style: STYLE });
  return Buffer.from(plain(html));
}

const STYLE = `
:root{color:#0b0c0c;background:#fff;font:1.0625rem/1.5 Arial,Helvetica,sans-serif}
body{margin:0}main{max-width:60rem;margin:0 auto;padding:1rem}
h1{font-size:2rem;line-height:1.2;margin:1rem 0}h2{font-size:1.5rem;margin:2.5rem 0 1rem;border-top:1px solid #b1b4b6;padding-top:1rem}
h3{font-size:1.1875rem;margin:1.5rem 0 .5rem}p,li,dd{max-width:44rem}.lead{font-size:1.1875rem}
a{color:#1a5fb4}a:focus{outline:3px solid #ffdd00;background:#ffdd00;color:#0b0c0c}
.skip{position:absolute;left:-999rem}.skip:focus{position:static}
nav ul{list-style:none;padding:0}nav li{margin:.25rem 0}
.hw-documents-text{white-space:pre-line}
.hw-documents-table{overflow-x:auto;margin:1rem 0 1.5rem}.hw-documents-table:focus{outline:3px solid #ffdd00}
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.5rem 1rem .5rem 0;border-bottom:1px solid #b1b4b6}
.hw-documents-chart{margin:1rem 0}.hw-documents-drawing{overflow-x:auto}.hw-documents-drawing:focus{outline:3px solid #ffdd00}
svg{max-width:100%;min-width:32rem;height:auto;display:block;width:40rem}figcaption{margin-top:.5rem}
dl div{border-bottom:1px solid #b1b4b6;padding:.5rem 0}dt{font-weight:bold}dd{margin:0}
@media print{nav,.skip{display:none}main{max-width:none}}
`;
