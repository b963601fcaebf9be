declare module "htmx.org/dist/htmx.esm.js" {
  const htmx: { onLoad(callback: (part: Element) => void): void };
  export default htmx;
}
