// Makes the pages that the tests open: the sample, and documents that would like to run.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BINARY, FORMS, HOSTILE, PAGES, ROOT, STEPS } from "./pages";

function scan(name: string, input: string, more: string[] = []): void {
  const out = join(PAGES, name);
  execFileSync(BINARY, ["scan", input, "--out", out, "--lang", "zh", ...more],
    { cwd: ROOT, stdio: "ignore" });
}

function write(folder: string, files: [string, string][]): void {
  mkdirSync(join(PAGES, folder), { recursive: true });
  for (const [name, text] of files) writeFileSync(join(PAGES, folder, name), text);
}

export default function setup(): void {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: cargo build --release`);
  rmSync(PAGES, { recursive: true, force: true });
  write("inputs", HOSTILE);
  write("steps-inputs", STEPS);
  write("form-inputs", FORMS);
  scan("sample", join("data", "sample", "reports"), ["--meta", join("data", "sample", "meta.csv")]);
  scan("hostile", join(PAGES, "inputs"));
  scan("steps", join(PAGES, "steps-inputs"));
  scan("form", join(PAGES, "form-inputs"));
}
