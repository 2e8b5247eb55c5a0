import CatalogAPI
import MeshCore

extension SearchDocument {
    /// What the index is to know of a product.
    init(_ product: Product) {
        self.init(id: product.id.uuid.bits)
        title = product.title
        skus = [product.sku] + product.variants.map(\.sku)
        tags = product.tags
        category = product.category
        attributes = product.attributes.compactMap { name, value in
            Self.text(of: value).map { Attribute(name: name, value: $0) }
        }
        var options: Set<String> = []
        for variant in product.variants {
            for (name, value) in variant.options {
                guard let text = Self.text(of: value), options.insert("\(name)\u{0}\(text)").inserted else { continue }
                attributes.append(Attribute(name: name, value: text))
            }
        }
        description = product.description
        amount = product.price.amount
        currency = product.price.currency.description
        active = product.active
    }

    private static func text(of value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .int, .double, .bool: value.description
        case .null, .array, .object: nil
        }
    }
}
