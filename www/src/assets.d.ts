declare module "*.css" {
  const text: string;
  export default text;
}

declare module "yb-wasm/wasm" {
  const address: string;
  export default address;
}
