import { defineConfig } from "@playwright/test";

// Debian's chromium; the flags keep it from asking for anything but the page.
export default defineConfig({
  testDir: "tests",
  globalSetup: "./tests/setup.ts",
  workers: 1,
  reporter: "list",
  outputDir: "node_modules/.test-results",
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
});
