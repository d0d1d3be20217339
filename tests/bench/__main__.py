"""Everything that has a budget, measured: `make bench`."""

from tests.bench import drafts, reading, rollup

rollup.main()
reading.main()
drafts.main()
