/*
 * The HTML report in Chromium.
 *
 *   node report.mjs PROGRAM NPM [SHOTS]
 *
 * Light and dark, Chinese and English, wide and narrow, with script and
 * without, on paper: nothing is asked of a network, nothing is said on the
 * console, axe-core finds no fault, and every finding of the JSON report is
 * there.  A draft that would act does not.  SHOTS is a folder for pictures.
 */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

import { openPage, startChromium } from "./chromium.mjs";

const program = path.resolve(process.argv[2]);
const require = createRequire(path.resolve(process.argv[3], "package.json"));
const shots = process.argv[4];
const CDP = require("chrome-remote-interface");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "../..");

let passed = 0;
const failures = [];

function expect(good, ...what) {
	if (good)
		passed++;
	else
		failures.push(what.map((w) => typeof w === "string" ? w : JSON.stringify(w)).join(" "));
	return good;
}

/* Samples, a draft that suppresses, one that would act, and one not there. */
function writeReports(folder) {
	const drafts = path.join(folder, "drafts");
	fs.mkdirSync(drafts);
	for (const name of ["press.txt", "letter.odt", "post.html"])
		fs.copyFileSync(path.join(root, "samples", name), path.join(drafts, name));
	fs.writeFileSync(path.join(drafts, "suppressed.txt"),
	    "<!-- pingjian-disable-next occupation.woman-marked -- \"片名\" <i> -->\n女司機停車。\n");
	fs.writeFileSync(path.join(drafts, "<img src=x onerror=alert(1)>&\"'.txt"),
	    "<script>alert(1)</script>女司機<img src=\"http://example.org/x.png\" onerror=\"alert(1)\">女強人\n" +
	    "\u202e女司機</mark></li></style><style>*{display:none}</style>\n");
	fs.writeFileSync(path.join(drafts, "empty.txt"), "");
	const reports = {};
	for (const lang of ["zh-TW", "en"]) {
		reports[lang] = path.join(folder, `${lang}.html`);
		const args = ["check", "drafts", "missing.txt", "--lang", lang, "-o", "/dev/null",
		    "--report", `html=${reports[lang]}`, "--report", `json=${folder}/r.json`];
		try {
			execFileSync(program, args, { cwd: folder, stdio: ["ignore", "ignore", "ignore"] });
		} catch (error) {
			expect(error.status === 2, "exit status", error.status ?? String(error));
		}
	}
	const json = JSON.parse(fs.readFileSync(`${folder}/r.json`, "utf8"));
	reports.findings = json.documents.flatMap((d) => d.findings);
	reports.documents = json.documents.length;
	return reports;
}

/* No fault that axe-core calls serious or critical, nor any other. */
async function checkAxe(page, name) {
	await page.run(axe);
	const faults = await page.run(`axe.run(document, { resultTypes: ["violations"] })
	    .then((r) => r.violations.map((v) => [v.impact, v.id, v.nodes[0].html.slice(0, 120)]))`);
	expect(faults.length === 0, name, "axe-core:", faults);
}

/* What the page holds, against the JSON report. */
async function checkContent(page, name, reports) {
	const rules = await page.run(`Array.from(document.querySelectorAll(".finding dl code"), (c) => c.textContent)`);
	expect(JSON.stringify(rules) === JSON.stringify(reports.findings.map((f) => f.rule)), name, "other findings than JSON");
	const marks = await page.run(`Array.from(document.querySelectorAll("blockquote mark"), (m) => m.textContent)`);
	expect(JSON.stringify(marks) === JSON.stringify(reports.findings.map((f) => f.text)), name, "other phrases are marked");
	expect(await page.run(`document.querySelectorAll(".draft").length`) === reports.documents, name, "drafts");
	expect(await page.run(`document.querySelectorAll("script").length`) === 1, name, "scripts");
	expect(await page.run(`document.querySelectorAll("style").length`) === 1, name, "styles");
	expect(await page.run(`document.querySelectorAll("img, link, iframe, object, embed").length`) === 0, name, "loads something");
	expect(await page.run(`Array.from(document.querySelectorAll("*")).every((e) =>
	    Array.from(e.attributes).every((a) => !/^on|^style$/.test(a.name)))`), name, "inline handlers or styles");
	expect(await page.run(`new Set(Array.from(document.querySelectorAll("[id]"), (e) => e.id)).size ===
	    document.querySelectorAll("[id]").length`), name, "an id twice");
	expect(await page.run(`Array.from(document.querySelectorAll('a[href^="#"]')).every((a) =>
	    document.getElementById(a.hash.slice(1)))`), name, "a link leads nowhere");
	expect(await page.run(`document.documentElement.scrollWidth <= document.documentElement.clientWidth`), name, "is wider than the window");
}

const visible = `Array.from(document.querySelectorAll(".finding")).filter((e) => e.checkVisibility())`;

/* Levels and categories come and go; the number shown is told. */
async function checkFilter(page, name, reports) {
	const all = reports.findings.length;
	const errors = reports.findings.filter((f) => f.severity === "error").length;
	const category = reports.findings[0].category;
	const other = reports.findings.filter((f) => f.category !== category).length;
	const toggle = (box) => page.run(`document.querySelector('#filter input[value="${box}"]').click()`);

	expect(await page.run(`document.getElementById("filter").checkVisibility()`), name, "no filter");
	expect(await page.run(`${visible}.length`) === all, name, "not all are shown at first");
	await toggle("error");
	expect(await page.run(`${visible}.length`) === all - errors, name, "filter by level");
	expect((await page.run(`document.querySelector("output").textContent`)).includes(String(all - errors)), name, "number shown");
	await page.run(`document.querySelector("#filter button").click(); new Promise((r) => setTimeout(r, 20))`);
	expect(await page.run(`${visible}.length`) === all, name, "show all");
	await toggle(category);
	expect(await page.run(`${visible}.length`) === other, name, "filter by category");
	expect(await page.run(`Array.from(document.querySelectorAll(".draft")).every((d) => !d.checkVisibility() ||
	    !d.querySelector(".finding") || d.querySelector(".finding:not(.hidden)"))`), name, "a draft without its findings");
	await toggle(category);
}

/* By keyboard: the first stop is the way past the overview; boxes answer. */
async function checkKeyboard(page, name) {
	const press = async (key, code, text) => {
		const event = { key, code: key, windowsVirtualKeyCode: code, text };
		await page.client.Input.dispatchKeyEvent({ type: text ? "keyDown" : "rawKeyDown", ...event });
		await page.client.Input.dispatchKeyEvent({ type: "keyUp", ...event });
	};
	await press("Tab", 9);
	expect(await page.run(`document.activeElement.className`) === "skip", name, "the first stop");
	expect(await page.run(`document.activeElement.getBoundingClientRect().left >= 0`), name, "a stop that is not seen");
	await press("Enter", 13, "\r");
	expect(await page.run(`document.activeElement.id`) === "findings", name, "the way to the findings");
	await page.run(`document.querySelector("#filter input").focus()`);
	await press(" ", 32, " ");
	expect(await page.run(`document.querySelector("#filter input").checked`) === false, name, "a box by keyboard");
	await press(" ", 32, " ");
}

async function shoot(page, name) {
	if (!shots)
		return;
	const { data } = await page.client.Page.captureScreenshot({ captureBeyondViewport: false });
	fs.writeFileSync(path.join(shots, `${name}.png`), Buffer.from(data, "base64"));
}

/* On paper all is shown but what only a screen can do. */
async function checkPaper(page, name) {
	const { data } = await page.client.Page.printToPDF({ printBackground: true, preferCSSPageSize: true });
	const pdf = Buffer.from(data, "base64");
	expect(pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > 20000, name, "no PDF");
	if (shots)
		fs.writeFileSync(path.join(shots, `${name}.pdf`), pdf);
	await page.client.Emulation.setEmulatedMedia({ media: "print" });
	expect(await page.run(`!document.getElementById("filter").checkVisibility()`), name, "a filter on paper");
	expect(await page.run(`${visible}.length === document.querySelectorAll(".finding").length`), name, "findings are missing");
	expect(await page.run(`getComputedStyle(document.body).backgroundColor`) === "rgb(255, 255, 255)", name, "ink on the whole page");
}

const views = [
	{ lang: "zh-TW", dark: false, width: 1280 },
	{ lang: "zh-TW", dark: true, width: 400 },
	{ lang: "en", dark: false, width: 400 },
	{ lang: "en", dark: true, width: 1280 },
	{ lang: "en", dark: false, width: 320 },
];

async function checkView(port, reports, view) {
	const name = `${view.lang}-${view.dark ? "dark" : "light"}-${view.width}`;
	const page = await openPage(CDP, port, reports[view.lang], view);

	await shoot(page, name);
	await checkContent(page, name, reports);
	await checkFilter(page, name, reports);
	await checkKeyboard(page, name);
	if (view.width !== 320)
		await checkAxe(page, name);
	if (view.width === 1280)
		await checkPaper(page, name);
	expect(page.told.length === 0, name, "console:", page.told);
	expect(page.asked.length === 0, name, "asked for", page.asked);
	await page.close();
}

async function checkWithoutScript(port, reports) {
	const page = await openPage(CDP, port, reports["zh-TW"], { script: false });
	await page.client.Emulation.setScriptExecutionDisabled({ value: false });
	expect(await page.run(`${visible}.length`) === reports.findings.length, "without script: findings are missing");
	expect(await page.run(`!document.getElementById("filter").checkVisibility()`), "without script: a filter that does nothing");
	expect(page.asked.length === 0, "without script: asked for", page.asked);
	await page.close();
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pingjian-"));
const browser = await startChromium(CDP);
try {
	const reports = writeReports(folder);
	expect(reports.findings.length > 20, "too few findings to check a report by");
	for (const view of views)
		await checkView(browser.port, reports, view);
	await checkWithoutScript(browser.port, reports);
} finally {
	await browser.stop();
	fs.rmSync(folder, { recursive: true, force: true });
}
for (const failure of failures)
	console.log("browser:", failure);
console.log(`browser: ${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
