"""Everything that has a budget, measured: `make bench`."""

from tests.bench import drafts, pages, reading, rollup, what_if

rollup.main()
reading.main()
drafts.main()
what_if.main()
pages.main()
