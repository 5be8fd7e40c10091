// Where the pages lie, and the documents that would like to run.

import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** The program that makes the pages. */
export const BINARY = process.env.LEITONG ?? join(ROOT, "target/release/leitong");

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

const COPIED = [
  "码头东侧那座停用多年的冷库改成了渔具维修站，三位老船工轮流坐班，补网、修桨、换缆绳都只收工本费，登记本上已有二百多户的名字。",
  "镇里的广播站恢复了每天傍晚的天气播报，由气象协理员用本地话念两遍，出海的人说比手机上的图看得明白，风暴前一天全部回了港。",
  "小学后山的梯田交给高年级种油菜和荞麦，收成的一半送到敬老院食堂，另一半磨成面在校庆那天做了饼，家长们排队买了带走。",
];

const OWN: [string, string][] = [
  ["去年冬天雪下得早，公路养护班在两个垭口各备了四十吨防滑料，除雪车凌晨三点出发，天亮以前把通往矿区的十一公里都推了一遍，"
    + "没有一辆班车停运。养护班长在日志里记下每一处暗冰，开春后逐段补了排水沟，又在弯道外侧立了四十二根反光柱。",
  "镇供水站换下了用了二十年的铸铁管，夜里听漏的师傅背着仪器走完了六条巷子，找到十九处暗漏，一个月省下的水够两个村用。"
    + "剩下的老管登记在册，今年分三批更换，工期和停水时间提前七天贴在每个单元门口，电话通知到独居的老人。"],
  ["养老服务中心的厨房装了软食机，牙口不好的老人第一次吃上了不用切碎的红烧肉。护理员每周学一个半天，考核不合格的先跟班再上岗，"
    + "家属可以随时来看排班表。冬至那天，十几个孩子来包饺子，手上的面粉抹了一脸，老人们笑着给他们擦。",
  "集贸市场的电子秤统一检定了两遍，不合格的当场封存，摊主签字后领走备用秤。市场办公室门口放了一台公平秤，买菜的人走过顺手就称，"
    + "三个月里只有两起短秤投诉，都在当天退了钱。下半年还要把鱼行的地面垫高，免得每到雨天积水。"],
];

/** File names and texts: two reports that share three passages, one of them changed, with much between. */
export const STEPS: [string, string][] = OWN.map(([first, second], i) =>
  [`${"甲乙"[i]}镇.txt`, [i ? COPIED[0].replace("工本费", "材料钱") : COPIED[0], first, COPIED[1], second, COPIED[2]].join("\n\n") + "\n"]);

const FORM = "本表由各站在每季度最后一个工作日以前填报，一式两份，一份报送上级主管科室，一份由填报单位留存备查。填报内容应当与台账一致，"
  + "数据有出入的须在备注栏写明原因并由经办人签字。逾期未报的单位，由督查组上门核对当季原始记录，核对结果在下一次例会上通报。";

/** File names and texts: eight reports, each of its own, around one form. */
export const FORMS: [string, string][] = [...OWN.flat(), ...COPIED, SHARED]
  .map((own, i) => [`${i + 1}站.txt`, `${own}\n\n${FORM}\n`]);
