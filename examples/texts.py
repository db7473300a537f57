"""The words of the example documents. Every place, person and number in them is invented."""

REPORT_LEAD = (
    "The year 2024 was a year of steady trade and of careful repair. The harbour handled more cargo than in "
    "any year since the north quay was opened, and for the first time more than half of it left the port by "
    "rail. This report sets out the figures, names the reasons, and says what is planned."
)
REPORT_CARGO = (
    "Bulk goods grew by a tenth, mostly because the grain harvest inland was good and the silo at berth four "
    "worked without a break. Container traffic grew more slowly. Timber fell for the second year in a row: "
    "two mills up the river closed, and their contracts have not been replaced."
)
REPORT_CARGO_NOTE = (
    "Figures are taken from the weighbridge and corrected for re-exports. Cargo that was only moved between "
    "ships is not counted. The figures for 2023 were revised in "
    "April and differ a little from last year's report."
)
CARGO = (
    ("Goods", "2021", "2022", "2023", "2024"),
    ("Grain", "1,204", "1,310", "1,288", "1,467"),
    ("Containers", "2,050", "2,118", "2,240", "2,301"),
    ("Timber", "640", "655", "570", "498"),
    ("Fuel", "880", "861", "845", "839"),
    ("Fish", "96", "102", "110", "121"),
)
REPORT_TRAFFIC = (
    "In all 3,412 ships called, eighty more than the year before. Calls are spread unevenly over the year: "
    "the third quarter, when grain and fruit are shipped together, saw half as many again as the first. "
    "Waiting time at anchor fell to four hours on average, since pilots now work in three shifts."
)
CALLS = (("Q1", 690.0), ("Q2", 842.0), ("Q3", 1043.0), ("Q4", 837.0))
REPORT_PLAN = "Three works are planned for the coming year and are paid for from the reserve:"
REPORT_ITEMS = (
    "The crane rails on the south quay are replaced before the autumn; two of the four tracks stay open.",
    "The channel is dredged to eleven metres, so that grain ships need not wait for the tide.",
    "Shore power reaches berths two and three, which ends the running of engines at night.",
)

ABSTRACT = (
    "We measured how long common clay bricks take to dry in air of known humidity. Between forty and eighty "
    "percent the time grows in proportion to the humidity; above that it grows much faster. A simple model "
    "with one constant describes all our samples to within five percent."
)
PAPER = (
    (
        (
            "1 Introduction",
            "A brick that is fired before it is dry will crack, and a brick that is left to dry for too long "
            "costs the works its floor space. Handbooks give rules of thumb that go back a hundred years, to "
            "kilns and sheds that nobody builds any more. What is missing is a measurement in which the "
            "humidity of the air is held constant from the first hour to the last.",
        ),
        (
            "2 Method",
            "We pressed ninety bricks from one batch of clay and stored them in three closed chambers. In "
            "each a salt solution held the humidity constant, and a fan turned the air over once a minute. "
            "Every six hours each brick was weighed to a tenth of a gram. A brick was called dry when three "
            "weighings in a row agreed.",
        ),
        (
            "",
            "The chambers stood in the same room, at twenty degrees. We changed their places each week, so "
            "that a draught or a warm wall could not favour one of them.",
        ),
        (
            "3 Results",
            "At forty percent humidity the bricks were dry after fifty-two hours, at sixty percent after "
            "seventy-nine, and at eighty percent after one hundred and seven. The scatter between bricks of "
            "one chamber was small: the slowest took four hours longer than the quickest.",
        ),
        (
            "",
            "At ninety percent, tried in a second series with thirty bricks, drying took eleven days, and "
            "four bricks were not dry when we stopped. Near saturation the water has nowhere to go.",
        ),
        (
            "",
            "The loss of weight follows a curve that is steep at first "
            "and then flattens. Plotted against the "
            "square root of time it is a straight line until nine tenths of the water are gone, as one "
            "expects where water moves through fine pores.",
        ),
    ),
    (
        (
            "4 A model",
            "Let the rate of drying be proportional to the difference between the humidity at the surface of "
            "the brick and that of the air. With one constant for the clay this gives the drying time for "
            "any humidity. Fitted at sixty percent, it predicts the other two chambers to within five "
            "percent, and fails above eighty-five.",
        ),
        (
            "",
            "The failure is not surprising. The model takes the surface to be wet, and in very humid air a "
            "film of water closes the pores from outside.",
        ),
        (
            "5 Discussion",
            "For a works the result is good news: in most weather the drying time can be read off a single "
            "straight line. On the few days when the air is nearly saturated it is cheaper to wait, or to "
            "heat the shed by three degrees, than to fire bricks that are still wet inside.",
        ),
        (
            "",
            "Our bricks were of one size. Thicker ones should take "
            "longer with the square of their thickness, "
            "but we have not measured that, and other clays will have other constants.",
        ),
        (
            "6 Conclusion",
            "Drying time grows in proportion to humidity up to eighty "
            "percent. One constant, found by weighing "
            "a handful of bricks for three days, is enough to plan a whole season.",
        ),
        (
            "References",
            "[1] H. Brandt, Clay and Water, Porthaven 1987. [2] R. Osei, Pores in fired clay, Journal of "
            "Building Stone 12 (2003), pages 44 to 61. [3] The Brickmakers' Calendar, 41st edition, 1921.",
        ),
    ),
)

SENDER = ("Kestrel Bindery Ltd.", "14 Wharf Lane", "Porthaven PH2 7QD", "accounts@kestrel.example")
INVOICE_FACTS = (
    "Invoice no.: 2024-0817",
    "Date: 12 June 2024",
    "Customer: City Library",
    "Due: 12 July 2024",
)
ITEMS = (
    ("Description", "Quantity", "Unit price", "Amount"),
    ("Quarter leather binding, octavo", "24", "38.50", "924.00"),
    ("Cloth binding, quarto", "60", "17.20", "1,032.00"),
    ("Paper repair, per leaf", "215", "1.80", "387.00"),
    ("Gold tooling, per title", "24", "6.75", "162.00"),
    ("Slip cases, grey board", "12", "9.90", "118.80"),
    ("Collection and delivery", "1", "45.00", "45.00"),
)
TOTALS = (("Net", "2,668.80"), ("VAT 20%", "533.76"), ("Total", "3,202.56"))
INVOICE_TERMS = "Please pay within thirty days, quoting the invoice number. Books are insured while here."

LETTER_HEAD = (
    "Office of the Keeper",
    "Corvin Point",
    "3 March 1998",
    "",
    "To the Board of Lights, Porthaven",
)
LETTER_BODY = (
    "Dear members of the board,",
    "The lamp was out for two nights last month, and I owe you an account of it. On the evening of the ninth "
    "the drive that turns the lens stopped with a noise like a "
    "stone in a mill. I found the lower bearing dry "
    "and two of its rollers broken.",
    "My assistant and I turned the lens by hand until the "
    "morning, an hour each in turn. On the tenth we took "
    "the drive apart. The harbour smith made new rollers from an axle, and they hold well, but they are "
    "softer than the old ones and will not last the year.",
    "I ask for a new bearing before the autumn storms, and for a spare to be kept here. The price I was told "
    "is 340 for each. Oil for the drive is enough until June.",
    "No ship came to harm in those two nights. The log of the station is enclosed.",
    "Yours faithfully,",
    "E. Marsh, Keeper",
)

RAIN = (
    "The station on Mount Corvin has measured rainfall every day "
    "since 1931. The figure shows the mean of the "
    "last ten years for each month. Most rain falls in late autumn, when winds from the sea meet the ridge; "
    "the summers have become drier, and July now brings less "
    "than half of what it brought in the first decade."
)
RAINFALL = (
    ("Jan", 92.0),
    ("Feb", 78.0),
    ("Mar", 71.0),
    ("Apr", 64.0),
    ("May", 58.0),
    ("Jun", 43.0),
    ("Jul", 31.0),
    ("Aug", 40.0),
    ("Sep", 66.0),
    ("Oct", 97.0),
    ("Nov", 118.0),
    ("Dec", 105.0),
)

HANDBOOK = (
    (
        "Receiving a collection",
        (
            "Every collection is received at the loading door and nowhere else. Count the boxes against the "
            "delivery note before anybody signs for them, and write down what is wet, torn or missing.",
            "Boxes rest for two days in the quarantine room. Insects show themselves in that time, and paper "
            "takes on the humidity of the house.",
        ),
        (
            ("Condition", "Mark", "Room", "Days"),
            ("Sound", "green", "A1", "2"),
            ("Damp", "blue", "B4", "10"),
            ("Infested", "red", "C2", "21"),
        ),
    ),
    (
        "Climate",
        (
            "Paper keeps best where nothing changes. Hold eighteen "
            "degrees and half the humidity that air can "
            "carry; a slow drift over the seasons does less harm than a quick change in a day.",
            "Readings are taken at eight and at sixteen hours. Two "
            "readings out of range in a row are reported "
            "the same day.",
        ),
        (),
    ),
    (
        "Shelving",
        (
            "Large volumes lie flat, no more than three on each other. All others stand, close enough not to "
            "lean and loose enough to be drawn out with two fingers.",
            "The lowest shelf stays empty in rooms below the street. Water comes from below more often than "
            "from above.",
        ),
        (
            ("Format", "Height (cm)", "Per metre"),
            ("Folio", "40", "18"),
            ("Quarto", "30", "25"),
            ("Octavo", "22", "38"),
        ),
    ),
    (
        "Lending to readers",
        (
            "A reader is given one volume at a time, on a cushion, with weights of cloth to hold it open. "
            "Pencils only. Photographs are free where the binding allows them.",
            "Every volume is checked when it comes back, leaf by leaf where it holds loose sheets.",
        ),
        (),
    ),
)
HANDBOOK_REVIEW = (
    "Section {page_no} was last reviewed in the spring. Whoever works with {title} is asked to note in the "
    "margin what has turned out to be wrong or is no longer done; the notes are gathered in January."
)
HANDBOOK_DUTIES = (
    "The archivist on duty answers for the keys and the readings of the day.",
    "Doubtful cases are brought to the weekly round, with a photograph.",
    "Nothing is thrown away before two people have signed for it.",
)
