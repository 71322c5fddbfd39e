# make demo       install what is missing, build, screen the samples
# make check      install what the tests need, build, run every test
# make help       every target
.DEFAULT_GOAL := all
VERSION := 0.1.0
CONFIG  ?= release
O       := build/$(CONFIG)
PREFIX  ?= /usr/local
DATADIR ?= $(PREFIX)/share/pingjian

PKGS := libxml-2.0 libzip libpcre2-16 icu-i18n icu-uc yaml-0.1 jansson libsodium md4c
# Loaded when they are needed: headers only.
LOADED := gmime-3.0
STD  := -std=c17 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla $(if $(WERROR),-Werror)

CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
CFLAGS_asan    := -O1 -g -fno-omit-frame-pointer \
	-fsanitize=address,undefined -fno-sanitize-recover=all
CFLAGS_tsan    := -O1 -g -fno-omit-frame-pointer -fsanitize=thread
CFLAGS_cov     := -O0 -g --coverage
CFLAGS   ?= $(CFLAGS_$(CONFIG))
CPPFLAGS += -Iinclude -DPJ_VERSION='"$(VERSION)"' -DPJ_DATADIR='"$(DATADIR)"' \
	$(shell pkg-config --cflags $(PKGS) $(LOADED) 2>/dev/null)
LDLIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lpthread -ldl -lm

LIB_SRC := $(filter-out src/cli/%,$(wildcard src/*.c src/*/*.c))
CLI_SRC := $(wildcard src/cli/*.c)
GEN_SRC := $(wildcard src/*/gen/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$O/%.o) $O/gen/fold_table.o $O/gen/report_asset.o
CLI_OBJ := $(CLI_SRC:%.c=$O/%.o)
LIB     := $O/libpingjian.a
UNIT    := $(patsubst tests/unit/%.c,$O/tests/unit/%,$(wildcard tests/unit/*.c))
FUZZ    := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
MO      := $(patsubst src/po/%.po,build/locale/%/LC_MESSAGES/pingjian.mo,$(wildcard src/po/*.po))

IMAGE   := build/rules.pjr

all: $(LIB) $(if $(CLI_SRC),$O/pingjian $(IMAGE)) $(MO)   ## build the program and the library

$(LIB): $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$O/pingjian: $(CLI_OBJ) $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(CLI_OBJ) $(LIB) $(LDLIBS)
	@[ $(CONFIG) != release ] || ln -sf release/pingjian build/pingjian

# The shipped rules, ready for use; the folder itself for files that go.
$(IMAGE): $O/pingjian lexicons $(wildcard lexicons/*.yml)
	$O/pingjian rules compile lexicons -o $@

$O/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(CPPFLAGS) -MMD -MP $(CFLAGS) -c -o $@ $<

# The fold table comes out of ICU's data once, for all configurations.
build/gen/fold: $(wildcard src/fold/gen/*.[ch] src/fold/*.h)
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(CPPFLAGS) -O2 -o $@ $(filter %.c,$^) $(LDLIBS)

build/gen/fold_table.c: build/gen/fold
	build/gen/fold >$@.new && mv $@.new $@

$O/gen/fold_table.o: build/gen/fold_table.c
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(CPPFLAGS) -Isrc/fold $(CFLAGS) -c -o $@ $<

# The style and the script of the HTML report, as bytes.
build/gen/report_asset.c: $(wildcard src/report/asset/*) src/report/asset.sh
	@mkdir -p $(@D)
	sh src/report/asset.sh src/report/asset >$@.new && mv $@.new $@

$O/gen/report_asset.o: build/gen/report_asset.c
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(CPPFLAGS) -Isrc/report $(CFLAGS) -c -o $@ $<

build/locale/%/LC_MESSAGES/pingjian.mo: src/po/%.po
	@mkdir -p $(@D)
	msgfmt --check-format --check-domain -o $@ $<

# --- trying it

demo: ## install what is missing, build, screen the samples
	@sh tests/deps.sh build
	@$(MAKE) --no-print-directory all
	@sh tests/demo.sh build/pingjian

deps: ## install the Debian packages that building and testing need
	@sh tests/deps.sh build check browser

# --- tests

check: deps ## install what the tests need, build, run every test
	@$(MAKE) --no-print-directory check-all WERROR=1

check-all: check-layers check-headers check-clang check-unit check-rules \
	accuracy check-readme check-golden check-annotate check-reports check-browser check-po \
	check-hostile check-install check-asan check-tsan
	@sh tests/sum.sh build/check

$O/tests/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(STD) -Wall -Wextra $(CPPFLAGS) -MMD -MP $(CFLAGS) -o $@ $< \
	    $(LIB) $(LDLIBS) -lcriterion

check-layers: ## no stage includes a later one
	@sh tests/layers_test.sh
	@sh tests/layers.sh

check-headers: ## each public header compiles alone, as C and as C++
	@sh tests/headers.sh

check-clang: ## clang has nothing to say either
	@clang -fsyntax-only $(STD) $(WARN) $(CPPFLAGS) $(LIB_SRC) $(CLI_SRC) $(GEN_SRC)

check-unit: all $(UNIT) ## unit tests
	@sh tests/unit.sh $O $(UNIT)

check-golden: all ## the program against recorded output
	@bash tests/golden/run.sh $O/pingjian

# What tests need from npm; nothing of it is built in or installed.
build/npm/installed: tests/npm/package.json tests/npm/package-lock.json
	@mkdir -p $(@D)
	@cp $^ $(@D)
	@npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund \
	    --loglevel=error >$(@D)/log || { cat $(@D)/log; exit 1; }
	@touch $@

check-reports: all build/npm/installed ## reports as other programs read them
	@python3 tests/reports/reports.py $O/pingjian build/npm

check-browser: all build/npm/installed ## the HTML report in Chromium
	@sh tests/deps.sh browser
	@node tests/browser/report.mjs $O/pingjian build/npm

check-readme: all ## what the documents print, works as printed
	@python3 tests/readme.py $O/pingjian

check-po: ## every message is translated
	@sh src/po/po.sh check

po: ## take new messages of the source into the catalogs
	@sh src/po/po.sh update

check-hostile: all ## files made to do harm
	@python3 tests/hostile.py $O/pingjian

check-annotate: all ## copies with comments, read again by other eyes
	@sh tests/annotate.sh $O/pingjian $(SHARED)

check-rules: all ## the rules against their own examples
	@build/pingjian rules lint
	@build/pingjian rules test

# Further labelled texts, beside the project's folder where they are there.
SHARED := ../shared

accuracy: all ## labelled texts against the figures last accepted
	@python3 -B tests/accuracy/accuracy_test.py 2>$O/accuracy.log || \
	    { cat $O/accuracy.log; exit 1; }
	@python3 tests/accuracy/accuracy.py $O/pingjian $(SHARED)

accuracy-accept: all ## take the figures as they are now
	@python3 tests/accuracy/accuracy.py $O/pingjian $(SHARED) --accept

check-install: all ## install into an empty root, run it there, remove it
	@sh tests/install.sh

check-asan: ## unit, golden and fuzz tests under ASan, UBSan and LSan
	@sh tests/asan.sh "$(MAKE)"

# Criterion passes tests that leak: the log folder decides.
check-asan-run: all $(UNIT) fuzz-replay
	@sh tests/unit.sh $O $(UNIT)
	@bash tests/golden/run.sh $O/pingjian

check-tsan: ## many threads under ThreadSanitizer, against one thread
	@sh tests/tsan.sh "$(MAKE)"

# --- fuzzing: the same targets replay a corpus under any compiler, and run
# under libFuzzer

FUZZ_SHARED := tests/fuzz/common.c tests/fuzz/container.c

$O/fuzz/replay_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(FUZZ_SHARED) $(LIB)
	@mkdir -p $(@D)
	$(CC) $(STD) -Wall -Wextra $(CPPFLAGS) $(CFLAGS) -o $@ \
	    $(filter %.c,$^) $(LIB) $(LDLIBS)

fuzz-replay: $(FUZZ:%=$O/fuzz/replay_%)
	@for f in $(FUZZ); do \
	    $O/fuzz/replay_$$f tests/fuzz/corpus/$$f || exit 1; done

fuzz: ## fuzz each target for FUZZ_SECONDS (default 60) with libFuzzer
	@sh tests/deps.sh fuzz
	@$(MAKE) --no-print-directory CONFIG=fuzz CC=clang \
	    CFLAGS="-O1 -g -fsanitize=address,undefined,fuzzer-no-link" fuzz-run

build/fuzz/run_%: tests/fuzz/fuzz_%.c $(FUZZ_SHARED) build/fuzz/libpingjian.a
	@mkdir -p $(@D)
	$(CC) $(STD) $(CPPFLAGS) $(CFLAGS) -fsanitize=fuzzer -o $@ \
	    $(filter %.c,$^) build/fuzz/libpingjian.a $(LDLIBS)

fuzz-run: $(FUZZ:%=build/fuzz/run_%)
	@for f in $(FUZZ); do mkdir -p build/fuzz/corpus/$$f; \
	    build/fuzz/run_$$f -max_total_time=$(or $(FUZZ_SECONDS),60) \
	    -timeout=10 -rss_limit_mb=2048 -close_fd_mask=1 \
	    build/fuzz/corpus/$$f tests/fuzz/corpus/$$f || exit 1; done

# --- quality

bench: all ## time against other search tools; writes build/bench/RESULTS.md
	@sh tests/deps.sh bench
	@python3 tests/bench/bench.py --bin $O/pingjian --out build/bench

lint: ## clang-format, clang-tidy and cppcheck
	@sh tests/deps.sh lint
	clang-format --dry-run -Werror $(LIB_SRC) $(CLI_SRC) $(GEN_SRC) \
	    $(wildcard include/*/*.h src/*/*.h src/*/gen/*.h)
	clang-tidy --quiet $(LIB_SRC) $(CLI_SRC) -- $(STD) $(CPPFLAGS)
	cppcheck --quiet --std=c11 --enable=warning,performance,portability \
	    --suppress=duplicateAssignExpression \
	    --inline-suppr --error-exitcode=1 -Iinclude src

format: ## clang-format in place
	clang-format -i $(LIB_SRC) $(CLI_SRC) $(GEN_SRC) \
	    $(wildcard include/*/*.h src/*/*.h src/*/gen/*.h)

# --- installing

install: all ## install below DESTDIR and PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(DATADIR)/lexicons
	install -m 755 $O/pingjian $(DESTDIR)$(PREFIX)/bin/pingjian
	install -m 644 $(wildcard lexicons/*) $(DESTDIR)$(DATADIR)/lexicons
	install -m 644 $(IMAGE) $(DESTDIR)$(DATADIR)/rules.pjr
	@for mo in $(MO:build/locale/%=%); do \
	    install -D -m 644 build/locale/$$mo $(DESTDIR)$(PREFIX)/share/locale/$$mo; done

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/pingjian
	rm -rf $(DESTDIR)$(DATADIR)
	rm -f $(MO:build/locale/%=$(DESTDIR)$(PREFIX)/share/locale/%)

dist: ## a source archive of the last commit, in build/
	@mkdir -p build
	git archive --prefix=pingjian-$(VERSION)/ -o build/pingjian-$(VERSION).tar.gz HEAD

clean: ## remove build/
	rm -rf build

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

.PHONY: all demo deps check check-all check-layers check-headers check-clang \
	check-unit check-golden check-annotate check-reports check-browser check-po po check-hostile check-rules check-readme accuracy accuracy-accept check-install check-asan \
	check-asan-run check-tsan fuzz fuzz-run fuzz-replay bench lint format \
	install uninstall dist clean help
.SECONDARY:
-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)
