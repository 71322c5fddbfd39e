/* The filter: without it every finding is shown, and nothing else is lost. */
(() => {
	"use strict";
	const form = document.getElementById("filter");
	if (!form)
		return;
	const findings = Array.from(document.querySelectorAll(".finding"));
	const output = form.querySelector("output");
	const chosen = (name) => new Set(Array.from(
	    form.querySelectorAll(`input[name="${name}"]:checked`),
	    (box) => box.value));

	/* A draft whose findings are all left out is left out with them. */
	const showDrafts = () => {
		for (const draft of document.querySelectorAll(".draft")) {
			const all = draft.querySelectorAll(".finding");
			const left = draft.querySelectorAll(".finding.hidden");
			draft.classList.toggle("hidden",
			    all.length > 0 && all.length === left.length);
		}
	};

	const update = () => {
		const levels = chosen("level");
		const categories = chosen("category");
		let shown = 0;
		for (const finding of findings) {
			const keep = levels.has(finding.dataset.level) &&
			    categories.has(finding.dataset.category);
			finding.classList.toggle("hidden", !keep);
			shown += keep ? 1 : 0;
		}
		showDrafts();
		output.textContent = output.dataset.words
		    .replace("{shown}", shown)
		    .replace("{all}", findings.length);
	};

	form.addEventListener("change", update);
	form.addEventListener("reset", () => setTimeout(update, 0));
	form.addEventListener("submit", (event) => event.preventDefault());
	addEventListener("beforeprint", () => {
		for (const details of document.querySelectorAll("details"))
			details.open = true;
	});
	form.hidden = false;
	update();
})();
