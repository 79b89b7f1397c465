"use client";
import { useEffect, useState } from "react";
import "yb-wasm/elements";
import { answers } from "../../answers.mjs";

export default function Calculator() {
  const [text, setText] = useState("");
  useEffect(() => {
    answers().then((all) => setText(JSON.stringify(all)));
  }, []);
  return (
    <>
      <output id="client">{text}</output>
      <yb-calculator calculator="yield-drift">…</yb-calculator>
      <yb-calculator calculator="simulation">…</yb-calculator>
    </>
  );
}
