"""The words that documents are made of.

Two vocabularies without a word in common serve the two halves of the families, so that nobody tunes to words.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

Vocabulary = Literal["reports", "essays"]

_LINKING = """
the of and to in for with from that by on as at is was were are this its which between under over
"""
_MONTHS = """
January February March April June July August September October November December
"""
_REPORTS = """
analysis budget capacity carbon committee comparison condition consumption contractor correction
delivery department development difference district efficiency emission employment equipment estimate
evaluation evidence exchange expenditure facility fluctuation forecast framework frequency function
government harvest household improvement increase industry influence information infrastructure
inspection instrument insurance investment laboratory landscape maintenance management material
measurement membership method ministry monitoring movement network objective observation operation
percentage performance permission population position pressure procedure production programme project
property proportion purchase quality quantity questionnaire reduction region regulation reliability
requirement reservoir resource revenue sample schedule settlement significance specification station
statistics storage supervision surface temperature threshold transfer transport treatment uncertainty
utility variation ventilation volume warehouse workshop adequate annual available average balanced
central clear coastal common constant current effective external final fixed flexible formal general
higher industrial internal local lower mechanical medium minor monthly normal official original partial
preliminary previous primary principal regional regular relevant remaining seasonal separate several
similar standard statistical steady technical thermal typical upper useful variable visible accept
adjust affect allow apply arrange assess begin calculate change collect compare complete confirm
consider contain continue decline define deliver depend describe determine develop differ discuss
establish examine exceed expect explain extend finish follow identify include indicate install maintain
measure observe obtain operate prepare present prevent produce propose provide publish receive recommend
record reduce remain repeat replace report require show suggest support treat verify
"""
_ESSAYS = """
afternoon ancestor anthem arcade archive armour artisan autumn avenue balcony ballad banquet basin
beacon belfry blossom boulder breeze brook canvas caravan castle cathedral cavern cellar century chapel
charcoal chestnut cinnamon citadel clover cobbler compass copper coral courtyard cradle craft crescent
curtain dagger dawn desert diary drapery dusk ember embroidery engraving estuary fable feather fiddle
flannel flicker flute folklore forge fountain fresco gallery garland gazette glacier glove granary
gravel grove hamlet harbour hearth heather hermit honey horizon inkwell island ivory jasmine jewel
journey kettle kingdom lantern lattice laurel ledger legend library lighthouse linen lullaby manuscript
maple marble market meadow melody merchant miller minstrel mirror monastery mosaic orchard ornament
painter palace parchment pasture pavement pebble pilgrim pillar plaster portrait pottery prairie
procession quarry quilt raven ribbon riddle rooftop saddle sailor scholar sculptor shepherd shutter silk
spindle staircase ancient bitter bright broad crimson crooked distant dusty early faded fierce flat
foreign fragile gentle golden hidden hollow humble idle lonely narrow noble pale patient plain proud
quiet rough rural sacred scarce shallow silent slender solemn steep stern swift tender vast weary wild
wooden young admire arrive beckon borrow carry carve climb cross dance drift dwell fasten fetch flourish
gather glance gleam grind guard hammer hasten kneel linger listen mend murmur paint polish ponder recall
recite rejoice roam sail scatter scrub shelter sketch stitch stroll sweep thrive travel vanish wander
weave whisper
"""
_REPORTS_ODD = """
Zürich naïve résumé Málaga co-operative long-term e.g. approx. ISO-9001
"""
_ESSAYS_ODD = """
Besançon façade Köln señora half-timbered well-known St. c.1740 Brontë
"""

LINKING = _LINKING.split()
MONTHS = _MONTHS.split()
WORDS: Mapping[Vocabulary, Sequence[str]] = {"reports": _REPORTS.split(), "essays": _ESSAYS.split()}
ODD: Mapping[Vocabulary, Sequence[str]] = {"reports": _REPORTS_ODD.split(), "essays": _ESSAYS_ODD.split()}
"""Names and words with accents, hyphens, points and figures."""
