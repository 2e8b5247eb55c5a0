import CatalogAPI
import MeshCore
import RecommenderModels

extension ContentTerms {
    /// What the catalog tells of a product: the words of its title, which count twice, its category and those above it, tags, facts,
    /// the octave that its price is in, and the words of its description, as far as there is room.
    init(_ product: Product) {
        self.init()
        add(wordsOf: product.title, count: 2)
        var path = ""
        for part in product.category.split(separator: "/") {
            path += path.isEmpty ? "\(part)" : "/\(part)"
            add("category=\(path)")
        }
        for tag in product.tags { add("tag=\(tag)") }
        for (name, value) in product.attributes {
            if let text = value.stringValue ?? value.scalarText { add("\(name)=\(text)") }
        }
        if product.price.amount > 0 {
            let octave = Int64.bitWidth - 1 - product.price.amount.leadingZeroBitCount
            add("price=\(product.price.currency)/2^\(octave)")
        }
        add(wordsOf: product.description)
    }
}

extension JSONValue {
    /// A number or a truth in words; nil for all else.
    fileprivate var scalarText: String? {
        if let truth = boolValue { return "\(truth)" }
        return doubleValue.map { "\($0)" }
    }
}
