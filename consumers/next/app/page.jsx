import { answers } from "../../answers.mjs";
import Calculator from "./calculator.jsx";

export const dynamic = "force-dynamic";

export default async function Page() {
  return (
    <main>
      <output id="server">{JSON.stringify(await answers())}</output>
      <Calculator />
    </main>
  );
}
