"""Everything that has a budget, measured: `make bench`."""

from tests.bench import drafts, pages, reading, rollup

rollup.main()
reading.main()
drafts.main()
pages.main()
