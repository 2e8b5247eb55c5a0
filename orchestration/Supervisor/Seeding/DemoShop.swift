/// The demo shop: some five hundred products that look like a shop's, the same ones every time.
///
/// They are made from word lists by counting, without any chance, so that two machines have the same shop and the keys of
/// repeated requests are the same.
enum DemoShop {
    static let productCount = 500

    /// All products, in the order of their article numbers.
    static var products: [DemoProduct] {
        (0..<productCount).map(product)
    }

    private static let colours = [
        "Anthracite", "Sand", "Forest Green", "Ocean Blue", "Brick Red", "Mustard", "Off-White", "Black", "Terracotta",
        "Sky",
        "Plum",
    ]
    private static let series = [
        "Alba", "Borealis", "Cassini", "Delta", "Elara", "Fjord", "Galileo", "Halley", "Iris", "Juno", "Kepler", "Lyra",
        "Mira",
        "Nova", "Orbit", "Pallas", "Quanta", "Rhea", "Sirius", "Titan", "Umbra", "Vega", "Wega",
    ]

    private static func product(_ number: Int) -> DemoProduct {
        let categories = DemoCategory.all
        let category = categories[number % categories.count]
        let turn = number / categories.count
        let good = category.goods[turn % category.goods.count]
        // Steps without a common divisor with the lists' lengths go through every combination before one comes again.
        let material = category.materials[(turn * 3 + number) % category.materials.count]
        let quality = category.qualities[(turn * 5 + number) % category.qualities.count]
        let colour = colours[(number * 7 + turn) % colours.count]
        let series = series[(number * 5 + turn * 3) % series.count]
        let use = category.uses[(turn + number * 2) % category.uses.count]
        let sku = "\(category.code)-\(1_000 + number)"
        return DemoProduct(
            sku: sku, title: "\(series) \(good.name), \(material), \(colour)",
            description:
                "\(quality) \(good.name.lowercased()) in \(colour.lowercased()), made of \(material.lowercased()). \(use)",
            category:
                "\(category.name)/\(good.name.lowercased().filter { $0.isLetter || $0 == " " }.replacing(" ", with: "-"))",
            tags: tags(number),
            attributes: ["colour": colour, "material": material, "series": series],
            variants: worn.contains(good.name)
                ? sizes.map { .init(sku: "\(sku)-\($0)", options: ["size": $0]) } : [],
            price: DemoProduct.Price(amount: price(good.price, number), currency: "EUR"),
            // A few are not sold at present, so that there is something to filter.
            active: number % 37 != 36)
    }

    /// What is worn comes in sizes.
    private static let worn: Set<String> = ["Rain Jacket", "Sleeping Bag", "Headphones"]
    private static let sizes = ["S", "M", "L"]

    private static func tags(_ number: Int) -> [String] {
        let all = [(7, "new"), (11, "sale"), (5, "handmade"), (13, "gift")]
        return all.filter { number % $0.0 == 0 }.map(\.1)
    }

    /// How many of an article there are at first: a few are sold out.
    static func units(at place: Int) -> Int { place % 29 == 28 ? 0 : 3 + (place * 17) % 60 }

    /// In cents: up to 60 % above the least, ending as shops' prices do.
    private static func price(_ euros: Int, _ number: Int) -> Int {
        let raised = euros * (100 + (number * 13) % 61) / 100
        let endings = [99, 95, 90, 49]
        return raised * 100 + endings[number % endings.count]
    }
}
