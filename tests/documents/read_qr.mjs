// Reads a grey picture, a byte a pixel, from standard input as a page with jsQR does and writes what its QR code says.
// node read_qr.mjs <path of jsQR> <width> <height>
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [path, width, height] = process.argv.slice(2);
const { default: jsQR } = createRequire(import.meta.url)(path);
const coloured = Uint8ClampedArray.from(readFileSync(0)).reduce((pixels, grey, place) => {
  pixels.set([grey, grey, grey, 255], 4 * place);
  return pixels;
}, new Uint8ClampedArray(4 * width * height));
process.stdout.write(jsQR(coloured, Number(width), Number(height))?.data ?? "");
