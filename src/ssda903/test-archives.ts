import { crc32, deflateRawSync } from 'node:zlib';

interface Packed {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** What the archive says instead of the truth. */
  readonly declared?: number;
  readonly locked?: boolean;
}

/** A zip archive by hand (APPNOTE 6.3.10), so that it can also tell lies. */
export function zipOf(files: readonly Packed[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content, declared, locked } of files) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const name = Buffer.from(path);
    // From the flags to the length of the name, alike in both headers.
    const about = Buffer.alloc(24);
    about.writeUInt16LE(locked ? 0x801 : 0x800, 0);
    about.writeUInt16LE(8, 2);
    about.writeUInt32LE(crc32(bytes), 8);
    about.writeUInt32LE(packed.length, 12);
    about.writeUInt32LE(declared ?? bytes.length, 16);
    about.writeUInt16LE(name.length, 20);
    const local = Buffer.concat([Buffer.from('504b03041400', 'hex'), about, name, packed]);
    const central = Buffer.concat([Buffer.from('504b010214001400', 'hex'), about, Buffer.alloc(14), name]);
    central.writeUInt32LE(offset, 42);
    bodies.push(local);
    directory.push(central);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, listed, end]);
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

interface Book {
  /** The XML of each sheet's rows, by its name. */
  readonly sheets: { readonly [name: string]: string };
  readonly texts?: string;
  /** Custom formats from 164 on; the styles are 0: General, 1: 14 (a day), 2…: these. */
  readonly formats?: readonly string[];
  readonly from1904?: boolean;
  /** Put before the first element of each sheet. */
  readonly prolog?: string;
}

/** A workbook by hand, as Excel lays it out. */
export function workbookOf({ sheets, texts, formats = [], from1904 = false, prolog = '' }: Book): Buffer {
  const names = Object.keys(sheets);
  const list = names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('');
  const links = names
    .map((_, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`)
    .join('');
  const custom = formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code}"/>`).join('');
  const styles = [0, 14, ...formats.map((_, at) => 164 + at)].map((id) => `<xf numFmtId="${id}"/>`).join('');
  return zipOf([
    { path: '[Content_Types].xml', content: '<Types/>' },
    {
      path: 'xl/workbook.xml',
      content: `<workbook ${MAIN} ${RELATED}><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${list}</sheets></workbook>`,
    },
    { path: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${links}</Relationships>` },
    {
      path: 'xl/styles.xml',
      content: `<styleSheet ${MAIN}><numFmts>${custom}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles}</cellXfs></styleSheet>`,
    },
    ...(texts === undefined ? [] : [{ path: 'xl/sharedStrings.xml', content: `<sst ${MAIN}>${texts}</sst>` }]),
    ...names.map((name, at) => ({
      path: `xl/worksheets/sheet${at + 1}.xml`,
      content: `${prolog}<worksheet ${MAIN}><sheetData>${sheets[name]}</sheetData></worksheet>`,
    })),
  ]);
}

/** A row whose cells are texts in place. */
export function textRow(number: number, cells: readonly string[]): string {
  const inside = cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
  return `<row r="${number}">${inside}</row>`;
}
