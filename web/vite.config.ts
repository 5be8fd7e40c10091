import { defineConfig } from "vite";

// One script and one style with fixed names: the program embeds them and allows them by their hash.
export default defineConfig({
  build: {
    outDir: "../src/report/html",
    emptyOutDir: false,
    target: "es2020",
    modulePreload: false,
    cssCodeSplit: false,
    rollupOptions: {
      input: "src/main.tsx",
      output: {
        format: "iife",
        entryFileNames: "viewer.js",
        assetFileNames: "viewer.[ext]",
      },
    },
  },
});
