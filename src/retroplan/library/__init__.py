"""Templates: plans without a launch date, ready to be given one."""

from retroplan.library.header import HEADER as HEADER
from retroplan.library.header import Parameter as Parameter
from retroplan.library.header import Template as Template
from retroplan.library.saving import save_template as save_template
from retroplan.library.saving import to_template as to_template
from retroplan.library.shelf import templates as templates
from retroplan.library.using import from_template as from_template
