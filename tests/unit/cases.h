#ifndef TESTS_UNIT_CASES_H
#define TESTS_UNIT_CASES_H

#include <criterion/criterion.h>
#include <criterion/parameterized.h>

/*
 * Criterion runs a test in a process of its own, where pointers inside a
 * parameter are not what they were.  So a table of cases is walked by row
 * number: CASES(suite, name, table) opens the test, ROW is the row.
 */
#define CASES(suite, name, table)                                             \
	ParameterizedTestParameters(suite, name)                              \
	{                                                                     \
		static unsigned rows[sizeof(table) / sizeof((table)[0])];     \
		unsigned i;                                                   \
                                                                              \
		for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)          \
			rows[i] = i;                                          \
		return cr_make_param_array(unsigned, rows,                    \
		    sizeof(rows) / sizeof(rows[0]));                          \
	}                                                                     \
	ParameterizedTest(const unsigned *row, suite, name)

#endif /* TESTS_UNIT_CASES_H */
