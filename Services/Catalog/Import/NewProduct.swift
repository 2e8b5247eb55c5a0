import CatalogAPI
import MeshCore
import MeshStore

/// A product that is made ready to be written as a new one: its rows and its event, made beside the writer. A value that
/// never changes; a class, as it passes through several hands.
final class NewProduct: Sendable {
    /// The columns of ``row``.
    static let columns = """
        id, sku, title, description, category, attributes, tags, media, variants,
        amount, currency, active, created_at, updated_at, version
        """
    /// The columns of each of ``skus``.
    static let skuColumns = "sku, position, sold, options, amount, active"

    let product: Product
    /// Its row, but for its number.
    let row: BulkValues
    /// The rows of its own sku and of its variants', but for its number.
    let skus: [BulkValues]
    /// `ProductChanged` about its creation.
    let event: Outbox.Draft

    /// - Parameters:
    ///   - draft: What was decided about it.
    ///   - id: Its id, if it becomes a new one.
    ///   - now: The wall clock.
    init(_ draft: ProductDraft, id: Product.ID, at now: Timestamp) {
        product = draft.product(id: id, createdAt: now, updatedAt: now, version: 1)
        let texts = Texts(product)
        row = texts.row(of: product)
        skus = Self.skus(of: product)
        event = Outbox.Draft(
            id: texts.eventID, key: texts.id, payload: texts.creation(of: product))
    }

    private static func skus(of product: Product) -> [BulkValues] {
        var own = BulkValues()
        own.bind(product.sku)
        own.bindNull()
        own.bind(product.variants.isEmpty ? 1 : 0)
        own.bindNull()
        own.bindNull()
        own.bind(1)
        return [own]
            + product.variants.enumerated().map { position, variant in
                var row = BulkValues()
                row.bind(variant.sku)
                row.bind(Int64(position))
                row.bind(1)
                row.bind(JSONValue.object(variant.options).description)
                if let price = variant.price { row.bind(price.amount) } else { row.bindNull() }
                row.bind(variant.active ? 1 : 0)
                return row
            }
    }
}

extension NewProduct {
    /// What the row and the event both tell, as text.
    private struct Texts {
        let id: String
        let eventID: String
        let attributes: String
        let tags: String
        let media: String
        let variants: String

        init(_ product: Product) {
            id = product.id.description
            eventID = "\(id)-1"
            attributes = JSONValue.object(product.attributes).description
            tags = Self.list(product.tags) { .string($0) }
            media = Self.list(product.media, \.json)
            variants = Self.list(product.variants, \.json)
        }

        func row(of product: Product) -> BulkValues {
            var row = BulkValues()
            row.bind(id)
            row.bind(product.sku)
            row.bind(product.title)
            row.bind(product.description)
            row.bind(product.category)
            row.bind(attributes)
            row.bind(tags)
            row.bind(media)
            row.bind(variants)
            row.bind(product.price.amount)
            row.bind(product.price.currency.description)
            row.bind(product.active ? 1 : 0)
            row.bind(product.createdAt.milliseconds)
            row.bind(product.updatedAt.milliseconds)
            row.bind(product.version)
            return row
        }

        /// The event, put together from the texts that are there already: to build it as JSON only to print it would take
        /// a fifth of an import's time.
        func creation(of product: Product) -> [UInt8] {
            let time = product.createdAt.description
            var bytes: [UInt8] = []
            bytes.reserveCapacity(
                640 + product.title.utf8.count + product.description.utf8.count + attributes.utf8.count)
            func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
            func add(_ name: String, _ text: String) {
                add(name)
                JSONValue.string(text).write(to: &bytes)
            }
            add(#"{"specversion":"1.0","id":""#)
            add(eventID)
            add(#"","source":"/catalog","type":"product.changed","subject":""#)
            add(id)
            add(#"","time":""#)
            add(time)
            add(#"","datacontenttype":"application/json","data":{"change":"created","product":{"id":""#)
            add(id)
            add(#"","sku":"#, product.sku)
            add(#","title":"#, product.title)
            add(#","description":"#, product.description)
            add(#","category":"#, product.category)
            add(#","attributes":"#)
            add(attributes)
            add(#","tags":"#)
            add(tags)
            add(#","media":"#)
            add(media)
            add(#","optionNames":"#)
            add(Self.list(product.optionNames) { .string($0) })
            add(#","variants":"#)
            add(variants)
            add(#","price":{"amount":"#)
            add(String(product.price.amount))
            add(#","currency":"#, product.price.currency.description)
            add(product.active ? #"},"active":true,"createdAt":""# : #"},"active":false,"createdAt":""#)
            add(time)
            add(#"","updatedAt":""#)
            add(time)
            add(#"","version":1}}}"#)
            return bytes
        }

        private static func list<Element>(_ elements: [Element], _ json: (Element) -> JSONValue) -> String {
            elements.isEmpty ? "[]" : JSONValue.array(elements.map(json)).description
        }
    }
}
