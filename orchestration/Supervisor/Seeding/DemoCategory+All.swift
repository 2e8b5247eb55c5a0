extension DemoCategory {
    /// The shop's categories.
    static let all: [DemoCategory] = [
        DemoCategory(
            name: "kitchen", code: "KIT",
            goods: [
                ("Chef's Knife", 39), ("Saucepan", 45), ("Frying Pan", 35), ("Cutting Board", 22), ("Tea Kettle", 48),
                ("Mixing Bowl", 14), ("Pepper Mill", 27), ("Coffee Grinder", 59), ("Bread Box", 33), ("Colander", 18),
            ],
            materials: ["Stainless Steel", "Cast Iron", "Oak", "Bamboo", "Enamel", "Copper", "Stoneware"],
            qualities: ["A sturdy", "A well-balanced", "A lightweight", "A hard-wearing", "A finely finished"],
            uses: [
                "Made for every day, and easy to clean.", "It keeps its looks for years.", "Safe in the dishwasher.",
                "It works on every kind of hob.",
            ]),
        DemoCategory(
            name: "furniture", code: "FUR",
            goods: [
                ("Armchair", 249), ("Bookshelf", 139), ("Coffee Table", 119), ("Desk", 189), ("Floor Lamp", 79),
                ("Stool", 45),
                ("Sideboard", 299), ("Wardrobe", 389), ("Bench", 99), ("Bed Frame", 329),
            ],
            materials: ["Solid Oak", "Walnut", "Ash", "Birch Plywood", "Powder-Coated Steel", "Rattan", "Wool Felt"],
            qualities: ["A calm", "A generous", "A slender", "A comfortable", "A timeless"],
            uses: [
                "It comes flat and stands in ten minutes.", "For small rooms and large ones.",
                "Every part can be ordered by itself.", "Oiled by hand.",
            ]),
        DemoCategory(
            name: "outdoor", code: "OUT",
            goods: [
                ("Tent", 189), ("Sleeping Bag", 99), ("Backpack", 79), ("Camping Stove", 55), ("Headlamp", 29),
                ("Water Bottle", 19),
                ("Hammock", 49), ("Trekking Poles", 59), ("Rain Jacket", 119), ("Compass", 25),
            ],
            materials: ["Ripstop Nylon", "Aluminium", "Titanium", "Recycled Polyester", "Canvas", "Down", "Merino"],
            qualities: ["A weatherproof", "A very light", "A roomy", "A tough", "A compact"],
            uses: [
                "Tried in the rain of three countries.", "It folds to the size of a loaf of bread.",
                "For summer tours and for the first snow.", "Repaired free of charge for five years.",
            ]),
        DemoCategory(
            name: "audio", code: "AUD",
            goods: [
                ("Headphones", 129), ("Bookshelf Speaker", 179), ("Turntable", 249), ("Amplifier", 299),
                ("Earphones", 59),
                ("Microphone", 89), ("Radio", 69), ("Soundbar", 219), ("Record Cleaner", 25), ("Speaker Stand", 49),
            ],
            materials: ["Aluminium", "Walnut", "Bamboo Fibre", "Magnesium", "Acrylic", "Recycled Plastic", "Leather"],
            qualities: ["A clear-sounding", "A warm-sounding", "A precise", "A wireless", "A studio-grade"],
            uses: [
                "It plays for a day without a socket.", "Voices stand where they were recorded.",
                "With a cable that can be replaced.", "For rooms of up to thirty square metres.",
            ]),
        DemoCategory(
            name: "stationery", code: "STA",
            goods: [
                ("Notebook", 12), ("Fountain Pen", 35), ("Pencil Set", 15), ("Desk Organiser", 24),
                ("Letter Paper", 11),
                ("Sketchbook", 17), ("Ink Bottle", 13), ("Ruler", 8), ("Weekly Planner", 19), ("Stapler", 21),
            ],
            materials: ["Recycled Paper", "Brass", "Cedar", "Linen", "Cork", "Steel", "Cotton Paper"],
            qualities: ["A smooth", "A plain", "A carefully bound", "A handy", "A refillable"],
            uses: [
                "It lies flat from the first page to the last.", "Made in small batches.", "A present that is used.",
                "Light enough for every bag.",
            ]),
        DemoCategory(
            name: "bicycles", code: "BIC",
            goods: [
                ("City Bike", 549), ("Pannier", 69), ("Helmet", 65), ("Bike Light", 35), ("Floor Pump", 39),
                ("Saddle", 59),
                ("Bell", 14), ("U-Lock", 49), ("Mudguards", 29), ("Handlebar Bag", 55),
            ],
            materials: ["Chromoly Steel", "Aluminium", "Waxed Canvas", "Leather", "Carbon", "Rubber", "Brass"],
            qualities: ["A reliable", "A quick", "A quiet", "A smartly made", "A rugged"],
            uses: [
                "It fits all usual frames.", "For the way to work, in any weather.", "Mounted without tools.",
                "Spare parts are kept for ten years.",
            ]),
        DemoCategory(
            name: "garden", code: "GAR",
            goods: [
                ("Watering Can", 24), ("Pruning Shears", 29), ("Planter", 35), ("Spade", 39), ("Bird Feeder", 19),
                ("Garden Hose", 45), ("Raised Bed", 119), ("Hand Trowel", 12), ("Compost Bin", 69), ("Lantern", 27),
            ],
            materials: [
                "Galvanised Steel", "Terracotta", "Larch", "Forged Steel", "Recycled Plastic", "Copper", "Willow",
            ],
            qualities: ["A long-lived", "A deep", "A handsome", "A frost-proof", "An easy-handling"],
            uses: [
                "It may stay outside all year.", "For balconies as well as for acres.", "With a handle of ash.",
                "It grows more beautiful with rust.",
            ]),
        DemoCategory(
            name: "clothing", code: "CLO",
            goods: [
                ("Sweater", 69), ("Scarf", 35), ("Wool Socks", 15), ("Overshirt", 79), ("Beanie", 25),
                ("Work Trousers", 89),
                ("T-Shirt", 24), ("Raincoat", 139), ("Cardigan", 85), ("Gloves", 32),
            ],
            materials: ["Merino Wool", "Organic Cotton", "Linen", "Alpaca", "Corduroy", "Hemp", "Denim"],
            qualities: ["A soft", "A warm", "A loosely cut", "A densely knitted", "A simple"],
            uses: [
                "Knitted in one piece.", "It gets softer with every wash.", "Sizes run true; see the table.",
                "With buttons of horn nut.",
            ]),
        DemoCategory(
            name: "toys", code: "TOY",
            goods: [
                ("Building Blocks", 29), ("Wooden Train", 45), ("Jigsaw Puzzle", 19), ("Kite", 25), ("Marble Run", 49),
                ("Rag Doll", 27), ("Spinning Top", 9), ("Board Game", 35), ("Toy Boat", 17), ("Balance Board", 79),
            ],
            materials: [
                "Beech", "Maple", "Organic Cotton", "Cardboard", "Natural Rubber", "Ripstop Nylon", "Lime Wood",
            ],
            qualities: ["A cheerful", "A clever", "A robust", "A colourful", "A lovingly made"],
            uses: [
                "From three years on.", "For one child or for six.", "Painted with colours that may be chewed.",
                "It survives younger brothers.",
            ]),
        DemoCategory(
            name: "books", code: "BOK",
            goods: [
                ("Field Guide", 22), ("Cookbook", 29), ("Atlas", 45), ("Novel", 14), ("Poetry Collection", 16),
                ("Photo Book", 49),
                ("Travel Journal", 19), ("Children's Book", 13), ("Star Chart", 18), ("Biography", 24),
            ],
            materials: [
                "Hardcover", "Paperback", "Linen Binding", "Leather Binding", "Board", "Recycled Paper", "Slipcase",
            ],
            qualities: ["A beautifully set", "A richly illustrated", "A much-read", "A new", "A signed"],
            uses: [
                "With a ribbon and an index.", "For long evenings.", "Printed close to where it was written.",
                "The second edition, with everything corrected.",
            ]),
    ]
}
