const quote = 0x22;
const backslash = 0x5c;

/** Whether arrays and objects lie more than `limit` deep in this JSON text. Runs before the parser: twenty million brackets are a gigabyte of arrays. */
export function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case quote:
        index = endOfString(text, index + 1);
        break;
      case 0x5b:
      case 0x7b:
        depth += 1;
        if (depth > limit) return true;
        break;
      case 0x5d:
      case 0x7d:
        depth -= 1;
    }
  }
  return false;
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (end - backslashes > start && text.charCodeAt(end - backslashes - 1) === backslash)
      backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}
