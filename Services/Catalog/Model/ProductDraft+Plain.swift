import CatalogAPI
import MeshCore

// The short way for imports: what nearly every row of a file looks like is seen to be right without asking the schema.
extension ProductDraft {
    /// Reads a document all of whose texts are plain ASCII and whose members are plainly within their limits.
    ///
    /// - Returns: nil for every other document, right or wrong: ``init(document:)`` must decide.
    init?(plain document: JSONObject) {
        guard let sku = document["sku"]?.stringValue, PlainText.isSKU(sku),
            let title = document["title"]?.stringValue, PlainText.isLine(title, upTo: 200),
            title.utf8.contains(where: { $0 != 0x20 }),
            let category = document["category"]?.stringValue, PlainText.isPath(category),
            let price = document["price"].flatMap(Self.plainPrice)
        else { return nil }
        self.sku = sku
        self.title = title
        self.category = category
        self.price = price
        (description, attributes, tags, media, variants, active) = ("", [:], [], [], [], true)
        for (name, value) in document where !take(value, as: name) { return nil }
        guard variantErrors.isEmpty else { return nil }
    }

    /// Takes a member; false when it must be looked at closely.
    private mutating func take(_ value: JSONValue, as name: String) -> Bool {
        switch (name, value) {
        case ("sku", _), ("title", _), ("category", _), ("price", _): break
        case ("description", .string(let text)) where PlainText.isText(text, upTo: 10_000): description = text
        case ("attributes", .object(let object)) where Self.arePlain(object): attributes = object
        case ("active", .bool(let flag)): active = flag
        case ("tags", .array(let values)) where values.count <= ProductFields.tagLimit:
            tags = values.compactMap(\.stringValue)
            return tags.count == values.count && tags.allSatisfy(PlainText.isTag)
                && (tags.count < 2 || Set(tags).count == tags.count)
        case ("variants", .array(let values)) where values.count <= 8:
            variants = values.compactMap(Self.plainVariant)
            return variants.count == values.count
        case ("media", .array(let values)): return values.isEmpty
        default: return false
        }
        return true
    }

    private static func plainPrice(_ value: JSONValue) -> Money? {
        guard case .object(let object) = value, object.count == 2, case .int(let amount)? = object["amount"],
            (0...ProductFields.largestAmount).contains(amount),
            let currency = object["currency"]?.stringValue.flatMap({ Currency($0) })
        else { return nil }
        return Money(amount: amount, currency: currency)
    }

    private static func plainVariant(_ value: JSONValue) -> ProductVariant? {
        guard case .object(let object) = value, object.count == 2, let sku = object["sku"]?.stringValue,
            PlainText.isSKU(sku), case .object(let options)? = object["options"], options.count <= 8
        else { return nil }
        for (name, value) in options {
            guard !name.isEmpty, PlainText.isLine(name, upTo: 32), let text = value.stringValue, !text.isEmpty,
                PlainText.isLine(text, upTo: 64)
            else { return nil }
        }
        return ProductVariant(sku: sku, options: options)
    }

    /// Whether there are few attributes, of plain names and values: far below the limit of them all together.
    private static func arePlain(_ attributes: JSONObject) -> Bool {
        guard attributes.count <= 32 else { return false }
        for (name, value) in attributes {
            guard !name.isEmpty, PlainText.isLine(name, upTo: 64) else { return false }
            switch value {
            case .string(let text): guard PlainText.isLine(text, upTo: 200) else { return false }
            case .int, .double, .bool: break
            case .null, .array, .object: return false
            }
        }
        return true
    }
}
