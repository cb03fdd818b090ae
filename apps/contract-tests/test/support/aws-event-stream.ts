// https://smithy.io/2.0/aws/amazon-eventstream.html · written apart from the codec that the gateway reads with
import { crc32 } from 'node:zlib';

/** A frame of AWS's event stream: `{"messageStop": {…}}` has its name in a header and the rest for a body. */
export function awsFrame(event: string): Buffer {
  const [[type, payload] = ['', {}]] = Object.entries(JSON.parse(event));
  const headers = Buffer.concat([
    header(':event-type', type),
    header(':content-type', 'application/json'),
    header(':message-type', 'event'),
  ]);
  const body = Buffer.from(JSON.stringify(payload));
  const lengths = Buffer.concat([uint32(headers.length + body.length + 16), uint32(headers.length)]);
  const message = Buffer.concat([lengths, uint32(crc32(lengths)), headers, body]);
  return Buffer.concat([message, uint32(crc32(message))]);
}

function header(name: string, value: string): Buffer {
  const text = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([7]), length, text]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
