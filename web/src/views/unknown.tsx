// An address that names nothing on this page.

import type { JSX } from "preact";
import { w } from "../words";

export function Unknown(): JSX.Element {
  return <><h1>{w("ui.title")}</h1><p class="banner">{w("ui.unknown-place")}</p></>;
}
