"""What a page with charts may do besides: Plotly sets style attributes, and makes its downloads of blobs."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update

with_charts = csp_update({"style-src-attr": [UNSAFE_INLINE], "img-src": ["blob:"]})
