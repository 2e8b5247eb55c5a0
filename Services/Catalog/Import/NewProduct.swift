import CatalogAPI
import MeshCore

/// A product that is made ready to be written as a new one: its texts and its event, made beside the writer.
struct NewProduct: Sendable {
    let product: Product
    let id: String
    let attributes: String
    let tags: String
    let media: String
    let variants: String
    /// The options of each variant.
    let options: [String]
    let eventID: String
    /// The bytes of `ProductChanged` about its creation.
    private(set) var event: [UInt8] = []

    /// - Parameters:
    ///   - draft: What was decided about it.
    ///   - id: Its id, if it becomes a new one.
    ///   - now: The wall clock.
    init(_ draft: ProductDraft, id: Product.ID, at now: Timestamp) {
        product = draft.product(id: id, createdAt: now, updatedAt: now, version: 1)
        self.id = id.description
        attributes = JSONValue.object(product.attributes).description
        tags = Self.list(product.tags) { .string($0) }
        media = Self.list(product.media, \.json)
        variants = Self.list(product.variants, \.json)
        options = product.variants.map { JSONValue.object($0.options).description }
        eventID = "\(self.id)-1"
        event = creation
    }

    /// The event, put together from the texts that are there already: to build it as JSON only to print it would take
    /// a fifth of an import's time.
    private var creation: [UInt8] {
        let time = product.createdAt.description
        var bytes: [UInt8] = []
        bytes.reserveCapacity(640 + product.title.utf8.count + product.description.utf8.count + attributes.utf8.count)
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
