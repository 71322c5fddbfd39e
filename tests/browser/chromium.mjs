/* Chromium without a window, told what to do by its DevTools protocol. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/* A number, since a bare machine may not know the name localhost. */
const host = "127.0.0.1";

/* The port that Chromium chose, from the file that it writes. */
async function readPort(folder, browser) {
	const file = path.join(folder, "DevToolsActivePort");
	for (let i = 0; i < 200; i++) {
		if (browser.exitCode !== null)
			throw new Error(`chromium ended with ${browser.exitCode}`);
		if (fs.existsSync(file)) {
			const port = Number(fs.readFileSync(file, "utf8").split("\n")[0]);
			if (port > 0)
				return port;
		}
		await sleep(50);
	}
	throw new Error("chromium did not start within 10 seconds");
}

/* A browser that finds no host; stop() ends it and leaves nothing behind. */
export async function startChromium(CDP) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "chromium-"));
	const args = ["--headless", "--disable-gpu", "--no-first-run",
	    "--disable-extensions", "--disable-dev-shm-usage", "--disable-background-networking",
	    "--host-resolver-rules=MAP * ~NOTFOUND",
	    "--remote-debugging-port=0", `--user-data-dir=${folder}`, "about:blank"];
	if (process.getuid() === 0)
		args.unshift("--no-sandbox");
	const browser = spawn("chromium", args, { stdio: "ignore" });
	const ended = new Promise((resolve) => browser.once("exit", resolve));
	const stop = async () => {
		browser.kill();
		await ended;
		fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	};
	try {
		return { port: await readPort(folder, browser), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/*
 * FILE in a page of its own.  `told` collects what the page says on the
 * console, errors and breaches of its policy among it; `asked` the addresses
 * it asks for beside its own.
 */
export async function openPage(CDP, port, file, { dark = false, width = 1280, script = true } = {}) {
	const target = await CDP.New({ host, port });
	const client = await CDP({ host, port, target });
	const { Page, Runtime, Network, Log, Emulation } = client;
	const url = "file://" + file;
	const told = [], asked = [];

	Runtime.consoleAPICalled((e) => told.push(e.args.map((a) => a.value ?? a.description).join(" ")));
	Runtime.exceptionThrown((e) => told.push(e.exceptionDetails.text));
	Log.entryAdded((e) => told.push(e.entry.text));
	Network.requestWillBeSent((e) => e.request.url === url || asked.push(e.request.url));
	await Promise.all([Page.enable(), Runtime.enable(), Network.enable(), Log.enable()]);
	await Emulation.setEmulatedMedia({ features: [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }] });
	await Emulation.setDeviceMetricsOverride({ width, height: 900, deviceScaleFactor: 1, mobile: false });
	await Emulation.setScriptExecutionDisabled({ value: !script });
	const loaded = Page.loadEventFired();
	await Page.navigate({ url });
	await loaded;
	const run = async (expression) => {
		const answer = await Runtime.evaluate({ expression, awaitPromise: true, returnByValue: true });
		if (answer.exceptionDetails)
			throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
		return answer.result.value;
	};
	const close = async () => {
		await client.close();
		await CDP.Close({ host, port, id: target.id });
	};
	return { client, told, asked, run, close };
}
