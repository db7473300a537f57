"""The words that documents are made of.

Vocabularies without a word in common, so that nobody tunes to words: `reports` serves the tuned half of the
families, `essays` and `sciences` the one that is held out. Only linking words and months are those of all.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

Vocabulary = Literal["reports", "essays", "sciences"]

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
_SCIENCES = """
abdomen acidity aerosol algae alloy amphibian antenna anatomy arithmetic artery asteroid astronomer
atmosphere atom bacteria basalt battery biosphere botanist calcium calculus carbonate catalyst cartilage
centrifuge chlorophyll chromosome circuit climate cluster collagen collision comet compound concentration
conductor crater crystal culture cylinder decimal density detector diagram diameter diffusion digestion
dinosaur dioxide discovery dissection dynamo earthquake eclipse electrode electron element embryo enzyme
equator equilibrium erosion eruption evaporation evolution experiment extinction fertiliser fibre filament
filtration fossil fracture friction fungus galaxy genetics geologist geometry germination graphite gravity
habitat hemisphere herbivore hormone humidity hydrogen hypothesis illumination immunity inertia infection
insect insulation integer isotope kidney larva latitude lens limestone longitude magnet magnesium
mammal membrane mercury metabolism meteorite microbe microscope mineral mitochondria moisture molecule
momentum mutation nebula neuron neutron nickel nitrogen nucleus nutrient observatory orbit organism
oscillation osmosis oxygen ozone parasite particle pendulum petal phosphorus photosynthesis pigment planet
plankton plasma pollen polymer predator primate prism probability protein proton quantum quartz radiation
reaction receptor reflection refraction replication reproduction reptile resonance respiration rotation
satellite sediment seismograph skeleton sodium solution solvent species spectrum spiral spore stamen
starch sulphur symmetry syndrome telescope tendon theorem thermometer tissue titanium toxin
transistor trajectory tundra turbine ultraviolet vaccine vacuum vapour vector vein velocity vertebra virus
viscosity volcano voltage wavelength zoology absorb amplify bend bond boil breed cool decay dilute dissolve
divide emit evolve expand filter float flow freeze fuse germinate glow heat hatch incubate inject invert
ionise magnify melt mix multiply mutate oscillate oxidise radiate refract rotate secrete sink spin vibrate
weigh absolute acidic acute alkaline amorphous aquatic axial benign binary carnivorous chemical cosmic
cubic dense dormant elastic fertile gaseous genetic hydraulic infrared inert linear liquid lunar
magnetic marine metallic molten nocturnal nuclear optical organic passive polar porous radioactive random
rigid soluble solar spherical sterile tidal toxic transparent tropical unstable vertical volatile
"""
_REPORTS_ODD = """
Zürich naïve résumé Málaga co-operative long-term e.g. approx. ISO-9001
"""
_ESSAYS_ODD = """
Besançon façade Köln señora half-timbered well-known St. c.1740 Brontë
"""
_SCIENCES_ODD = """
Ångström Röntgen Poincaré Ampère cross-section self-evident viz. pH-value CO2
"""

LINKING = _LINKING.split()
MONTHS = _MONTHS.split()
WORDS: Mapping[Vocabulary, Sequence[str]] = {
    "reports": _REPORTS.split(),
    "essays": _ESSAYS.split(),
    "sciences": _SCIENCES.split(),
}
ODD: Mapping[Vocabulary, Sequence[str]] = {
    "reports": _REPORTS_ODD.split(),
    "essays": _ESSAYS_ODD.split(),
    "sciences": _SCIENCES_ODD.split(),
}
"""Names and words with accents, hyphens, points and figures."""
