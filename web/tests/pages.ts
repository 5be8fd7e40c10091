// Where the pages lie, and the documents that would like to run.

import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** Below node_modules, which is nobody's source. */
export const PAGES = join(ROOT, "web/node_modules/.pages");

export function page(name: string, hash = ""): string {
  return pathToFileURL(join(PAGES, name, "index.html")).href + hash;
}

const SHARED = "今年以来，老槐树村的三百二十一户村民自己凑钱把断了八年的引水渠一段一段修通，"
  + "渠首那块刻着光绪年号的石碑也重新立了起来。村里七位退下来的老石匠轮流守夜，怕雨水冲了新砌的护坡。";

const MARKUP = "<script>window.hacked=1</script><img src=x onerror=\"window.hacked=2\">"
  + "<svg/onload=window.hacked=3></script><!--<style>*{display:none}</style>"
  + "<a href=\"javascript:window.hacked=4\">点</a>{{7*7}}${7*7}&lt;b&gt;";

/** File names and texts. */
export const HOSTILE: [string, string][] = [
  ["<img src=x onerror=window.hacked=5>.txt", `石岭镇工作总结\n\n${MARKUP}\n\n${SHARED}\n\n${MARKUP}\n`],
  ["\"onmouseover=\"window.hacked=6.txt", `白塔乡工作总结\n\n${SHARED}\n\n${MARKUP}尾声。\n`],
  ["总结\u202etxt.docx.txt", `\u202e反转的标题\u202c\n\n${SHARED}\u200b\u200b\n\n\u2066隐藏\u2069。\n`],
  ["</script><script>window.hacked=7<&.txt".replace("/", "∕"), `青石镇工作总结\n\n</script>`
    + `<script>window.hacked=8</script>\n\n${SHARED}\n`],
  ["__proto__.txt", `constructor\n\n__proto__ toString ${SHARED}\n`],
];
