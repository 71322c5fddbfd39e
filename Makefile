# make            build the program and library
# make check      unit, golden and layer tests
# make help       every target
.DEFAULT_GOAL := all
CONFIG ?= release
O      := build/$(CONFIG)
PKGS   := libxml-2.0 libzip libpcre2-16 icu-uc icu-i18n yaml-0.1 jansson libsodium
STD     = -std=c17 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE
WARN    = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
CFLAGS_release = -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
CFLAGS_asan    = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
CFLAGS_tsan    = -O1 -g -fno-omit-frame-pointer -fsanitize=thread
CFLAGS_cov     = -O0 -g --coverage
CFLAGS ?= $(CFLAGS_$(CONFIG))
CPPFLAGS += -Iinclude -MMD -MP $(shell pkg-config --cflags $(PKGS))
LDLIBS  := $(shell pkg-config --libs $(PKGS)) -lpthread -lm
LIB_SRC  := $(filter-out src/cli/% src/http/%,$(wildcard src/*.c src/*/*.c))
CLI_SRC  := $(wildcard src/cli/*.c)
LIB_OBJ  := $(LIB_SRC:%.c=$O/%.o)
CLI_OBJ  := $(CLI_SRC:%.c=$O/%.o)
TEST_BIN := $(patsubst tests/unit/%.c,$O/tests/%,$(wildcard tests/unit/*.c))
.PHONY: all check check-layers check-asan clean help
all: $O/libpingjian.a $(if $(CLI_SRC),$O/pingjian)   ## build everything
$O/libpingjian.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^
$O/pingjian: $(CLI_OBJ) $O/libpingjian.a
	$(CC) $(CFLAGS) -o $@ $(CLI_OBJ) $O/libpingjian.a $(LDLIBS)
	@[ "$(CONFIG)" != release ] || ln -sf release/pingjian build/pingjian
$O/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<
$O/tests/%: tests/unit/%.c $O/libpingjian.a
	@mkdir -p $(@D)
	$(CC) $(STD) -Iinclude $(TEST_CPPFLAGS) $(CFLAGS) -o $@ $< $O/libpingjian.a $(LDLIBS) -lcriterion
check: check-layers $(TEST_BIN)   ## run the tests
	@for t in $(TEST_BIN); do $$t || exit 1; done
check-layers:
	sh tests/layers.sh
check-asan:   ## the same tests under ASan, UBSan and LSan
	@rm -rf build/asan/log && mkdir -p build/asan/log
	ASAN_OPTIONS=log_path=$(CURDIR)/build/asan/log/san $(MAKE) CONFIG=asan check
	@! cat build/asan/log/* 2>/dev/null # criterion passes tests that leak
clean:   ## remove build/
	rm -rf build
help:   ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile
-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)
