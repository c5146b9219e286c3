// Renders ZPL from standard input with zpl-renderer-js: argv = its folder, width mm, height mm, dots/mm. PNG on standard output.
const [folder, width, height, dpmm] = process.argv.slice(2);
const { ready } = require(folder);
const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", async () => {
  const { api } = await ready;
  const zpl = Buffer.concat(chunks).toString("utf8");
  const png = await api.zplToBase64Async(zpl, Number(width), Number(height), Number(dpmm));
  process.stdout.write(Buffer.from(png, "base64"), () => process.exit(0));
});
