"""Everything that has a budget, measured: `make bench`."""

from tests.bench import delivering, drafts, pages, reading, rollup, what_if

rollup.main()
reading.main()
drafts.main()
what_if.main()
delivering.main()
pages.main()
