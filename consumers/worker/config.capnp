using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [
    (name = "main.js", esModule = embed "out/main.js"),
    (name = "yb_wasm_bg.wasm", wasm = embed "out/yb_wasm_bg.wasm"),
    (name = "engine_bg.wasm", wasm = embed "out/engine_bg.wasm"),
  ],
  compatibilityDate = "2026-11-01",
);
