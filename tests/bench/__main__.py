"""Everything that has a budget, measured: `make bench`."""

from tests.bench import reading, rollup

rollup.main()
reading.main()
