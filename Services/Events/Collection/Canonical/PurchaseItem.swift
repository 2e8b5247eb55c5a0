package import MeshCore

/// One line of what was looked at, put into a cart or bought.
package struct PurchaseItem: Hashable, Sendable {
    package var sku: String
    package var name: String?
    package var category: String?
    package var brand: String?
    package var variant: String?
    /// The price of one.
    package var price: Money?
    package var quantity: Int64

    package init(
        sku: String, name: String? = nil, category: String? = nil, brand: String? = nil, variant: String? = nil,
        price: Money? = nil, quantity: Int64 = 1
    ) {
        self.sku = sku
        self.name = name
        self.category = category
        self.brand = brand
        self.variant = variant
        self.price = price
        self.quantity = quantity
    }

    /// Reads an item under the names that shops' trackers give its members; nil when neither an id nor a name is there.
    ///
    /// - Parameters:
    ///   - value: An object with `item_id`, `sku`, `product_id` or `id`, and the like.
    ///   - currency: The currency of its price.
    init?(tracked value: JSONValue, currency: Currency) {
        func text(_ names: String...) -> String? {
            names.lazy.compactMap { value[$0].flatMap(ValueText.init)?.text }.first
        }
        let name = text("item_name", "name", "title")
        guard let sku = text("item_id", "sku", "product_id", "id") ?? name else { return nil }
        let quantity = value["quantity"].flatMap(DecimalAmount.whole) ?? 1
        self.init(
            sku: sku, name: name, category: text("item_category", "category"), brand: text("item_brand", "brand"),
            variant: text("item_variant", "variant"),
            price: value["price"].flatMap { DecimalAmount.money($0, in: currency) },
            quantity: min(max(quantity, 0), 1_000_000))
    }
}

extension PurchaseItem: Described {
    package static let schema = JSONSchema.object(
        "PurchaseItem", description: "One line of what was looked at, put into a cart or bought.",
        [
            .required("sku", .string(1...512)),
            .optional("name", .string(1...1024)),
            .optional("category", .string(1...1024)),
            .optional("brand", .string(1...1024)),
            .optional("variant", .string(1...1024)),
            .optional("price", Money.schema.describing("The price of one.")),
            .required("quantity", .integer(0...1_000_000)),
        ])

    /// The item as JSON with its members in their order.
    package var json: JSONValue {
        var object: JSONObject = ["sku": .string(sku)]
        object.set("name", name)
        object.set("category", category)
        object.set("brand", brand)
        object.set("variant", variant)
        object.set("price", price?.json)
        object["quantity"] = .int(quantity)
        return .object(object)
    }

    /// Reads an item from JSON that fits the schema; nil when it does not.
    package init?(json: JSONValue) {
        guard let sku = json["sku"]?.stringValue, let quantity = json["quantity"]?.intValue else { return nil }
        self.init(
            sku: sku, name: json["name"]?.stringValue, category: json["category"]?.stringValue,
            brand: json["brand"]?.stringValue, variant: json["variant"]?.stringValue,
            price: json["price"].flatMap(Money.init(json:)), quantity: quantity)
    }
}
